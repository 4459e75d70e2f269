package org.bugle.evolution;

import org.bugle.integrator.Step;
import org.bugle.integrator.StepReport;
import org.bugle.substep.Span;

import java.util.Locale;

/// Equal steps on the grid t_k = leg + (k − k₀) h, each time computed and none summed up, so that a
/// resumed run meets the same bits.
///
/// @param legIndex k₀
/// @param leg the time of step k₀
/// @param steps k at the end
record FixedSteps<Y>(Advance<Y> advance, long legIndex, double leg, double end, long steps)
        implements Stepping<Y> {
    /// A checkpoint this many steps away from the grid is on it but for rounding.
    private static final double ON_GRID = 1e-9;

    /// The grid on which a checkpoint goes on: its own, or, where that does not lead to the end in
    /// the given number of steps, a new one from the checkpoint.
    ///
    /// @param steps from the start of the run, not from the checkpoint
    /// @throws IllegalArgumentException if the checkpoint already has as many steps
    static <Y> FixedSteps<Y> from(Checkpoint<Y> now, Advance<Y> advance, double end, long steps) {
        if (steps <= now.index() && now.time() != end) {
            throw new IllegalArgumentException(
                    "Evolution: steps count from the start of the run; the checkpoint has %d, so"
                                    .formatted(now.index())
                            + " more are needed, found %d".formatted(steps));
        }
        FixedSteps<Y> same = new FixedSteps<>(advance, now.legIndex(), now.legTime(), end, steps);
        double offGrid = Math.abs(same.time(now.index()) - now.time());
        return offGrid <= ON_GRID * Math.abs(same.stepSize())
                ? same
                : new FixedSteps<>(advance, now.index(), now.time(), end, steps);
    }

    double stepSize() {
        return (end - leg) / (steps - legIndex);
    }

    private double time(long index) {
        return index == steps ? end : leg + (index - legIndex) * stepSize();
    }

    /// The start itself, after a look at the stability of the steps.
    @Override
    public Checkpoint<Y> begin(Checkpoint<Y> start, Warnings warnings) {
        advance.stabilityWarning(
                        start.time(), stepSize(), end - start.time(), start.state(), start.seed())
                .ifPresent(sentence -> warnings.add(Warnings.Kind.STABILITY, sentence));
        return start;
    }

    @Override
    public boolean isAtEnd(Checkpoint<Y> now) {
        return now.index() >= steps || now.time() == end;
    }

    @Override
    public Accepted<Y> next(Checkpoint<Y> now, Warnings warnings) {
        Span span = new Span(now.index(), 0, now.time(), stepSize());
        Step<Y> step = advance.step(span, now.state());
        StepReport report = step.report();
        if (report.capped()) {
            warnings.add(
                    Warnings.Kind.RANK_CAP,
                    String.format(
                            Locale.ROOT,
                            "the largest rank %s keeps the truncation from its tolerance: the step"
                                    + " at t = %.6g discarded %.3g; raise maxRank",
                            report.ranksAfter().stream().max(Integer::compare).orElse(0),
                            now.time(),
                            report.discarded()));
        }
        Checkpoint<Y> after =
                now.onLeg(legIndex, leg)
                        .after(
                                time(now.index() + 1),
                                stepSize(),
                                step.value(),
                                report.evaluations(),
                                report.rejections());
        return new Accepted<>(after, span.h(), report, 0, report.rejections(), Double.NaN);
    }
}
