package org.bugle.models.spin;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.stream.IntStream;

/// Operators of a single spin ½, whose first state is "up", and of a density matrix on it.
///
/// Density matrices are vectorised row by row, vec(ρ)_{2p+q} = ρ_pq, so that X ρ is (X ⊗ I) vec(ρ)
/// and ρ X is (I ⊗ Xᵀ) vec(ρ) (spec `ttno` E6).
public final class SpinMatrices {
    /// σ_x.
    public static final Matrix X = Matrix.of(new double[][] {{0, 1}, {1, 0}});

    /// σ_y.
    public static final Matrix Y =
            Matrix.generateComplex(2, 2, (i, j) -> new Complex(0, i == j ? 0 : i - j));

    /// σ_z.
    public static final Matrix Z = Matrix.of(new double[][] {{1, 0}, {0, -1}});

    /// n, the projector on "up".
    public static final Matrix UP = Matrix.of(new double[][] {{1, 0}, {0, 0}});

    /// The jump from "up" to "down".
    public static final Matrix JUMP = Matrix.of(new double[][] {{0, 0}, {1, 0}});

    private SpinMatrices() {}

    /// The spin that points by an angle θ (radians) off "up": cos θ, sin θ.
    public static Matrix spinor(double theta) {
        return Matrix.columnVector(Math.cos(theta), Math.sin(theta));
    }

    /// A ⊗ B, the index of B running fastest.
    public static Matrix kronecker(Matrix a, Matrix b) {
        return Matrix.block(
                IntStream.range(0, a.rows())
                        .mapToObj(i ->
                                IntStream.range(0, a.cols())
                                        .mapToObj(j -> b.times(a.at(i, j)))
                                        .toArray(Matrix[]::new))
                        .toArray(Matrix[][]::new));
    }

    /// ρ ↦ X ρ.
    public static Matrix fromLeft(Matrix x) {
        return kronecker(x, Matrix.identity(x.rows()));
    }

    /// ρ ↦ ρ X.
    public static Matrix fromRight(Matrix x) {
        return kronecker(Matrix.identity(x.rows()), x.transpose());
    }

    /// ρ ↦ −i (H ρ − ρ H).
    public static Matrix commutator(Matrix h) {
        return fromLeft(h).minus(fromRight(h)).times(Complex.I.negate());
    }

    /// ρ ↦ J ρ Jᴴ − ½ (JᴴJ ρ + ρ JᴴJ).
    public static Matrix dissipator(Matrix jump) {
        Matrix decay = jump.adjointTimes(jump);
        return kronecker(jump, jump.conjugate())
                .plus(-0.5, fromLeft(decay))
                .plus(-0.5, fromRight(decay));
    }

    /// vec(A), row by row.
    public static Matrix vectorised(Matrix a) {
        return Tensor.of(a.transpose()).reshape(a.rows() * a.cols(), 1).unfold(0);
    }
}
