package org.bugle.linalg;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// A square n×n linear map with structure: it can be shifted and inverted, and exponentiated.
/// Neither makes a dense n×n array for n > 512.
public interface Operator extends LinearMap {
    /// From this size on, no dense n×n array stands for an operator.
    int DENSE_LIMIT = 512;

    /// Whether A = Aᴴ by construction.
    boolean isHermitian();

    /// (σ I − A)⁻¹ as a factorisation, made once and applied to many blocks.
    ///
    /// @throws ArithmeticException if σ I − A is exactly singular
    Resolvent resolvent(Complex sigma);

    /// e^{τA} X for X n×k; exact to rounding where the structure allows it, by Krylov otherwise.
    Matrix exp(Complex tau, Matrix x);

    /// e^{τ_j A} X_j for blocks X_j of equally many columns, one after the other in X.
    ///
    /// @param tau of each block
    /// @throws IllegalArgumentException if the columns cannot be dealt out evenly
    default Matrix exp(double[] tau, Matrix x) {
        int each = blockWidth(tau, x);
        Matrix[] images = new Matrix[tau.length];
        for (int j = 0; j < tau.length; j++) {
            images[j] = exp(Complex.real(tau[j]), x.columns(j * each, (j + 1) * each));
        }
        return tau.length == 0 ? x : Matrix.hcat(images);
    }

    /// How many columns of X belong to each τ.
    static int blockWidth(double[] tau, Matrix x) {
        if (tau.length == 0 ? x.cols() > 0 : x.cols() % tau.length != 0) {
            throw new IllegalArgumentException(
                    "exp: wants blocks of equally many columns for %d times, found %d columns"
                            .formatted(tau.length, x.cols()));
        }
        return tau.length == 0 ? 0 : x.cols() / tau.length;
    }

    /// X ↦ e^{τA} X for many X: what can be prepared for one τ is prepared once.
    default UnaryOperator<Matrix> propagator(Complex tau) {
        return x -> exp(tau, x);
    }

    @Override
    Operator conjugate();

    @Override
    Operator adjoint();

    /// The eigendecomposition of a Hermitian A with n ≤ 512, where it is at hand or made once and
    /// kept.
    default Optional<Eigen.Hermitian> spectrum() {
        return Optional.empty();
    }

    /// A factorisation of σ I − A.
    @FunctionalInterface
    interface Resolvent {
        /// (σ I − A)⁻¹ B for B n×k.
        Matrix solve(Matrix b);
    }
}
