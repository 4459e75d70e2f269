package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;

import java.util.Optional;

/// The waves that a skew-Hermitian derivative D maps to multiples iκ of themselves: Fourier modes
/// of a circulant, eigenvectors of a small matrix.
interface Modes {
    /// A matrix whose Hermitian part is above this fraction of its norm is not skew.
    double SKEW = 1e-12;

    /// The wave numbers κ, one row a mode.
    Matrix waves();

    /// The coefficients of the columns of z, complex, one row a mode.
    Matrix coefficients(Matrix z);

    /// The columns from their coefficients.
    Matrix values(Matrix coefficients);

    /// @param real whether the columns are real and D keeps them so: half of the modes are enough
    /// @return absent where the modes of D are not at hand
    static Optional<Modes> of(LinearMap d, boolean real) {
        return switch (d) {
            case Circulant circulant -> Fourier.of(circulant, real);
            case Dense dense -> Eigenvectors.of(dense.matrix(), real);
            default -> Optional.empty();
        };
    }

    /// Of real columns only the modes k ≤ n/2 are kept; the others are their conjugates.
    record Fourier(int n, boolean real, Matrix waves) implements Modes {
        static Optional<Modes> of(Circulant d, boolean real) {
            Matrix symbol = d.symbol();
            if (symbol.real().maxAbs() > SKEW * symbol.maxAbs()) {
                return Optional.empty();
            }
            int n = d.rows();
            return Optional.of(new Fourier(n, real, symbol.imag().rows(0, real ? n / 2 + 1 : n)));
        }

        @Override
        public Matrix coefficients(Matrix z) {
            return Circulant.transform(z).rows(0, waves.rows());
        }

        @Override
        public Matrix values(Matrix c) {
            if (!real) {
                return Circulant.inverseTransform(c);
            }
            int kept = waves.rows();
            Matrix all =
                    Matrix.generateComplex(
                            n,
                            c.cols(),
                            (k, j) -> k < kept ? c.at(k, j) : c.at(n - k, j).conjugate());
            return Circulant.inverseTransform(all).real();
        }
    }

    /// D = i W diag(κ) Wᴴ.
    record Eigenvectors(boolean real, Matrix waves, Matrix vectors) implements Modes {
        static Optional<Modes> of(Matrix d, boolean real) {
            Matrix hermitian = d.times(Complex.I.negate());
            Matrix skew = hermitian.minus(hermitian.adjoint());
            if (skew.norm() > SKEW * d.norm()) {
                return Optional.empty();
            }
            Eigen.Hermitian eigen = Eigen.hermitian(hermitian.plus(hermitian.adjoint()).times(0.5));
            double[] values = eigen.values().stream().mapToDouble(k -> k).toArray();
            return Optional.of(
                    new Eigenvectors(real, Matrix.columnVector(values), eigen.vectors()));
        }

        @Override
        public Matrix coefficients(Matrix z) {
            return vectors.adjointTimes(z).toComplex();
        }

        @Override
        public Matrix values(Matrix c) {
            Matrix z = vectors.times(c);
            return real ? z.real() : z;
        }
    }
}
