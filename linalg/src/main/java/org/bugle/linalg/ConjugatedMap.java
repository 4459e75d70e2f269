package org.bugle.linalg;

/// X ↦ Ā X, through A on the conjugate block.
record ConjugatedMap(LinearMap map) implements LinearMap {
    @Override
    public int rows() {
        return map.rows();
    }

    @Override
    public int cols() {
        return map.cols();
    }

    @Override
    public boolean isComplex() {
        return map.isComplex();
    }

    @Override
    public Matrix apply(Matrix x) {
        return map.apply(x.conjugate()).conjugate();
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return map.applyAdjoint(w.conjugate()).conjugate();
    }

    @Override
    public LinearMap conjugate() {
        return map;
    }
}
