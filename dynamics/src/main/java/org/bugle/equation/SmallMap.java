package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

/// A small dense matrix as a map.
record SmallMap(Matrix matrix) implements LinearMap {
    @Override
    public int rows() {
        return matrix.rows();
    }

    @Override
    public int cols() {
        return matrix.cols();
    }

    @Override
    public boolean isComplex() {
        return matrix.isComplex();
    }

    @Override
    public Matrix apply(Matrix x) {
        return matrix.times(x);
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return matrix.adjointTimes(w);
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        y.product(Op.NONE, matrix.buffer(), Op.NONE, x);
    }
}
