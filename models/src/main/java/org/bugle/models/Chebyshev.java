package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;

import java.util.function.DoubleBinaryOperator;

/// Samples of a smooth function of two variables in factors, by interpolation in Chebyshev points:
/// no m×n array, so it serves any number of grid points.
final class Chebyshev {
    /// Enough for functions analytic in a Bernstein ellipse of ρ = 1.7 around the grids.
    private static final int NODES = 72;

    /// Singular values below this fraction of the norm are rounding of the interpolation.
    private static final double ROUNDING = 2e-16;

    private Chebyshev() {}

    /// The values f(x_i, y_j) to about 10⁻¹⁵ of the largest one.
    static LowRankMatrix interpolate(Grid x, Grid y, DoubleBinaryOperator f) {
        Matrix xNodes = nodes(x.point(0), x.point(x.size() - 1), NODES);
        Matrix yNodes = nodes(y.point(0), y.point(y.size() - 1), NODES);
        Matrix values =
                Matrix.generate(
                        NODES,
                        NODES,
                        (i, j) -> f.applyAsDouble(xNodes.get(i, 0), yNodes.get(j, 0)));
        LowRankMatrix interpolant =
                new LowRankMatrix(basis(x.points(), xNodes), values, basis(y.points(), yNodes))
                        .orthonormalized();
        return Truncation.relative(ROUNDING).apply(interpolant).value();
    }

    /// n > 1 Chebyshev points of the second kind between two ends, n×1.
    static Matrix nodes(double first, double last, int n) {
        return Matrix.generate(
                n,
                1,
                (k, _) ->
                        (first + last) / 2 + (last - first) / 2 * Math.cos(Math.PI * k / (n - 1)));
    }

    /// Lagrange polynomials of the nodes at m points, m×n, by the barycentric formula (Berrut,
    /// Trefethen, SIAM Rev. 46 (2004) 501, (4.2)).
    static Matrix basis(Matrix points, Matrix nodes) {
        int m = points.rows();
        int n = nodes.rows();
        double[] entries = new double[m * n];
        for (int i = 0; i < m; i++) {
            double sum = 0;
            int hit = -1;
            for (int k = 0; k < n; k++) {
                double distance = points.get(i, 0) - nodes.get(k, 0);
                if (Math.abs(distance) < Double.MIN_NORMAL) {
                    hit = k;
                }
                double end = k == 0 || k == n - 1 ? 0.5 : 1;
                double weight = (k % 2 == 0 ? end : -end) / distance;
                entries[k * m + i] = weight;
                sum += weight;
            }
            for (int k = 0; k < n; k++) {
                entries[k * m + i] = hit < 0 ? entries[k * m + i] / sum : k == hit ? 1 : 0;
            }
        }
        return Matrix.ofColumnMajor(m, n, entries);
    }
}
