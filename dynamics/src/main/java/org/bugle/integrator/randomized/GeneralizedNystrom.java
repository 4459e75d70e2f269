package org.bugle.integrator.randomized;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// The generalized Nyström approximation N(Z) = ZΩ (ΨᴴZΩ)⁺ ΨᴴZ of an m×n matrix that is known by
/// two sketches only (spec `randomized-rk` §3.1, arXiv:2409.06384).
///
/// | step | computes                                        | shape         |
/// |------|-------------------------------------------------|---------------|
/// | 1    | Q = orth(ZΩ)                                    | m×(r+p)       |
/// | 2    | P = argmin ‖(ΨᴴQ) P − ΨᴴZ‖, by QR of ΨᴴQ        | (r+p)×n       |
/// | 3    | Q R Q̃ᴴ with the thin QR Pᴴ = Q̃ Rᴴ               | core of r+p   |
///
/// The pseudo-inverse of ΨᴴZΩ is never formed: its condition is that of Z. Exact for matrices of
/// rank ≤ r + p, with probability one.
public final class GeneralizedNystrom {
    /// Below this fraction of the largest pivot a direction of ΨᴴQ is rounding; only structured
    /// random matrices of nearly full width come near it.
    private static final double DEPENDENT = 1e-14;

    private GeneralizedNystrom() {}

    /// N(Z) with orthonormal bases of r + p columns, not yet truncated.
    ///
    /// @param image X = ZΩ, m×(r+p)
    /// @param adjointImage W = ZᴴΨ, n×(r+p+ℓ)
    /// @param psi Ψ, m×(r+p+ℓ), the same that made W
    public static LowRankMatrix decode(Matrix image, Matrix adjointImage, Matrix psi) {
        Matrix q = Qr.of(image).q();
        Qr right = Qr.of(leastSquares(psi.adjointTimes(q), adjointImage));
        return new LowRankMatrix(q, right.r().adjoint(), right.q());
    }

    /// N(Z) of a matrix that can be applied.
    ///
    /// @param omega n×(r+p)
    /// @param psi m×(r+p+ℓ)
    public static LowRankMatrix of(LinearMap z, Matrix omega, Matrix psi) {
        LinearMap.Sketch sketch = z.sketch(omega, psi);
        return decode(sketch.image(), sketch.adjointImage(), psi);
    }

    /// Xᴴ of the basic solution X = argmin ‖A X − Bᴴ‖: directions that A does not have stay zero.
    private static Matrix leastSquares(Matrix a, Matrix b) {
        Qr qr = Qr.pivoted(a);
        int rank = 0;
        double largest = a.cols() == 0 ? 0 : qr.r().at(0, 0).abs();
        while (rank < a.cols() && qr.r().at(rank, rank).abs() > DEPENDENT * largest) {
            rank++;
        }
        Qr leading =
                new Qr(
                        qr.q().columns(0, rank),
                        qr.r().block(0, rank, 0, rank),
                        qr.permutation().subList(0, rank));
        Matrix x = leading.overAdjointTriangle(b.times(leading.q()));
        Matrix padded = Matrix.hcat(x, Matrix.zeros(b.rows(), a.cols() - rank));
        return padded.columns(inverse(qr.permutation()));
    }

    private static int[] inverse(List<Integer> permutation) {
        int[] inverse = new int[permutation.size()];
        for (int j = 0; j < inverse.length; j++) {
            inverse[permutation.get(j)] = j;
        }
        return inverse;
    }
}
