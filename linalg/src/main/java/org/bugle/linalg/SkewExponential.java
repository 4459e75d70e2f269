package org.bugle.linalg;

import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The exponentials e^{θN} of a real skew-symmetric r×r matrix N for many θ. N turns the planes of
/// orthonormal pairs (a_j, b_j) with the speeds μ_j > 0: N a_j = μ_j b_j, N b_j = −μ_j a_j, found
/// from the eigenvectors (a_j + i b_j)/√2 of the Hermitian matrix iN.
public final class SkewExponential {
    private final Matrix generator; // N
    private final Matrix pairs; // r×2p: a_1, b_1, a_2, b_2, …
    private final double[] speeds;

    private SkewExponential(Matrix generator, Matrix pairs, double[] speeds) {
        this.generator = generator;
        this.pairs = pairs;
        this.speeds = speeds;
    }

    /// @param n N, of which the skew-symmetric part (N − Nᵀ)/2 is taken
    /// @throws IllegalArgumentException if N is complex, not square or not finite
    public static SkewExponential of(Matrix n) {
        if (n.isComplex() || n.rows() != n.cols()) {
            throw new IllegalArgumentException(
                    "SkewExponential: wants a real square matrix, found %d×%d%s"
                            .formatted(n.rows(), n.cols(), n.isComplex() ? ", complex" : ""));
        }
        Matrix skew = n.minus(n.transpose()).times(0.5);
        Eigen.Hermitian eigen = Eigen.hermitian(skew.times(Complex.I));
        List<Double> values = eigen.values();
        // what turns by less than rounding errors stands still
        double still = n.rows() * Math.ulp(1.0) * skew.maxAbs();
        int[] turning = IntStream.range(0, n.rows()).filter(j -> values.get(j) > still).toArray();
        Matrix vectors = eigen.vectors().columns(turning).times(Math.sqrt(2));
        Matrix[] pairs = new Matrix[turning.length];
        double[] speeds = new double[turning.length];
        for (int j = 0; j < turning.length; j++) {
            Matrix vector = vectors.columns(j, j + 1);
            pairs[j] = Matrix.hcat(vector.real(), vector.imag());
            speeds[j] = values.get(turning[j]);
        }
        Matrix all = turning.length == 0 ? Matrix.zeros(n.rows(), 0) : Matrix.hcat(pairs);
        return new SkewExponential(skew, all, speeds);
    }

    /// N.
    public Matrix generator() {
        return generator;
    }

    /// Row i of X times e^{θ_i N}.
    ///
    /// @param theta m×1, real
    /// @param x m×r, real
    public Matrix applyToRows(Matrix theta, Matrix x) {
        LinearMap.requireRows("SkewExponential", theta.rows(), x.rows());
        Buffer turned = x.times(pairs).buffer();
        int m = x.rows();
        double[] z = turned.array();
        Distinct distinct = Distinct.of(theta);
        double[] sin = new double[distinct.values.length];
        double[] less = new double[sin.length]; // cos − 1
        for (int j = 0; j < speeds.length; j++) {
            for (int k = 0; k < sin.length; k++) {
                double half = distinct.values[k] * speeds[j] / 2;
                double s = Math.sin(half);
                sin[k] = 2 * s * Math.cos(half);
                less[k] = -2 * s * s; // without cancellation
            }
            int a = turned.start() + 2 * j * m;
            int b = a + m;
            for (int i = 0; i < m; i++) {
                int k = distinct.places[i];
                double za = z[a + i];
                double zb = z[b + i];
                z[a + i] = less[k] * za + sin[k] * zb;
                z[b + i] = less[k] * zb - sin[k] * za;
            }
        }
        Work.count((20.0 * sin.length + 6.0 * m) * speeds.length, 4.0 * m * speeds.length);
        return x.plus(Matrix.over(turned).timesTranspose(pairs));
    }

    /// The different ones among some numbers, and which of them stands where: angles on a grid of
    /// several directions occur often.
    private static final class Distinct {
        final double[] values;
        final int[] places;

        private Distinct(double[] values, int[] places) {
            this.values = values;
            this.places = places;
        }

        static Distinct of(Matrix column) {
            Map<Double, Integer> known = new HashMap<>();
            int[] places = new int[column.rows()];
            for (int i = 0; i < places.length; i++) {
                Integer place = known.putIfAbsent(column.get(i, 0), known.size());
                places[i] = place == null ? known.size() - 1 : place;
            }
            double[] values = new double[known.size()];
            known.forEach((value, place) -> values[place] = value);
            return new Distinct(values, places);
        }
    }
}
