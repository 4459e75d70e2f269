package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.LapackException;
import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A thin singular value decomposition A = U diag(σ) Vᴴ of an m×n matrix, k = min(m, n): U m×k and
/// V n×k with orthonormal columns, σ₁ ≥ … ≥ σ_k ≥ 0.
public record Svd(Matrix u, List<Double> singularValues, Matrix v) {
    /// Above this ratio of height to width a QR decomposition first makes the problem square.
    private static final int TALL = 3;

    /// Smaller matrices are decomposed as they are.
    private static final int LARGE = 80;

    /// A hundredth of a smaller cut would be lost in rounding.
    private static final double RESOLVED = 1e-11;

    /// @throws IllegalArgumentException if an entry of A is NaN or infinite
    /// @throws LapackException if neither divide and conquer nor QR iteration converges
    public static Svd of(Matrix a) {
        a.requireFinite("Svd");
        if (a.rows() > TALL * a.cols()) {
            Qr qr = Qr.of(a);
            Svd small = direct(qr.r());
            return new Svd(qr.q().times(small.u), small.singularValues, small.v);
        }
        if (a.cols() > TALL * a.rows()) {
            Svd mirrored = of(a.adjoint());
            return new Svd(mirrored.v, mirrored.singularValues, mirrored.u);
        }
        return direct(a);
    }

    /// U and σ of the decomposition.
    public record Left(Matrix u, List<Double> singularValues) {
        /// How many singular values are above a threshold.
        public int above(double threshold) {
            return (int) singularValues.stream().filter(sigma -> sigma > threshold).count();
        }

        /// Those σ with √(σ² + remainder²) > cut · σ₁.
        private Left cut(double cut, double remainder) {
            double limit = singularValues.isEmpty() ? 0 : cut * singularValues.getFirst();
            double lost = limit > 0 ? remainder / limit : 0;
            int rank = above(limit * Math.sqrt(1 - lost * lost));
            return new Left(u.columns(0, rank), singularValues.subList(0, rank));
        }
    }

    /// U and σ alone; of a wide matrix, such as an unfolding, the long V is never made.
    ///
    /// @throws IllegalArgumentException if an entry of A is NaN or infinite
    public static Left left(Matrix a) {
        a.requireFinite("Svd");
        boolean wide = a.cols() > a.rows();
        Svd svd = of(wide ? Qr.triangle(a.adjoint()).adjoint() : a); // A = Rᴴ Qᴴ
        return new Left(svd.u, svd.singularValues);
    }

    /// The singular values above `cut` times the largest one, and their left vectors U: ‖A − UUᴴA‖₂
    /// ≤ `cut` ‖A‖₂. A large matrix that has few of them is first seen as QB + E in their space
    /// ([RangeFinder]), ‖E‖ at most a hundredth of that. Since AᴴA = BᴴB + EᴴE, values near the cut
    /// come out too small by at most 5·10⁻⁵ of themselves, larger ones by less; all that E could
    /// lift above the cut are taken, so that the bound holds as it stands.
    ///
    /// @param cut in [0, 1)
    /// @throws IllegalArgumentException if an entry of A is NaN or infinite
    public static Left leading(Matrix a, double cut) {
        int side = Math.min(a.rows(), a.cols());
        Optional<RangeFinder.Range> found =
                side < LARGE || cut < RESOLVED
                        ? Optional.empty()
                        : RangeFinder.of(a, cut / 100, side / 2);
        return found.map(
                        range -> {
                            Left inside = left(range.b()).cut(cut, range.remainder());
                            return new Left(range.q().times(inside.u), inside.singularValues);
                        })
                .orElseGet(() -> left(a).cut(cut, 0));
    }

    private static Svd direct(Matrix a) {
        int m = a.rows();
        int n = a.cols();
        int k = Math.min(m, n);
        double[] s = new double[k];
        Buffer u = new Buffer(m, k, a.isComplex());
        Buffer vt = new Buffer(k, n, a.isComplex());
        if (k > 0) {
            if (!dividesAndConquers(a, s, u, vt)) {
                Lapack.gesvd(a.isComplex(), m, n, a.toArray(), s, u.array(), vt.array());
            }
        }
        return new Svd(
                Matrix.over(u), Arrays.stream(s).boxed().toList(), Matrix.over(vt).adjoint());
    }

    /// Whether divide and conquer succeeds. Where singular values cluster it can leave NaN in the
    /// vectors and report success.
    private static boolean dividesAndConquers(Matrix a, double[] s, Buffer u, Buffer vt) {
        try {
            Lapack.gesdd(a.isComplex(), a.rows(), a.cols(), a.toArray(), s, u.array(), vt.array());
        } catch (LapackException e) {
            return false;
        }
        return u.nonFinite() + vt.nonFinite() == 0;
    }
}
