package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.LapackException;
import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.List;

/// A thin singular value decomposition A = U diag(σ) Vᴴ of an m×n matrix, k = min(m, n): U m×k and
/// V n×k with orthonormal columns, σ₁ ≥ … ≥ σ_k ≥ 0.
public record Svd(Matrix u, List<Double> singularValues, Matrix v) {
    /// Above this ratio of height to width a QR decomposition first makes the problem square.
    private static final int TALL = 3;

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
