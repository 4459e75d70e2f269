package org.bugle.evolution;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;

import java.util.Optional;

/// A tree equation advanced by a tree integrator. A tolerance that the driver chooses is one of the
/// whole tensor, so it is a weighted truncation, whatever the integrator's own rule.
record TreeAdvance(TreeEquation equation, TreeIntegrator integrator)
        implements Advance<TreeTensor> {
    @Override
    public String name() {
        return integrator.name();
    }

    @Override
    public int order() {
        return integrator.order();
    }

    @Override
    public Step<TreeTensor> step(Span span, TreeTensor y) {
        return integrator.step(equation, span, y);
    }

    @Override
    public Optional<String> stabilityWarning(
            double t, double h, double duration, TreeTensor y, long seed) {
        return StabilityEstimate.of(equation, integrator, t, y, seed).warning(h, duration);
    }

    @Override
    public boolean adaptsRank() {
        return integrator.truncationRule().map(rule -> !rule.rule().isFixedRank()).orElse(false);
    }

    @Override
    public boolean isFullRank() {
        return false;
    }

    @Override
    public Step<TreeTensor> step(Span span, TreeTensor y, double tolerance) {
        return adaptsRank()
                ? integrator.withTruncation(truncation(tolerance)).step(equation, span, y)
                : step(span, y);
    }

    @Override
    public TreeTensor truncated(TreeTensor y, double tolerance) {
        TreeTruncation own =
                integrator.truncationRule().orElse(TreeTruncation.weighted(Truncation.relative(0)));
        return (adaptsRank() ? truncation(tolerance) : own).apply(y).value();
    }

    private TreeTruncation truncation(double tolerance) {
        return integrator.truncationRule().orElseThrow().within(tolerance);
    }

    /// The same value: how far a step reaches out of the bases of a tree is not sampled.
    @Override
    public Reach.Start<TreeTensor> reaching(double t, TreeTensor y, double tolerance, long seed) {
        return new Reach.Start<>(y, 0);
    }

    @Override
    public double speed(double t, TreeTensor y) {
        return equation.evaluate(t, y).norm();
    }
}
