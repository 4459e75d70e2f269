package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.Span;

import java.util.Optional;

/// A matrix equation advanced by a matrix integrator.
record MatrixAdvance(MatrixEquation equation, MatrixIntegrator integrator)
        implements Advance<LowRankMatrix> {
    @Override
    public String name() {
        return integrator.name();
    }

    @Override
    public int order() {
        return integrator.order();
    }

    @Override
    public Step<LowRankMatrix> step(Span span, LowRankMatrix y) {
        return integrator.step(equation, span, y);
    }

    @Override
    public Optional<String> stabilityWarning(
            double t, double h, double duration, LowRankMatrix y, long seed) {
        return Optional.empty();
    }
}
