package org.bugle.linalg.kernel;

import org.bugle.linalg.blas.Blas;
import org.bugle.linalg.blas.Block;
import org.bugle.linalg.blas.Gemm;
import org.bugle.linalg.blas.Op;

import java.util.Arrays;

/// A mutable column-major array of real or complex numbers (interleaved re, im), the working memory
/// of inner loops. A buffer may view consecutive columns of another one. Operations that combine
/// buffers want equal number types, except where stated.
public final class Buffer {
    /// Rows and columns that a transposition copies at a time.
    private static final int TILE = 32;

    /// Numbers of a piece of which a few stay in a first-level cache.
    private static final int PIECE = 1024;

    private final int rows;
    private final int columns;
    private final boolean complex;
    private final double[] data;
    private final int offset; // in numbers

    private Buffer(int rows, int columns, boolean complex, double[] data, int offset) {
        this.rows = rows;
        this.columns = columns;
        this.complex = complex;
        this.data = data;
        this.offset = offset;
    }

    /// A buffer of zeros.
    ///
    /// @throws IllegalArgumentException if a size is negative or the array would exceed 2³¹ doubles
    public Buffer(int rows, int columns, boolean complex) {
        this(rows, columns, complex, new double[length(rows, columns, complex)], 0);
    }

    /// A buffer over an array, which is not copied.
    ///
    /// @throws IllegalArgumentException if the array has not the length that the shape wants
    public static Buffer wrap(int rows, int columns, boolean complex, double[] data) {
        int wanted = length(rows, columns, complex);
        if (data.length != wanted) {
            throw new IllegalArgumentException(
                    "Buffer: %d×%d %s numbers need %d doubles, found %d"
                            .formatted(
                                    rows,
                                    columns,
                                    complex ? "complex" : "real",
                                    wanted,
                                    data.length));
        }
        return new Buffer(rows, columns, complex, data, 0);
    }

    private static int length(int rows, int columns, boolean complex) {
        long length = (long) rows * columns * (complex ? 2 : 1);
        if (rows < 0 || columns < 0 || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "an array of %d×%d %s numbers is not possible"
                            .formatted(rows, columns, complex ? "complex" : "real"));
        }
        return (int) length;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public boolean isComplex() {
        return complex;
    }

    /// The live array; the numbers of this buffer start at [#start].
    public double[] array() {
        return data;
    }

    /// Index into [#array] of the first double.
    public int start() {
        return offset * width();
    }

    /// Doubles a number takes: 1 or 2.
    public int width() {
        return complex ? 2 : 1;
    }

    private int count() {
        return rows * columns;
    }

    /// A view of the columns `from` ≤ j < `to`, which shares memory with this buffer.
    public Buffer columns(int from, int to) {
        if (from < 0 || to < from || to > columns) {
            throw new IllegalArgumentException(
                    "columns %d to %d of %d do not exist".formatted(from, to, columns));
        }
        return new Buffer(rows, to - from, complex, data, offset + from * rows);
    }

    /// The same numbers seen as another shape of as many numbers.
    public Buffer reshaped(int newRows, int newColumns) {
        if ((long) newRows * newColumns != count()) {
            throw new IllegalArgumentException(
                    "%d×%d numbers cannot be seen as %d×%d"
                            .formatted(rows, columns, newRows, newColumns));
        }
        return new Buffer(newRows, newColumns, complex, data, offset);
    }

    public Buffer copy() {
        return new Buffer(
                rows,
                columns,
                complex,
                Arrays.copyOfRange(data, start(), start() + count() * width()),
                0);
    }

    /// This buffer if it is complex, else a complex copy.
    public Buffer promoted() {
        if (complex) {
            return this;
        }
        Buffer result = new Buffer(rows, columns, true);
        for (int i = 0; i < count(); i++) {
            result.data[2 * i] = data[offset + i];
        }
        return result;
    }

    /// Takes over the numbers of a buffer of the same shape; a real one may enter a complex one.
    public Buffer set(Buffer x) {
        sameShape(x);
        if (x.complex == complex) {
            System.arraycopy(x.data, x.start(), data, start(), count() * width());
        } else {
            mustTake(x);
            for (int i = 0; i < count(); i++) {
                data[start() + 2 * i] = x.data[x.offset + i];
                data[start() + 2 * i + 1] = 0;
            }
        }
        return this;
    }

    public Buffer fill(double value) {
        if (complex && value != 0) {
            throw new IllegalArgumentException("Buffer: only 0 fills a complex buffer");
        }
        Arrays.fill(data, start(), start() + count() * width(), value);
        return this;
    }

    /// This ← this · α.
    public Buffer scale(double alpha) {
        Blas.scal(complex, new double[] {alpha, 0}, data, offset, count());
        return this;
    }

    /// This ← this · (re + i im).
    public Buffer scale(double re, double im) {
        if (im != 0 && !complex) {
            throw new IllegalArgumentException(
                    "a real buffer cannot be scaled by a complex number");
        }
        Blas.scal(complex, new double[] {re, im}, data, offset, count());
        return this;
    }

    /// This ← this + α x; x may be real where this is complex.
    public Buffer add(double alpha, Buffer x) {
        return add(alpha, 0, x);
    }

    /// This ← this + (re + i im) x; x may be real where this is complex.
    public Buffer add(double re, double im, Buffer x) {
        sameShape(x);
        if (im != 0 && !complex) {
            throw new IllegalArgumentException("a complex multiple cannot enter a real buffer");
        }
        if (x.complex == complex) {
            Blas.axpy(complex, new double[] {re, im}, x.data, x.offset, data, offset, count());
        } else {
            mustTake(x);
            for (int i = 0; i < count(); i++) {
                double value = x.data[x.offset + i];
                data[start() + 2 * i] += re * value;
                data[start() + 2 * i + 1] += im * value;
            }
        }
        return this;
    }

    /// This ← x + Σ_j w_j d_j with real weights, piece by piece, so that what stays in a cache is
    /// neither written nor read again in between. All have one shape and are complex or real alike;
    /// x may be this buffer.
    public Buffer setSum(Buffer x, double[] weights, Buffer[] terms) {
        sameShape(x);
        for (Buffer term : terms) {
            sameShape(term);
            if (term.complex != complex || x.complex != complex) {
                throw new IllegalArgumentException("setSum: all must be complex, or none");
            }
        }
        for (int from = 0; from < count(); from += PIECE) {
            int size = Math.min(PIECE, count() - from);
            if (x != this) {
                System.arraycopy(
                        x.data,
                        x.start() + from * width(),
                        data,
                        start() + from * width(),
                        size * width());
            }
            for (int j = 0; j < terms.length; j++) {
                if (weights[j] != 0) {
                    double[] alpha = {weights[j], 0};
                    Buffer d = terms[j];
                    Blas.axpy(complex, alpha, d.data, d.offset + from, data, offset + from, size);
                }
            }
        }
        return this;
    }

    /// This ← xᵀ (or xᴴ) for x of the other shape, in tiles that stay in the cache.
    public Buffer setTransposed(Buffer x, boolean conjugated) {
        if (rows != x.columns || columns != x.rows || complex != x.complex) {
            throw new IllegalArgumentException(
                    "setTransposed: wants %d×%d numbers of the same kind, found %d×%d"
                            .formatted(columns, rows, x.rows, x.columns));
        }
        for (int left = 0; left < x.columns; left += TILE) {
            for (int top = 0; top < x.rows; top += TILE) {
                int right = Math.min(x.columns, left + TILE);
                int bottom = Math.min(x.rows, top + TILE);
                if (complex) {
                    transposeComplex(x, top, bottom, left, right, conjugated ? -1 : 1);
                } else {
                    transposeReal(x, top, bottom, left, right);
                }
            }
        }
        return this;
    }

    private void transposeReal(Buffer x, int top, int bottom, int left, int right) {
        for (int i = top; i < bottom; i++) {
            int to = offset + i * rows;
            int from = x.offset + i;
            for (int j = left; j < right; j++) {
                data[to + j] = x.data[from + j * x.rows];
            }
        }
    }

    private void transposeComplex(Buffer x, int top, int bottom, int left, int right, double sign) {
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                int to = 2 * (offset + i * rows + j);
                int from = 2 * (x.offset + i + j * x.rows);
                data[to] = x.data[from];
                data[to + 1] = sign * x.data[from + 1];
            }
        }
    }

    /// The Frobenius norm.
    public double norm() {
        return count() == 0 ? 0 : Blas.nrm2(complex, data, offset, count());
    }

    /// Σ conj(this) · x as (re, im).
    public double[] dot(Buffer x) {
        sameShape(x);
        if (x.complex != complex) {
            return promoted().dot(x.promoted());
        }
        return count() == 0
                ? new double[2]
                : Blas.dot(complex, data, offset, x.data, x.offset, count());
    }

    /// How many numbers are NaN or infinite, in one of their parts if complex.
    public long nonFinite() {
        long found = 0;
        for (int i = start(), end = start() + count() * width(); i < end; i += width()) {
            if (!Double.isFinite(data[i]) || (complex && !Double.isFinite(data[i + 1]))) {
                found++;
            }
        }
        return found;
    }

    /// This ← op(A) op(B).
    public Buffer product(Op opA, Buffer a, Op opB, Buffer b) {
        return product(1, 0, opA, a, opB, b, 0);
    }

    /// This ← this + α op(A) op(B).
    public Buffer addProduct(double alpha, Op opA, Buffer a, Op opB, Buffer b) {
        return product(alpha, 0, opA, a, opB, b, 1);
    }

    /// This ← (re + i im) op(A) op(B) + β this. Real factors may meet complex ones; this must be
    /// complex if one of them or the multiple is. The operands must not overlap this buffer.
    public Buffer product(double re, double im, Op opA, Buffer a, Op opB, Buffer b, double beta) {
        int m = opA == Op.NONE ? a.rows : a.columns;
        int k = opA == Op.NONE ? a.columns : a.rows;
        int k2 = opB == Op.NONE ? b.rows : b.columns;
        int n = opB == Op.NONE ? b.columns : b.rows;
        if (k != k2 || m != rows || n != columns) {
            throw new IllegalArgumentException(
                    "product: %s·%s into %d×%d does not fit"
                            .formatted(described(opA, a), described(opB, b), rows, columns));
        }
        if ((a.complex || b.complex || im != 0) && !complex) {
            throw new IllegalArgumentException("a complex product cannot enter a real buffer");
        }
        if (complex && a.complex && !b.complex && opA == Op.NONE && im == 0) {
            // (re, im) pairs are rows of a real matrix of twice the height
            new Gemm(false, opA, real(opB), 2 * m, n, k, re, im, beta)
                    .run(a.interleaved(), b.block(), interleaved());
        } else if (complex && !a.complex && b.complex && opB == Op.NONE && im == 0) {
            Buffer images = new Buffer(m, 2 * n, false); // of the real and of the imaginary parts
            images.product(re, 0, real(opA), a, Op.NONE, b.parts(), 0);
            addParts(images, beta);
        } else if (complex) {
            new Gemm(true, opA, opB, m, n, k, re, im, beta)
                    .run(a.promoted().block(), b.promoted().block(), block());
        } else {
            new Gemm(false, real(opA), real(opB), m, n, k, re, im, beta)
                    .run(a.block(), b.block(), block());
        }
        return this;
    }

    private static Op real(Op op) {
        return op == Op.NONE ? Op.NONE : Op.TRANSPOSE;
    }

    /// [Re, Im], side by side.
    private Buffer parts() {
        Buffer result = new Buffer(rows, 2 * columns, false);
        for (int i = 0, half = count(); i < half; i++) {
            result.data[i] = data[start() + 2 * i];
            result.data[half + i] = data[start() + 2 * i + 1];
        }
        return result;
    }

    /// This ← Re + i Im + β this, for [Re, Im] side by side; what β = 0 meets may be NaN.
    private void addParts(Buffer parts, double beta) {
        for (int i = 0, half = count(); i < half; i++) {
            int k = start() + 2 * i;
            double oldRe = beta == 0 ? 0 : beta * data[k];
            double oldIm = beta == 0 ? 0 : beta * data[k + 1];
            data[k] = oldRe + parts.data[i];
            data[k + 1] = oldIm + parts.data[half + i];
        }
    }

    /// Where the native kernels find this buffer's numbers.
    public Block block() {
        return new Block(data, offset, rows);
    }

    private Block interleaved() {
        return new Block(data, 2 * offset, 2 * rows);
    }

    private static String described(Op op, Buffer a) {
        String suffix =
                switch (op) {
                    case NONE -> "";
                    case TRANSPOSE -> "ᵀ";
                    case ADJOINT -> "ᴴ";
                };
        return "(%d×%d)%s".formatted(a.rows, a.columns, suffix);
    }

    private void sameShape(Buffer x) {
        if (x.rows != rows || x.columns != columns) {
            throw new IllegalArgumentException(
                    "shapes differ: %d×%d and %d×%d".formatted(rows, columns, x.rows, x.columns));
        }
    }

    private void mustTake(Buffer x) {
        if (x.complex && !complex) {
            throw new IllegalArgumentException("complex numbers cannot enter a real buffer");
        }
    }
}
