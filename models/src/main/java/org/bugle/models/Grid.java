package org.bugle.models;

import org.bugle.linalg.Matrix;

import java.util.List;

/// What the rows or the columns of the solution stand for.
///
/// @param name such as x, v or moment
/// @param unit empty if dimensionless
/// @param points n×1 coordinates
/// @param weights n×1 quadrature weights
/// @param directions the grids whose product this one is; empty for a grid of one direction
public record Grid(String name, String unit, Matrix points, Matrix weights, List<Grid> directions) {
    public Grid {
        directions = List.copyOf(directions);
    }

    public Grid(String name, String unit, Matrix points, Matrix weights) {
        this(name, unit, points, weights, List.of());
    }

    /// The cells (x_i, y_j) of a plane, with j running first: (i, j) has the number i·n_y + j.
    public static Grid product(String name, Grid x, Grid y) {
        return product(name, List.of(x, y));
    }

    /// The points of a product of any number of grids, with the last one running first.
    ///
    /// @throws ArithmeticException if there are 2³¹ points or more
    public static Grid product(String name, List<Grid> directions) {
        Matrix weights = Matrix.of(new double[][] {{1}});
        for (Grid direction : directions) {
            Matrix before = weights;
            int inner = direction.size();
            weights =
                    Matrix.generate(
                            Math.multiplyExact(before.rows(), inner),
                            1,
                            (k, _) ->
                                    before.get(k / inner, 0) * direction.weights.get(k % inner, 0));
        }
        return new Grid(
                name, "", Matrix.generate(weights.rows(), 1, (k, _) -> k), weights, directions);
    }

    /// A grid of equal weights 1, where a sum is all that is meant.
    public static Grid unweighted(String name, Matrix points) {
        return new Grid(name, "", points, Matrix.generate(points.rows(), 1, (i, j) -> 1));
    }

    /// n equidistant points with both ends, and the weights of the trapezoidal rule.
    public static Grid uniform(String name, double first, double last, int n) {
        double h = (last - first) / (n - 1);
        return new Grid(
                name,
                "",
                Matrix.generate(n, 1, (i, j) -> first + i * h),
                Matrix.generate(n, 1, (i, j) -> i == 0 || i == n - 1 ? h / 2 : h));
    }

    /// n equidistant points of a period, from its start on.
    public static Grid periodic(String name, double start, double period, int n) {
        double h = period / n;
        return new Grid(
                name,
                "",
                Matrix.generate(n, 1, (i, j) -> start + i * h),
                Matrix.generate(n, 1, (i, j) -> h));
    }

    /// The centres lo + (i + ½)h of n equal cells of an interval, of width h.
    public static Grid cells(String name, double lo, double hi, int n) {
        double h = (hi - lo) / n;
        return new Grid(
                name,
                "",
                Matrix.generate(n, 1, (i, _) -> lo + (i + 0.5) * h),
                Matrix.generate(n, 1, (_, _) -> h));
    }

    /// The n equidistant interior points of an interval.
    public static Grid interior(String name, double first, double last, int n) {
        double h = (last - first) / (n + 1);
        return new Grid(
                name,
                "",
                Matrix.generate(n, 1, (i, j) -> first + (i + 1) * h),
                Matrix.generate(n, 1, (i, j) -> h));
    }

    /// The numbers `first`, `first` + 1, … of n things that are counted.
    public static Grid counted(String name, int first, int n) {
        return unweighted(name, Matrix.generate(n, 1, (i, j) -> first + i));
    }

    public double point(int index) {
        return points.get(index, 0);
    }

    /// The distance of neighbours on an equidistant grid.
    public double spacing() {
        return point(1) - point(0);
    }

    public int size() {
        return points.rows();
    }
}
