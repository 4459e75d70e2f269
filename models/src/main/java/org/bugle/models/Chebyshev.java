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
        Matrix xNodes = nodes(x);
        Matrix yNodes = nodes(y);
        Matrix values =
                Matrix.generate(
                        NODES,
                        NODES,
                        (i, j) -> f.applyAsDouble(xNodes.get(i, 0), yNodes.get(j, 0)));
        LowRankMatrix interpolant =
                new LowRankMatrix(basis(x, xNodes), values, basis(y, yNodes)).orthonormalized();
        return Truncation.relative(ROUNDING).apply(interpolant).value();
    }

    /// Chebyshev points of the second kind between the ends of the grid.
    private static Matrix nodes(Grid grid) {
        double first = grid.point(0);
        double last = grid.point(grid.size() - 1);
        return Matrix.generate(
                NODES,
                1,
                (k, _) ->
                        (first + last) / 2
                                + (last - first) / 2 * Math.cos(Math.PI * k / (NODES - 1)));
    }

    /// Lagrange polynomials at the grid points, by the barycentric formula (Berrut, Trefethen, SIAM
    /// Rev. 46 (2004) 501, (4.2)).
    private static Matrix basis(Grid grid, Matrix nodes) {
        double[] entries = new double[grid.size() * NODES];
        for (int i = 0; i < grid.size(); i++) {
            double sum = 0;
            int hit = -1;
            for (int k = 0; k < NODES; k++) {
                double distance = grid.point(i) - nodes.get(k, 0);
                if (Math.abs(distance) < Double.MIN_NORMAL) {
                    hit = k;
                }
                double end = k == 0 || k == NODES - 1 ? 0.5 : 1;
                double weight = (k % 2 == 0 ? end : -end) / distance;
                entries[k * grid.size() + i] = weight;
                sum += weight;
            }
            for (int k = 0; k < NODES; k++) {
                entries[k * grid.size() + i] =
                        hit < 0 ? entries[k * grid.size() + i] / sum : k == hit ? 1 : 0;
            }
        }
        return Matrix.ofColumnMajor(grid.size(), NODES, entries);
    }
}
