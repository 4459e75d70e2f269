package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

import java.util.stream.IntStream;

/// Products that multiply sizes: what entrywise products of tensors are made of.
public final class Products {
    private Products() {}

    /// The Kronecker product of tensors of one order: entry (i₀ n₀ + j₀, i₁ n₁ + j₁, …) is a_i b_j,
    /// with n the shape of b.
    ///
    /// @throws IllegalArgumentException if the orders differ
    public static Tensor kronecker(Tensor a, Tensor b) {
        int d = a.order();
        if (d != b.order()) {
            throw new IllegalArgumentException(
                    "kronecker: orders must agree, found %d and %d".formatted(d, b.order()));
        }
        // all products with b's indices first, then each pair of indices side by side
        Matrix outer = column(b).timesTranspose(column(a));
        int[] apart = IntStream.concat(IntStream.of(b.shape()), IntStream.of(a.shape())).toArray();
        int[] paired = IntStream.range(0, 2 * d).map(k -> k / 2 + (k % 2) * d).toArray();
        int[] sizes = IntStream.range(0, d).map(k -> a.size(k) * b.size(k)).toArray();
        return Tensor.of(outer).reshape(apart).permute(paired).reshape(sizes);
    }

    private static Matrix column(Tensor a) {
        return a.reshape(a.size(), 1).unfold(0);
    }

    /// The row-wise Kronecker (Khatri–Rao) product of A m×p and B m×q: column i q + j is the
    /// entrywise product of column i of A and column j of B.
    ///
    /// @throws IllegalArgumentException if the heights differ
    public static Matrix rowwiseKronecker(Matrix a, Matrix b) {
        if (a.rows() != b.rows()) {
            throw new IllegalArgumentException(
                    "rowwiseKronecker: heights must agree, found %d and %d"
                            .formatted(a.rows(), b.rows()));
        }
        boolean complex = a.isComplex() || b.isComplex();
        Buffer left = complex ? a.buffer().promoted() : a.buffer();
        Buffer right = complex ? b.buffer().promoted() : b.buffer();
        Buffer result = new Buffer(a.rows(), a.cols() * b.cols(), complex);
        int length = a.rows() * result.width();
        for (int i = 0; i < a.cols(); i++) {
            for (int j = 0; j < b.cols(); j++) {
                multiply(
                        left.array(),
                        left.start() + i * length,
                        right.array(),
                        right.start() + j * length,
                        result.array(),
                        (i * b.cols() + j) * length,
                        length,
                        complex);
            }
        }
        return Matrix.over(result);
    }

    private static void multiply(
            double[] a, int ai, double[] b, int bi, double[] c, int ci, int n, boolean complex) {
        if (!complex) {
            for (int k = 0; k < n; k++) {
                c[ci + k] = a[ai + k] * b[bi + k];
            }
            return;
        }
        for (int k = 0; k < n; k += 2) {
            c[ci + k] = a[ai + k] * b[bi + k] - a[ai + k + 1] * b[bi + k + 1];
            c[ci + k + 1] = a[ai + k] * b[bi + k + 1] + a[ai + k + 1] * b[bi + k];
        }
    }
}
