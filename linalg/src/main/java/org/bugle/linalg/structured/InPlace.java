package org.bugle.linalg.structured;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

/// A map whose actions are written in place; those on matrices follow.
interface InPlace extends LinearMap {
    @Override
    void apply(Buffer x, Buffer y);

    @Override
    void applyAdjoint(Buffer w, Buffer y);

    @Override
    default Matrix apply(Matrix x) {
        LinearMap.requireRows(name(), cols(), x.rows());
        Buffer y = new Buffer(rows(), x.cols(), isComplex() || x.isComplex());
        apply(x.buffer(), y);
        return Matrix.over(y);
    }

    @Override
    default Matrix applyAdjoint(Matrix w) {
        LinearMap.requireRows(name(), rows(), w.rows());
        Buffer y = new Buffer(cols(), w.cols(), isComplex() || w.isComplex());
        applyAdjoint(w.buffer(), y);
        return Matrix.over(y);
    }

    /// The name that error messages give the map.
    default String name() {
        return getClass().getSimpleName();
    }

    /// @throws IllegalArgumentException if Y (m×k) cannot hold the image of X (n×k)
    default void requireFit(int m, int n, Buffer x, Buffer y) {
        LinearMap.requireRows(name(), n, x.rows());
        if (y.rows() != m || y.columns() != x.columns()) {
            throw new IllegalArgumentException(
                    "%s: the image of %d×%d numbers has %d rows and as many columns, found %d×%d"
                            .formatted(name(), x.rows(), x.columns(), m, y.rows(), y.columns()));
        }
        if ((isComplex() || x.isComplex()) && !y.isComplex()) {
            throw new IllegalArgumentException(
                    name() + ": the image is complex and cannot enter a real buffer");
        }
    }
}
