package org.bugle.linalg;

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
    public LinearMap adjoint() {
        return map;
    }
}
