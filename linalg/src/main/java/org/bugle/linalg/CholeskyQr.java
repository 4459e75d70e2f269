package org.bugle.linalg;

import org.bugle.linalg.blas.Blas;
import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.Optional;

/// QR of tall m×n matrices by products of large blocks (arXiv:2210.09953). A sketch ΩA of 4n rows
/// is decomposed by Householder reflections; its triangle R₁ makes A R₁⁻¹ well conditioned whatever
/// the condition of A, and the Cholesky factor R₂ of its Gram matrix does the rest: Q = A R₁⁻¹
/// R₂⁻¹, R = R₂R₁. Both steps are checked, and where one fails, as for exactly dependent columns,
/// there is no result.
///
/// Ω adds rows of A that are 4n apart, turned by a different number in each run of 4n rows, with
/// random signs; it depends on m and n alone.
final class CholeskyQr {
    /// Rows of the sketch for each column.
    private static final int OVERSAMPLING = 4;

    /// From how many numbers times columns, m n², this takes well below the time of reflections.
    private static final double WORTHWHILE = 4e6;

    /// The same for complex matrices, of which reflections take more products and fewer passes.
    private static final double WORTHWHILE_COMPLEX = 5e6;

    /// The largest distance of a Gram matrix from the identity, in the Frobenius norm divided by
    /// √n, that lets Cholesky's factor give orthonormal columns: condition numbers of A R₁⁻¹ up to
    /// about 10.
    private static final double WELL_CONDITIONED = 10;

    /// The same for columns that are called nearly orthonormal: condition numbers up to 2.
    private static final double NEAR = 0.5;

    private CholeskyQr() {}

    /// Q and R of a tall matrix; absent if it is not tall enough for this to pay, or if a check
    /// fails.
    static Optional<Factors> of(Matrix a) {
        if (!isWorthwhile(a)) {
            return Optional.empty();
        }
        Matrix first = Qr.triangle(sketched(a));
        for (int j = 0; j < a.cols(); j++) {
            double pivot = first.at(j, j).abs();
            // R₁⁻¹ must not overflow; NaN fails as well
            if (!(pivot > Double.MIN_NORMAL * a.rows()) || !Double.isFinite(pivot)) {
                return Optional.empty();
            }
        }
        Buffer q = a.buffer().copy();
        divide(q, first);
        return finished(q, WELL_CONDITIONED)
                .map(factors -> new Factors(factors.q, upper(factors.r.times(first))));
    }

    /// Q and R of columns that are orthonormal but for a few digits, by Cholesky's factor alone;
    /// absent if they are not.
    static Optional<Factors> ofNearlyOrthonormal(Matrix a) {
        return isWorthwhile(a) ? finished(a.buffer().copy(), NEAR) : Optional.empty();
    }

    private static boolean isWorthwhile(Matrix a) {
        double least = a.isComplex() ? WORTHWHILE_COMPLEX : WORTHWHILE;
        return a.rows() >= 2 * OVERSAMPLING * a.cols()
                && (double) a.rows() * a.cols() * a.cols() >= least;
    }

    /// @param r upper triangular, with zeros below
    record Factors(Matrix q, Matrix r) {}

    /// Q ← Q R₂⁻¹ with R₂ᴴR₂ = QᴴQ.
    private static Optional<Factors> finished(Buffer q, double farthest) {
        int n = q.columns();
        Buffer gram = new Buffer(n, n, q.isComplex());
        Blas.gram(q.isComplex(), n, q.rows(), q.block(), gram.block());
        if (!(distanceFromIdentity(gram) <= farthest * Math.sqrt(n))
                || Lapack.potrf(q.isComplex(), n, gram.array()) != 0) {
            return Optional.empty();
        }
        Matrix r = upper(Matrix.over(gram));
        divide(q, r);
        return Optional.of(new Factors(Matrix.over(q), r));
    }

    /// Q ← Q R⁻¹.
    private static void divide(Buffer q, Matrix r) {
        Blas.trsm(
                q.isComplex(),
                false,
                Op.NONE,
                q.rows(),
                q.columns(),
                r.buffer().block(),
                q.block());
    }

    /// ‖G − I‖ of a Hermitian matrix given by its upper triangle.
    private static double distanceFromIdentity(Buffer gram) {
        int n = gram.columns();
        int width = gram.width();
        double squares = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                int place = (j * n + i) * width;
                double re = gram.array()[place] - (i == j ? 1 : 0);
                double im = width == 2 && i < j ? gram.array()[place + 1] : 0;
                squares += (i == j ? 1 : 2) * (re * re + im * im);
            }
        }
        return Math.sqrt(squares);
    }

    /// The upper triangle, with zeros below.
    private static Matrix upper(Matrix square) {
        Buffer result = square.buffer().copy();
        int n = square.rows();
        int width = result.width();
        for (int j = 0; j < n; j++) {
            Arrays.fill(result.array(), (j * n + j + 1) * width, (j + 1) * n * width, 0);
        }
        return Matrix.over(result);
    }

    /// Ω A.
    private static Matrix sketched(Matrix a) {
        int rows = OVERSAMPLING * a.cols();
        Buffer from = a.buffer();
        Buffer result = new Buffer(rows, a.cols(), a.isComplex());
        int width = from.width();
        SplitMix64 random = new SplitMix64(rows);
        double[] signs = new double[a.rows() * width];
        for (int i = 0; i < a.rows(); i++) {
            double sign = random.nextLong() < 0 ? -1 : 1;
            Arrays.fill(signs, i * width, (i + 1) * width, sign);
        }
        for (int top = 0; top < a.rows(); top += rows) {
            int length = Math.min(rows, a.rows() - top);
            int turn = (int) Long.remainderUnsigned(random.nextLong(), rows);
            int before = Math.min(length, rows - turn); // rows until the end of the sketch
            for (int j = 0; j < a.cols(); j++) {
                int source = from.start() + (j * a.rows() + top) * width;
                int target = j * rows * width;
                add(
                        result,
                        target + turn * width,
                        from,
                        source,
                        signs,
                        top * width,
                        before * width);
                add(
                        result,
                        target,
                        from,
                        source + before * width,
                        signs,
                        (top + before) * width,
                        (length - before) * width);
            }
        }
        Work.count(2.0 * width * a.rows() * a.cols(), (double) width * a.rows() * a.cols());
        return Matrix.over(result);
    }

    private static void add(
            Buffer result, int to, Buffer from, int start, double[] signs, int sign, int count) {
        double[] y = result.array();
        double[] x = from.array();
        for (int i = 0; i < count; i++) {
            y[to + i] += signs[sign + i] * x[start + i];
        }
    }
}
