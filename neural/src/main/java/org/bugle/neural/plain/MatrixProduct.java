package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;

/// Products of the last two axes.
final class MatrixProduct {
    private final int m;
    private final int k;
    private final int n;
    private final int[] left; // the first entry of each factor and result
    private final int[] right;

    private MatrixProduct(int m, int k, int n, int[] left, int[] right) {
        this.m = m;
        this.k = k;
        this.n = n;
        this.left = left;
        this.right = right;
    }

    static PlainValue of(PlainValue a, PlainValue b) {
        if (a.shape().size() < 2 || b.shape().size() < 2 || a.size(-1) != b.size(-2)) {
            throw new IllegalArgumentException(
                    "matmul: wants shapes (…, m, k) and (…, k, n), found %s and %s"
                            .formatted(a.shape(), b.shape()));
        }
        List<Integer> outer = Broadcast.shape("matmul", outer(a), outer(b));
        List<Integer> shape = new ArrayList<>(outer);
        shape.addAll(List.of(a.size(-2), b.size(-1)));
        MatrixProduct product = planned(a, b, outer);
        double[] result = new double[Array.count(shape)];
        product.multiply(a.entries(), b.entries(), result);
        return a.graph()
                .record(
                        shape,
                        result,
                        List.of(a, b),
                        gradient -> {
                            if (a.isDerived()) {
                                product.backLeft(gradient, b.entries(), a.gradient());
                            }
                            if (b.isDerived()) {
                                product.backRight(a.entries(), gradient, b.gradient());
                            }
                        });
    }

    private static List<Integer> outer(PlainValue value) {
        return value.shape().subList(0, value.shape().size() - 2);
    }

    private static MatrixProduct planned(PlainValue a, PlainValue b, List<Integer> outer) {
        int m = a.size(-2);
        int k = a.size(-1);
        int n = b.size(-1);
        if (Array.count(outer(b)) == 1) { // one matrix on the right: all rows of the left at once
            return new MatrixProduct(Array.count(outer) * m, k, n, new int[1], new int[1]);
        }
        int count = Array.count(outer);
        int[] left = new int[count];
        int[] right = new int[count];
        Broadcast.of(outer, outer(a), outer(b))
                .forEach((at, i, di, j, dj, length) -> {
                    for (int p = 0; p < length; p++) {
                        left[at + p] = (i + di * p) * m * k;
                        right[at + p] = (j + dj * p) * k * n;
                    }
                });
        return new MatrixProduct(m, k, n, left, right);
    }

    private void multiply(double[] a, double[] b, double[] c) {
        for (int p = 0; p < left.length; p++) {
            RowMajor.of(c, p * m * n, m, n)
                    .add(RowMajor.of(a, left[p], m, k), RowMajor.of(b, right[p], k, n));
        }
    }

    /// Adds C̄ Bᵀ to Ā.
    private void backLeft(double[] c, double[] b, double[] sum) {
        for (int p = 0; p < left.length; p++) {
            RowMajor.of(sum, left[p], m, k)
                    .addTimesTranspose(
                            RowMajor.of(c, p * m * n, m, n), RowMajor.of(b, right[p], k, n));
        }
    }

    /// Adds Aᵀ C̄ to B̄.
    private void backRight(double[] a, double[] c, double[] sum) {
        for (int p = 0; p < left.length; p++) {
            RowMajor.of(sum, right[p], k, n)
                    .addTransposeTimes(
                            RowMajor.of(a, left[p], m, k), RowMajor.of(c, p * m * n, m, n));
        }
    }
}
