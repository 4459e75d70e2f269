package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
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
        return StabilityEstimate.of(equation, integrator, t, y, seed).warning(h, duration);
    }

    @Override
    public boolean adaptsRank() {
        return integrator.truncationRule().map(rule -> !rule.isFixedRank()).orElse(false);
    }

    @Override
    public boolean isFullRank() {
        return integrator instanceof FullRank;
    }

    @Override
    public Step<LowRankMatrix> step(Span span, LowRankMatrix y, double tolerance) {
        return adaptsRank()
                ? integrator.withTruncation(truncation(tolerance)).step(equation, span, y)
                : step(span, y);
    }

    @Override
    public LowRankMatrix truncated(LowRankMatrix y, double tolerance) {
        Truncation rule = integrator.truncationRule().orElse(Truncation.relative(0));
        return (adaptsRank() ? truncation(tolerance) : rule).apply(y).value();
    }

    private Truncation truncation(double tolerance) {
        return integrator.truncationRule().orElseThrow().within(tolerance);
    }

    @Override
    public Reach.Start<LowRankMatrix> reaching(
            double t, LowRankMatrix y, double tolerance, long seed) {
        Optional<Truncation> rule = integrator.truncationRule();
        return adaptsRank()
                ? reach().from(t, y, tolerance, rule.orElseThrow().maxRank(), seed)
                : new Reach.Start<>(y, 0);
    }

    private Reach reach() {
        return switch (integrator) {
            case ParallelBug parallel -> new Reach(equation, parallel.order() - 1, true);
            case MidpointBug(MidpointBug.Variant variant, _, _)
                    when variant == MidpointBug.Variant.R4
                            || variant == MidpointBug.Variant.EXPLICIT ->
                    new Reach(equation, 2, false);
            default -> new Reach(equation, 1, false);
        };
    }

    /// The norm of the tangential part of F: ‖F V‖² + ‖Fᴴ U‖² − ‖Uᴴ F V‖².
    @Override
    public double speed(double t, LowRankMatrix y) {
        LinearMap.Sketch f = equation.evaluate(t, y).sketch(y.v(), y.u());
        double right = Basis.outside(y.u(), f.image()).norm();
        return Math.hypot(right, f.adjointImage().norm());
    }
}
