package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;

/// A diagonal operator, which needs no transform.
record DiagonalForm(Eigenvalues eigenvalues, boolean isComplex) implements ModeForm {
    static DiagonalForm of(Matrix entries) {
        return new DiagonalForm(Eigenvalues.of(entries), entries.isComplex());
    }

    @Override
    public int size() {
        return eigenvalues.count();
    }
}
