package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The fibres along mode i, that is the columns of the unfolding X_(i), of the solution X of σX − η
/// Σ_k X ×_k A_k = C ×_i F, where the other A_k are diagonal and all is real. In the eigenvectors Q
/// of A_i = Q diag(λ) Qᵀ they are Z = QᵀX_(i), entry by entry
///
/// z_kq = (QᵀF C_(i))_kq / (σ − ηλ_k − ημ_q), μ_q the sum of the other eigenvalues
///
/// so only the few columns of F are transformed, and of the fibres only what is wanted of their
/// span is transformed back.
final class Fibres {
    /// Numbers of a panel of Z, which should stay in a cache.
    private static final int PANEL = 1 << 15;

    private final RealBasis basis;
    private final double[] own; // ηλ
    private final double[] others; // σ − ημ, first mode fastest

    private Fibres(RealBasis basis, double[] own, double[] others) {
        this.basis = basis;
        this.own = own;
        this.others = others;
    }

    /// Nothing where an operator is not of the kind that is wanted.
    ///
    /// @throws ArithmeticException if the sum is exactly singular
    static Optional<Fibres> of(List<ModeForm> forms, int mode, double sigma, double eta) {
        List<Eigenvalues> rest = new ArrayList<>();
        for (int k = 0; k < forms.size(); k++) {
            if (k != mode
                    && forms.get(k) instanceof DiagonalForm(var values, boolean complex)
                    && !complex) {
                rest.add(values);
            }
        }
        return rest.size() < forms.size() - 1
                ? Optional.empty()
                : RealBasis.of(forms.get(mode))
                        .map(basis -> {
                            double[] own = times(eta, basis.eigenvalues());
                            Fibres fibres = new Fibres(basis, own, shifted(sigma, eta, rest));
                            fibres.requireRegular(sigma);
                            return fibres;
                        });
    }

    private static double[] times(double eta, Eigenvalues values) {
        double[] result = new double[values.count()];
        for (int k = 0; k < result.length; k++) {
            result[k] = eta * values.re(k);
        }
        return result;
    }

    private static double[] shifted(double sigma, double eta, List<Eigenvalues> modes) {
        double[] result = {sigma};
        for (Eigenvalues values : modes) {
            double[] wider = new double[result.length * values.count()];
            for (int k = 0, to = 0; k < values.count(); k++) {
                for (double sum : result) {
                    wider[to++] = sum - eta * values.re(k);
                }
            }
            result = wider;
        }
        return result;
    }

    /// The left singular vectors of X_(i) for the singular values above `cut` times the largest.
    ///
    /// @param factor F, n×p
    /// @param unfolded C_(i), p×Π_{k≠i} n_k
    Svd.Left leading(Matrix factor, Matrix unfolded, double cut) {
        Svd.Left left = Svd.leading(coefficients(factor, unfolded), cut);
        return new Svd.Left(basis.synthesis().apply(left.u()), left.singularValues());
    }

    /// Z.
    private Matrix coefficients(Matrix factor, Matrix unfolded) {
        boolean narrow = factor.cols() < unfolded.cols();
        Matrix first = narrow ? factor : factor.times(unfolded);
        Matrix transformed = basis.coefficients().apply(first);
        Buffer z = narrow ? new Buffer(own.length, others.length, false) : transformed.buffer();
        int width = Math.max(1, PANEL / Math.max(1, own.length));
        Parallel.forEach(
                Math.ceilDiv(others.length, width),
                p -> {
                    int from = p * width;
                    int to = Math.min(from + width, others.length);
                    if (narrow) {
                        Buffer columns = unfolded.columns(from, to).buffer();
                        z.columns(from, to)
                                .product(Op.NONE, transformed.buffer(), Op.NONE, columns);
                    }
                    divide(z.array(), from, to);
                });
        return Matrix.over(z);
    }

    /// By the divisors of the columns `from` ≤ q < `to`.
    private void divide(double[] z, int from, int to) {
        int n = own.length;
        for (int q = from; q < to; q++) {
            double shift = others[q];
            for (int k = 0; k < n; k++) {
                z[q * n + k] /= shift - own[k];
            }
        }
    }

    private void requireRegular(double sigma) {
        double largest = Arrays.stream(own).max().orElse(0);
        if (Arrays.stream(others).allMatch(shift -> shift > largest)) {
            return;
        }
        for (double shift : others) {
            for (double value : own) {
                if (shift == value) {
                    throw TriangularSum.singular(sigma);
                }
            }
        }
    }
}
