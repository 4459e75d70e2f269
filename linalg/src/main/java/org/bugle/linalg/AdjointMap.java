package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

/// X ↦ Aᴴ X.
record AdjointMap(LinearMap map) implements LinearMap {
    @Override
    public int rows() {
        return map.cols();
    }

    @Override
    public int cols() {
        return map.rows();
    }

    @Override
    public boolean isComplex() {
        return map.isComplex();
    }

    @Override
    public Matrix apply(Matrix x) {
        return map.applyAdjoint(x);
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return map.apply(w);
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        map.applyAdjoint(x, y);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        map.apply(w, y);
    }

    @Override
    public LinearMap adjoint() {
        return map;
    }
}
