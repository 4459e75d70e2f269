package org.bugle.linalg;

import org.bugle.linalg.blas.Blas;
import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A thin QR decomposition A P = Q R of an m×n matrix, k = min(m, n): Q m×k with orthonormal
/// columns, R k×n upper triangular, P the identity or a permutation that makes |R_jj| fall.
///
/// @param permutation column `permutation[j]` of A is column j of A P
public record Qr(Matrix q, Matrix r, List<Integer> permutation) {
    /// Rows a panel has at least for each column, so that stacked triangles are few rows.
    private static final int TALL = 4;

    /// Operations that a panel is worth.
    private static final double PANEL_FLOPS = 1e7;

    private static final int MOST_PANELS = 4;

    /// Q is orthonormal for any A, also a rank-deficient one: by Householder reflections, or by
    /// products of large blocks where A is tall and these are as accurate.
    public static Qr of(Matrix a) {
        return CholeskyQr.of(a).map(Qr::unpivoted).orElseGet(() -> byReflections(a));
    }

    /// [#of] for columns that are orthonormal but for a few digits, which takes less.
    public static Qr ofNearlyOrthonormal(Matrix a) {
        return CholeskyQr.ofNearlyOrthonormal(a).map(Qr::unpivoted).orElseGet(() -> of(a));
    }

    private static Qr unpivoted(CholeskyQr.Factors factors) {
        return new Qr(factors.q(), factors.r(), inOrder(factors.r().cols()));
    }

    private static List<Integer> inOrder(int columns) {
        return IntStream.range(0, columns).boxed().toList();
    }

    private static Qr byReflections(Matrix a) {
        Buffer factor = a.buffer().copy();
        double[] tau = new double[tauLength(a)];
        if (a.rows() > 0 && a.cols() > 0) {
            Lapack.geqrf(a.isComplex(), a.rows(), a.cols(), factor.array(), tau);
        }
        return assembled(factor, tau, inOrder(a.cols()));
    }

    /// R of Householder QR alone, at half its cost, but for signs. Panels of rows of a tall matrix
    /// are decomposed side by side, then their triangles on top of each other (Demmel, Grigori,
    /// Hoemmen and Langou, SIAM J. Sci. Comput. 34, 2012).
    public static Matrix triangle(Matrix a) {
        int panels = panels(a.rows(), a.cols());
        if (panels < 2) {
            return triangleOfOne(a);
        }
        Matrix[] parts = new Matrix[panels];
        Parallel.forEach(
                panels,
                p -> {
                    int from = (int) ((long) a.rows() * p / panels);
                    int to = (int) ((long) a.rows() * (p + 1) / panels);
                    parts[p] = triangleOfOne(a.rows(from, to));
                });
        return triangleOfOne(Matrix.vcat(parts));
    }

    /// By the shape alone, so that the bits do not depend on threads.
    private static int panels(int rows, int cols) {
        double flops = 2.0 * rows * cols * cols;
        double tall = rows / (TALL * Math.max(1.0, cols));
        return (int) Math.min(MOST_PANELS, Math.min(flops / PANEL_FLOPS, tall));
    }

    private static Matrix triangleOfOne(Matrix a) {
        Buffer factor = a.buffer().copy();
        if (a.rows() > 0 && a.cols() > 0) {
            Lapack.geqrf(
                    a.isComplex(), a.rows(), a.cols(), factor.array(), new double[tauLength(a)]);
        }
        return Matrix.over(upper(factor));
    }

    /// QR with column pivoting: |R_11| ≥ |R_22| ≥ …, which reveals the rank in practice. Of a tall
    /// matrix the triangle of its QR is pivoted, which chooses the same columns up to rounding.
    public static Qr pivoted(Matrix a) {
        return CholeskyQr.of(a)
                .map(factors -> {
                    Qr small = pivotedByReflections(factors.r());
                    return new Qr(factors.q().times(small.q), small.r, small.permutation);
                })
                .orElseGet(() -> pivotedByReflections(a));
    }

    private static Qr pivotedByReflections(Matrix a) {
        Buffer factor = a.buffer().copy();
        double[] tau = new double[tauLength(a)];
        int[] pivots = new int[a.cols()];
        if (a.rows() > 0 && a.cols() > 0) {
            Lapack.geqp3(a.isComplex(), a.rows(), a.cols(), factor.array(), pivots, tau);
        }
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < a.cols(); j++) {
            order.add(a.rows() == 0 ? j : pivots[j] - 1);
        }
        return assembled(factor, tau, order);
    }

    /// X R⁻ᴴ for a square R.
    ///
    /// @param x of as many columns as R
    /// @throws ArithmeticException if R has a zero on its diagonal
    public Matrix overAdjointTriangle(Matrix x) {
        r.requireSquare("Qr");
        if (x.cols() != r.rows()) {
            throw new IllegalArgumentException(
                    "Qr: wants %d columns, found %d".formatted(r.rows(), x.cols()));
        }
        for (int j = 0; j < r.rows(); j++) {
            if (r.at(j, j).equals(Complex.ZERO)) {
                throw new ArithmeticException("Qr: pivot %d is zero".formatted(j));
            }
        }
        boolean complex = x.isComplex() || r.isComplex();
        Buffer result = complex ? x.toComplex().buffer().copy() : x.buffer().copy();
        Matrix triangle = complex ? r.toComplex() : r;
        Blas.trsm(
                complex,
                false,
                complex ? Op.ADJOINT : Op.TRANSPOSE,
                result.rows(),
                result.columns(),
                triangle.buffer().block(),
                result.block());
        return Matrix.over(result);
    }

    private static int tauLength(Matrix a) {
        return Math.max(1, Math.min(a.rows(), a.cols())) * (a.isComplex() ? 2 : 1);
    }

    private static Qr assembled(Buffer factor, double[] tau, List<Integer> order) {
        int k = Math.min(factor.rows(), factor.columns());
        Buffer r = upper(factor);
        Buffer q = k == factor.columns() ? factor : factor.columns(0, k).copy();
        if (k > 0) {
            Lapack.orgqr(q.isComplex(), q.rows(), k, k, q.array(), tau);
        }
        return new Qr(Matrix.over(q), Matrix.over(r), List.copyOf(order));
    }

    private static Buffer upper(Buffer factor) {
        int k = Math.min(factor.rows(), factor.columns());
        Buffer r = new Buffer(k, factor.columns(), factor.isComplex());
        int width = factor.width();
        for (int j = 0; j < factor.columns(); j++) {
            System.arraycopy(
                    factor.array(),
                    j * factor.rows() * width,
                    r.array(),
                    j * k * width,
                    Math.min(j + 1, k) * width);
        }
        return r;
    }
}
