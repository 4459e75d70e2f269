package org.bugle.neural.data;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;

import java.util.List;

/// Random arrays as the specs of the neural systems draw them, entry by entry in row-major order.
public final class Draws {
    private Draws() {}

    /// √(−2 ln(1 − u₁)) cos(2π u₂), one for each pair of uniform numbers.
    public static double normal(SplitMix64 random) {
        double u1 = 1 - random.nextDouble();
        double u2 = random.nextDouble();
        return Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
    }

    /// ⌊k·uniform⌋.
    public static int below(SplitMix64 random, int k) {
        return (int) (k * random.nextDouble());
    }

    public static Array normals(SplitMix64 random, List<Integer> shape, double scale) {
        return Array.generate(shape, _ -> scale * normal(random));
    }

    /// Uniform in [−bound, bound).
    public static Array uniform(SplitMix64 random, List<Integer> shape, double bound) {
        return Array.generate(shape, _ -> -bound + 2 * bound * random.nextDouble());
    }

    /// The specs' `mat(m, n)`: normals row by row.
    public static Matrix matrix(SplitMix64 random, int rows, int columns) {
        return normals(random, List.of(rows, columns), 1).toMatrix();
    }

    /// The Q of a thin QR decomposition whose R has a diagonal ≥ 0.
    public static Matrix orthonormal(Matrix a) {
        Qr qr = Qr.of(a);
        double[] signs = new double[qr.r().rows()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = qr.r().get(i, i) < 0 ? -1 : 1;
        }
        return qr.q().times(Matrix.diagonal(signs));
    }

    /// The specs' `lowrank(rng, m, n, σ)`: P diag(σ) Qᵀ with P, then Q, orthonormalised normals.
    public static Matrix lowRank(SplitMix64 random, int rows, int columns, double... sigma) {
        Matrix p = orthonormal(matrix(random, rows, sigma.length));
        Matrix q = orthonormal(matrix(random, columns, sigma.length));
        return p.times(Matrix.diagonal(sigma)).timesAdjoint(q);
    }
}
