package org.bugle.neural.data;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /// The specs' `randomTucker(rng, n, r)`: a core of normals, then U₁ … U_d by orthonormalising
    /// normals n_i × r_i.
    public static Tucker tucker(SplitMix64 random, List<Integer> sizes, List<Integer> ranks) {
        Tensor core = normals(random, ranks, 1).toTensor();
        List<Integer> all = IntStream.range(0, sizes.size()).boxed().toList();
        return new Tucker(core, bases(random, sizes, ranks, all));
    }

    /// Orthonormal bases n_i × r_i of the given modes, one after the other, and the identities of
    /// the other modes.
    public static List<Matrix> bases(
            SplitMix64 random, List<Integer> sizes, List<Integer> ranks, List<Integer> modes) {
        List<Matrix> bases = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            bases.add(
                    modes.contains(i)
                            ? orthonormal(matrix(random, sizes.get(i), ranks.get(i)))
                            : Matrix.identity(sizes.get(i)));
        }
        return bases;
    }

    /// The same factors with core entry (a, b, …) times δ^−(a+b+…), and the core scaled to a
    /// Frobenius norm.
    public static Tucker decayed(Tucker factors, double delta, double norm) {
        Tensor core = factors.core();
        for (int mode = 0; mode < factors.modes(); mode++) {
            double[] powers = new double[core.size(mode)];
            Arrays.setAll(powers, a -> Math.pow(delta, -a));
            core = core.timesMode(mode, Matrix.diagonal(powers));
        }
        return new Tucker(core.times(norm / core.norm()), factors.bases());
    }
}
