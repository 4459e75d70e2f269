package org.bugle.integrator.randomized;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;

/// The distributions of the random matrices. Their scale does not matter: the approximation stays
/// when Ω or Ψ is multiplied by a number.
public enum SketchKind {
    /// Independent N(0, 1) entries; with independent real and imaginary parts for complex data.
    GAUSSIAN,
    /// Independent signs.
    RADEMACHER,
    /// Eight signs in each row, the rest is zero.
    SPARSE_SIGN,
    /// Random signs, a discrete cosine transform, and random ones of its columns.
    SRHT,
    /// Every column is the Kronecker product of two Gaussian vectors of lengths m₁ and m₂, where m
    /// = m₁ m₂ is the most square factorisation; a plain Gaussian column for a prime m.
    KHATRI_RAO;

    private static final int SIGNS_PER_ROW = 8;

    /// A random m×k matrix from a stream of its own, filled row by row (spec `randomized-rk` §7).
    /// Signs and cosines stay real for complex data.
    Matrix draw(int m, int k, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return switch (this) {
            case GAUSSIAN -> gaussian(m, k, complex, random);
            case RADEMACHER -> signs(m, k, random);
            case SPARSE_SIGN -> sparseSigns(m, k, random);
            case SRHT -> cosines(m, k, random);
            case KHATRI_RAO -> khatriRao(m, k, complex, random);
        };
    }

    private static Matrix gaussian(int m, int k, boolean complex, SplitMix64 random) {
        Matrix re = Matrix.randomGaussian(m, k, random);
        return complex ? Matrix.complex(re, Matrix.randomGaussian(m, k, random)) : re;
    }

    private static Matrix signs(int m, int k, SplitMix64 random) {
        double[] entries = new double[m * k];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < k; j++) {
                entries[j * m + i] = sign(random);
            }
        }
        return Matrix.ofColumnMajor(m, k, entries);
    }

    private static double sign(SplitMix64 random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static Matrix sparseSigns(int m, int k, SplitMix64 random) {
        double[] entries = new double[m * k];
        int[] columns = identity(k);
        for (int i = 0; i < m; i++) {
            for (int column : sample(columns, Math.min(SIGNS_PER_ROW, k), random)) {
                entries[column * m + i] = sign(random);
            }
        }
        return Matrix.ofColumnMajor(m, k, entries);
    }

    private static int[] identity(int n) {
        int[] result = new int[n];
        for (int i = 0; i < n; i++) {
            result[i] = i;
        }
        return result;
    }

    /// The first `count` entries after as many steps of a shuffle of `all` in place.
    private static int[] sample(int[] all, int count, SplitMix64 random) {
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, all.length);
            result[i] = all[other];
            all[other] = all[i];
            all[i] = result[i];
        }
        return result;
    }

    private static Matrix cosines(int m, int k, SplitMix64 random) {
        double[] flips = new double[m];
        for (int i = 0; i < m; i++) {
            flips[i] = sign(random);
        }
        int[] frequencies = sample(identity(m), k, random);
        return Matrix.generate(
                m,
                k,
                (i, j) -> {
                    // the angle π (2i + 1) f / 2m, taken off whole turns while it is a whole number
                    long turns = (2L * i + 1) * frequencies[j] % (4L * m);
                    double scale = frequencies[j] == 0 ? Math.sqrt(0.5) : 1;
                    return flips[i] * scale * Math.cos(Math.PI * turns / (2.0 * m));
                });
    }

    private static Matrix khatriRao(int m, int k, boolean complex, SplitMix64 random) {
        int small = (int) Math.sqrt(m);
        while (m % small != 0) {
            small--;
        }
        int inner = m / small;
        Matrix outerFactor = gaussian(small, k, complex, random);
        Matrix innerFactor = gaussian(inner, k, complex, random);
        Matrix[] columns = new Matrix[k];
        for (int j = 0; j < k; j++) {
            Matrix product =
                    innerFactor
                            .columns(j, j + 1)
                            .timesTranspose(outerFactor.columns(j, j + 1)); // inner×small
            columns[j] = stacked(product);
        }
        return Matrix.hcat(columns);
    }

    /// The columns of a matrix below one another.
    private static Matrix stacked(Matrix a) {
        return a.isComplex()
                ? Matrix.ofComplexColumnMajor(a.rows() * a.cols(), 1, a.toArray())
                : Matrix.ofColumnMajor(a.rows() * a.cols(), 1, a.toArray());
    }
}
