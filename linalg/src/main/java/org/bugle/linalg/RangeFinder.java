package org.bugle.linalg;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;

import java.util.Arrays;
import java.util.Optional;

/// A ≈ Q B for an m×n matrix of low numerical rank, Q m×k with orthonormal columns and B = QᴴA: the
/// blocked randomized range finder of Martinsson and Voronin (arXiv:1503.07157). Its error ‖A − QB‖
/// is measured on all of A and not estimated from samples. Blocks of columns follow each other
/// until the remainder R, at first A, is small enough:
///
/// | step    |                                                                          |
/// |---------|--------------------------------------------------------------------------|
/// | sketch  | Y = RΩ with random signs Ω of a fixed seed                               |
/// | extend  | Q_j = orth of what Y has outside of Q                                    |
/// | project | B_j = Q_jᴴR; ‖R − Q_jB_j‖² = ‖R‖² − ‖B_j‖², and the end if that is small |
/// | deflate | R ← R − Q_jB_j                                                           |
///
/// A column of Q costs 6mn operations, or 4mn in the last block. Columns of A go in panels, side by
/// side where there are threads; sums over panels are taken in their order.
final class RangeFinder {
    /// Columns of the first block; few, since it is deflated and the last one is not.
    private static final int FIRST = 12;

    /// Columns of the others.
    private static final int BLOCK = 24;

    /// Numbers of a panel, which should stay in a cache.
    private static final int PANEL = 1 << 15;

    /// A difference of squares shows no smaller remainder, relative to ‖R‖.
    private static final double RESOLVED = 1e-7;

    /// A direction of Y below this fraction of the tolerance is left out: it could be rounding.
    private static final double NEGLIGIBLE = 1e-2;

    private static final long SEED = 1503;

    /// A norm below this is left alone, since squares would underflow.
    private static final double SMALLEST = 1e-140;

    /// Q and B.
    ///
    /// @param remainder at least ‖A − QB‖, but for rounding
    record Range(Matrix q, Matrix b, double remainder) {}

    private final Buffer rest; // R
    private final int width; // of a panel, in columns
    private final SplitMix64 random = new SplitMix64(SEED);
    private final double whole; // ‖A‖
    private double norm; // ‖R‖
    private Matrix q;
    private Matrix b;

    private RangeFinder(Matrix a) {
        rest = a.buffer().copy();
        width = Math.max(1, PANEL / Math.max(1, a.rows()));
        q = a.columns(0, 0);
        b = Matrix.over(new Buffer(0, a.cols(), a.isComplex()));
        norm = norm(rest);
        whole = norm;
    }

    /// Q and B with ‖A − QB‖ ≤ tolerance · ‖A‖₂ in the Frobenius norm; nothing where that would
    /// take more than `most` columns, where a block adds no direction, or where squares of A's
    /// entries overflow or vanish.
    ///
    /// @param tolerance far above the rounding of a product
    static Optional<Range> of(Matrix a, double tolerance, int most) {
        RangeFinder finder = new RangeFinder(a);
        return finder.whole > SMALLEST && Double.isFinite(finder.whole)
                ? finder.found(tolerance, most)
                : Optional.empty();
    }

    private Optional<Range> found(double tolerance, int most) {
        for (int columns = FIRST; q.cols() + columns <= most; columns = BLOCK) {
            Matrix direction = extend(sketch(columns), NEGLIGIBLE * tolerance * whole);
            if (direction.cols() == 0) {
                return Optional.empty(); // what is left is too flat for the tolerance
            }
            Matrix image = project(direction);
            q = Matrix.hcat(q, direction);
            b = Matrix.vcat(b, image);
            double enough = tolerance * largest(b);
            double projected = norm(image.buffer());
            double left = Math.sqrt(Math.max(0, (norm - projected) * (norm + projected)));
            double atMost = Math.max(left, RESOLVED * norm);
            if (atMost > enough) {
                deflate(direction, image);
                norm = norm(rest);
                atMost = norm;
            }
            if (atMost <= enough) {
                return Optional.of(new Range(q, b, atMost));
            }
        }
        return Optional.empty();
    }

    /// At most ‖B‖₂, and near it where the largest singular values rule: ‖BBᴴ‖/‖B‖.
    private static double largest(Matrix b) {
        double norm = b.norm();
        return norm == 0 ? 0 : b.timesAdjoint(b).norm() / norm;
    }

    /// Y = RΩ.
    private Matrix sketch(int columns) {
        Buffer signs = signs(columns, rest.columns()); // Ωᵀ, whose panels are contiguous
        Buffer[] parts = new Buffer[panels()];
        Parallel.forEach(
                parts.length,
                p -> {
                    Buffer part = new Buffer(rest.rows(), columns, rest.isComplex());
                    parts[p] = part.product(Op.NONE, panel(rest, p), Op.TRANSPOSE, panel(signs, p));
                });
        Buffer sum = new Buffer(rest.rows(), columns, rest.isComplex());
        for (Buffer part : parts) {
            sum.add(1, part);
        }
        return Matrix.over(sum);
    }

    private Buffer signs(int rows, int columns) {
        Buffer result = new Buffer(rows, columns, false);
        double[] array = result.array();
        long bits = 0;
        for (int i = 0; i < array.length; i++, bits >>>= 1) {
            if (i % Long.SIZE == 0) {
                bits = random.nextLong();
            }
            array[i] = 1 - 2 * (bits & 1);
        }
        return result;
    }

    /// An orthonormal basis of what Y has outside of Q, without directions that are `negligible`.
    private Matrix extend(Matrix y, double negligible) {
        Qr pivoted = Qr.pivoted(outside(outside(y)));
        int kept = 0;
        while (kept < pivoted.r().rows() && pivoted.r().at(kept, kept).abs() > negligible) {
            kept++;
        }
        Matrix directions = pivoted.q().columns(0, kept);
        // a small direction brings the rounding of large ones back into Q
        return q.cols() == 0 ? directions : Qr.of(outside(directions)).q();
    }

    private Matrix outside(Matrix y) {
        return q.cols() == 0 ? y : y.minus(q.times(q.adjointTimes(y)));
    }

    /// B_j = Q_jᴴR.
    private Matrix project(Matrix direction) {
        Buffer image = new Buffer(direction.cols(), rest.columns(), rest.isComplex());
        Buffer factor = direction.buffer();
        Parallel.forEach(
                panels(),
                p -> panel(image, p).product(Op.ADJOINT, factor, Op.NONE, panel(rest, p)));
        return Matrix.over(image);
    }

    /// R ← R − Q_jB_j.
    private void deflate(Matrix direction, Matrix image) {
        Buffer factor = direction.buffer();
        Parallel.forEach(
                panels(),
                p ->
                        panel(rest, p)
                                .addProduct(
                                        -1, Op.NONE, factor, Op.NONE, panel(image.buffer(), p)));
    }

    private double norm(Buffer x) {
        double[] squares = new double[panels()];
        Parallel.forEach(squares.length, p -> squares[p] = panel(x, p).dot(panel(x, p))[0]);
        return Math.sqrt(Arrays.stream(squares).sum());
    }

    private int panels() {
        return Math.ceilDiv(rest.columns(), width);
    }

    private Buffer panel(Buffer x, int p) {
        return x.columns(p * width, Math.min((p + 1) * width, x.columns()));
    }
}
