package org.bugle.benchmarks;

import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Integrator;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.MatrixProblem;
import org.bugle.models.TreeProblem;
import org.bugle.substep.Span;

import java.util.concurrent.Callable;

/// One step of what a run file says, from the value that its first steps lead to.
///
/// @param text the run file, with a number of steps
/// @param before steps that are taken first, so that ranks are no longer those of the start
/// @param interpolated pointwise terms are, as by the key `pointwise` of the run file
record RunFileStep(String text, int before, boolean interpolated) {
    RunFileStep(String text, int before) {
        this(text, before, false);
    }

    /// The step; the steps before it are taken now.
    Callable<?> prepared() {
        Plan<?> plan = Plan.of(RunInput.parse("yardstick", text));
        double h = plan.endTime() / plan.input().file().time().steps().orElseThrow();
        var integrator = plan.scheme().integrator();
        return switch (plan.problem()) {
            case MatrixProblem problem ->
                    settled(
                            equation(problem),
                            (MatrixIntegrator) integrator,
                            (LowRankMatrix) plan.scheme().start(),
                            h);
            case TreeProblem problem ->
                    settled(
                            problem.equation(),
                            (TreeIntegrator) integrator,
                            (TreeTensor) plan.scheme().start(),
                            h);
        };
    }

    private MatrixEquation equation(MatrixProblem problem) {
        return interpolated
                ? InterpolatedEquation.in(
                        problem.equation(), InterpolatedEquation.TOLERANCE, new InterpolationLog())
                : problem.equation();
    }

    private <Y, E> Callable<Step<Y>> settled(
            E equation, Integrator<Y, E> integrator, Y start, double h) {
        Y y = start;
        for (int k = 0; k < before; k++) {
            y = integrator.step(equation, new Span(k, 0, k * h, h), y).value();
        }
        Y from = y;
        return () -> integrator.step(equation, new Span(before, 0, before * h, h), from);
    }
}
