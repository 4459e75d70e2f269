package org.bugle.equation.split;

import org.bugle.equation.MatrixEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.ModeOde;

import java.util.function.UnaryOperator;

/// A matrix equation that knows its split: as a whole it is restricted as `whole` is, and
/// implicit-explicit methods see `parts`.
public record StagedMatrix(StagedEquation parts, MatrixEquation whole) implements MatrixEquation {
    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return whole.evaluate(t, y);
    }

    @Override
    public boolean isComplex() {
        return whole.isComplex();
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        return whole.kEquation(v);
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        return whole.lEquation(u);
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        return whole.sEquation(u, v);
    }

    @Override
    public LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        return whole.derivative(t, y, z);
    }

    @Override
    public StagedMatrix withParts(UnaryOperator<MatrixEquation> change) {
        return new StagedMatrix(parts, whole.withParts(change));
    }
}
