package org.bugle.models;

import org.bugle.linalg.Matrix;

/// What the rows or the columns of the solution stand for.
///
/// @param name such as x, v or moment
/// @param unit empty if dimensionless
/// @param points n×1 coordinates
/// @param weights n×1 quadrature weights
public record Grid(String name, String unit, Matrix points, Matrix weights) {
    /// A grid of equal weights 1, where a sum is all that is meant.
    public static Grid unweighted(String name, Matrix points) {
        return new Grid(name, "", points, Matrix.generate(points.rows(), 1, (i, j) -> 1));
    }

    public int size() {
        return points.rows();
    }
}
