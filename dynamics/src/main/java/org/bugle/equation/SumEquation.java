package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.SumOfMaps;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.ModeOde;
import org.bugle.substep.SumOde;

import java.util.List;
import java.util.function.UnaryOperator;

/// Y′ = Σ F_i(t, Y); each part is restricted in its own way.
public record SumEquation(List<MatrixEquation> parts) implements MatrixEquation {
    /// @throws IllegalArgumentException if there is no part
    public SumEquation {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("SumEquation: wants at least one part");
        }
    }

    public static SumEquation of(MatrixEquation... parts) {
        return new SumEquation(List.of(parts));
    }

    @Override
    public boolean isComplex() {
        return parts.stream().anyMatch(MatrixEquation::isComplex);
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return new SumOfMaps(parts.stream().map(f -> f.evaluate(t, y)).toList());
    }

    @Override
    public LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        return new SumOfMaps(parts.stream().map(f -> f.derivative(t, y, z)).toList());
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        return SumOde.of(parts.stream().map(f -> f.kEquation(v)).toList());
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        return SumOde.of(parts.stream().map(f -> f.lEquation(u)).toList());
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        return SumOde.of(parts.stream().map(f -> f.sEquation(u, v)).toList());
    }

    @Override
    public SumEquation withParts(UnaryOperator<MatrixEquation> change) {
        return new SumEquation(parts.stream().map(f -> f.withParts(change)).toList());
    }
}
