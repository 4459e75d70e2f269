package org.bugle.integrator.matrix;

import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.integrator.StepReport;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps account of one step while it is made: solves that are counted and checked to be finite,
/// and the directions that an augmentation drops. Substeps that run side by side may share it.
public final class StepLog {
    /// What rounding leaves of UᴴU − I after a step, with room for large m.
    private static final double ORTHONORMAL = 1e-10;

    private final String integrator;
    private final Span span;
    private final LowRankMatrix before;
    private final AtomicInteger evaluations = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private int rejections;
    private OptionalDouble errorEstimate = OptionalDouble.empty();

    public StepLog(String integrator, Span span, LowRankMatrix before) {
        this.integrator = integrator;
        this.span = span;
        this.before = before;
    }

    /// Solves a small ODE over the whole step.
    public Matrix solve(Substep substep, ModeOde ode, Matrix x0, String quantity) {
        return solve(substep, ode, span, x0, quantity);
    }

    /// Solves a small ODE over a part of the step.
    ///
    /// @throws DivergenceException if the result is not finite
    public Matrix solve(Substep substep, ModeOde ode, Span part, Matrix x0, String quantity) {
        Matrix x1 = substep.solve(ode, part, x0);
        evaluations.addAndGet(ode.evaluations());
        return finite(x1, quantity);
    }

    /// The matrix itself.
    ///
    /// @throws DivergenceException if it is not finite
    public Matrix finite(Matrix x, String quantity) {
        long bad = x.nonFinite();
        if (bad > 0) {
            throw new DivergenceException(
                    integrator, span, quantity, bad, (long) x.rows() * x.cols());
        }
        return x;
    }

    /// Counts evaluations of F that are not part of a solve.
    public void evaluated(int count) {
        evaluations.addAndGet(count);
    }

    /// [Basis#augment] by the default rule.
    public Matrix augment(Matrix u0, Matrix k) {
        Matrix result = Basis.augment(u0, k);
        dropped.addAndGet(u0.cols() + k.cols() - result.cols());
        return result;
    }

    /// The step is repeated from its start.
    public void reject() {
        rejections++;
        dropped.set(0);
    }

    /// The step comes with an estimate of its local error, in the Frobenius norm.
    public void estimate(double error) {
        errorEstimate = OptionalDouble.of(error);
    }

    /// Ends the step by a truncation.
    public Step<LowRankMatrix> truncate(Truncation truncation, LowRankMatrix augmented) {
        return end(truncation.apply(augmented), augmented.rank());
    }

    /// Ends the step by a truncation that was made.
    public Step<LowRankMatrix> end(Truncation.Truncated truncated, int augmentedRank) {
        return step(truncated.value(), augmentedRank, truncated.discarded(), truncated.capped());
    }

    /// Ends the step of a method that fixes the rank.
    public Step<LowRankMatrix> keep(LowRankMatrix value) {
        return step(value, value.rank(), 0, false);
    }

    private Step<LowRankMatrix> step(
            LowRankMatrix value, int augmentedRank, double discarded, boolean capped) {
        assert value.orthonormalityDefect() < ORTHONORMAL : integrator + " lost orthonormality";
        return new Step<>(
                value,
                new StepReport(
                        before.ranks(),
                        List.of(augmentedRank),
                        value.ranks(),
                        discarded,
                        capped,
                        dropped.get(),
                        rejections,
                        evaluations.get(),
                        errorEstimate));
    }
}
