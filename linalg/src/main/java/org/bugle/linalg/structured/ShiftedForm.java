package org.bugle.linalg.structured;

import org.bugle.linalg.Operator;

/// A large operator that is left to its resolvents.
record ShiftedForm(Operator operator) implements ModeForm {
    @Override
    public int size() {
        return operator.rows();
    }

    @Override
    public boolean isComplex() {
        return operator.isComplex();
    }
}
