package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;

import java.util.List;

/// Eigenvalues λ_0 … λ_{n−1} as plain arrays for inner loops.
final class Eigenvalues {
    private final double[] re;
    private final double[] im; // empty if all λ are real

    private Eigenvalues(double[] re, double[] im) {
        this.re = re;
        this.im = im;
    }

    static Eigenvalues of(List<Double> values) {
        return new Eigenvalues(
                values.stream().mapToDouble(Double::doubleValue).toArray(), new double[0]);
    }

    /// Those in a column.
    static Eigenvalues of(Matrix column) {
        Matrix im = column.imag();
        return new Eigenvalues(
                column.real().toArray(), im.maxAbs() == 0 ? new double[0] : im.toArray());
    }

    int count() {
        return re.length;
    }

    boolean areReal() {
        return im.length == 0;
    }

    double re(int k) {
        return re[k];
    }

    double im(int k) {
        return areReal() ? 0 : im[k];
    }
}
