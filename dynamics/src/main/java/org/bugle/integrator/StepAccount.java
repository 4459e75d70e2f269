package org.bugle.integrator;

import org.bugle.linalg.Matrix;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps account of one step while it is made: solves that are counted and checked to be finite,
/// the directions that an augmentation drops, and repetitions. Substeps that run side by side may
/// share it. Each format has its own, which knows how a step of it ends.
public abstract class StepAccount {
    /// What rounding leaves of UᴴU − I after a step, with room for large m.
    protected static final double ORTHONORMAL = 1e-10;

    private final String integrator;
    private final Span span;
    private final List<Integer> ranksBefore;
    private final AtomicInteger evaluations = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private int rejections;
    private OptionalDouble errorEstimate = OptionalDouble.empty();

    protected StepAccount(String integrator, Span span, List<Integer> ranksBefore) {
        this.integrator = integrator;
        this.span = span;
        this.ranksBefore = ranksBefore;
    }

    /// Solves a small ODE over the whole step.
    public final Matrix solve(Substep substep, ModeOde ode, Matrix x0, String quantity) {
        return solve(substep, ode, span, x0, quantity);
    }

    /// Solves a small ODE over a part of the step.
    ///
    /// @throws DivergenceException if the result is not finite
    public final Matrix solve(Substep substep, ModeOde ode, Span part, Matrix x0, String quantity) {
        Matrix x1 = substep.solve(ode, part, x0);
        evaluations.addAndGet(ode.evaluations());
        return finite(x1, quantity);
    }

    /// The matrix itself.
    ///
    /// @throws DivergenceException if it is not finite
    public final Matrix finite(Matrix x, String quantity) {
        long bad = x.nonFinite();
        if (bad > 0) {
            throw new DivergenceException(
                    integrator, span, quantity, bad, (long) x.rows() * x.cols());
        }
        return x;
    }

    /// Counts evaluations of F that are not part of a solve.
    public final void evaluated(int count) {
        evaluations.addAndGet(count);
    }

    /// Counts new directions that added nothing to a basis.
    public final void dropped(int count) {
        dropped.addAndGet(count);
    }

    /// The step is repeated from its start.
    public final void reject() {
        rejections++;
        dropped.set(0);
    }

    /// The step comes with an estimate of its local error, in the Frobenius norm.
    public final void estimate(double error) {
        errorEstimate = OptionalDouble.of(error);
    }

    /// The report at the end of the step.
    protected final StepReport report(
            List<Integer> augmented, List<Integer> after, double discarded, boolean capped) {
        return new StepReport(
                ranksBefore,
                augmented,
                after,
                discarded,
                capped,
                dropped.get(),
                rejections,
                evaluations.get(),
                errorEstimate);
    }

    /// What a failed assertion about the step says.
    protected final String lost(String property) {
        return integrator + " lost " + property;
    }
}
