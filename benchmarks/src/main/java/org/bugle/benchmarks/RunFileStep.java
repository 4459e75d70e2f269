package org.bugle.benchmarks;

import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.MatrixProblem;
import org.bugle.models.TreeProblem;
import org.bugle.substep.Span;

import java.util.function.Supplier;

/// One step of what a run file says, from the value that its first steps lead to.
///
/// @param text the run file, with a number of steps
/// @param before steps that are taken first, so that ranks are no longer those of the start
/// @param interpolated pointwise terms are, as by the key `pointwise` of the run file
record RunFileStep(String text, int before, boolean interpolated) {
    RunFileStep(String text, int before) {
        this(text, before, false);
    }

    /// The step, made anew at every call.
    Supplier<Step<?>> prepared() {
        Plan<?> plan = Plan.of(RunInput.parse("yardstick", text));
        double h = plan.endTime() / plan.input().file().time().steps().orElseThrow();
        var integrator = plan.scheme().integrator();
        return switch (plan.problem()) {
            case MatrixProblem problem ->
                    onMatrices(
                            equation(problem),
                            (MatrixIntegrator) integrator,
                            (LowRankMatrix) plan.scheme().start(),
                            h);
            case TreeProblem problem ->
                    onTrees(
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

    private Supplier<Step<?>> onMatrices(
            MatrixEquation equation, MatrixIntegrator integrator, LowRankMatrix start, double h) {
        LowRankMatrix y = start;
        for (int k = 0; k < before; k++) {
            y = integrator.step(equation, new Span(k, 0, k * h, h), y).value();
        }
        LowRankMatrix settled = y;
        Span span = new Span(before, 0, before * h, h);
        return () -> integrator.step(equation, span, settled);
    }

    private Supplier<Step<?>> onTrees(
            TreeEquation equation, TreeIntegrator integrator, TreeTensor start, double h) {
        TreeTensor y = start;
        for (int k = 0; k < before; k++) {
            y = integrator.step(equation, new Span(k, 0, k * h, h), y).value();
        }
        TreeTensor settled = y;
        Span span = new Span(before, 0, before * h, h);
        return () -> integrator.step(equation, span, settled);
    }
}
