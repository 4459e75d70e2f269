package org.bugle.evolution;

import org.bugle.integrator.Step;
import org.bugle.integrator.StepReport;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.State;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// Two steps of h/2 with the error estimate that one step of h gives: ‖difference‖ / (2^p − 1) for
/// an integrator of order p, where the steps of h/2 are kept. An integrator whose observed order is
/// above p is better than its estimate.
///
/// Each of the steps starts in bases that reach F ([Reach]). Where the rank is fixed or its largest
/// value bites, what the truncations discard is no fault of the step size: it is taken off the
/// estimate, or the steps would shrink to nothing.
///
/// @param reach the absolute tolerance of what F may have outside of the bases of a step
/// @param truncation the absolute tolerance that the truncations of the step share
/// @param seed of the run
record StepDoubling<Y extends State<Y>>(
        Advance<Y> advance, double reach, double truncation, long seed) {
    /// The step of h is truncated by this part of the tolerance of the others, so that the
    /// difference hardly shows the truncation.
    private static final double COARSE_TRUNCATION = 0.1;

    private static final StepReport NOTHING =
            new StepReport(
                    List.of(), List.of(), List.of(), 0, false, 0, 0, 0, OptionalDouble.empty());

    /// A doubled step.
    ///
    /// @param report of the kept steps, its evaluations and rejections those of all three
    /// @param error the estimate, absolute; infinite if a step failed
    /// @param failure what the integrator said if it failed; else empty
    record Trial<Y>(Y value, StepReport report, double error, String failure) {}

    Trial<Y> trial(Span span, Y y) {
        try {
            return doubled(span, y);
        } catch (ArithmeticException e) {
            return new Trial<>(
                    y, NOTHING, Double.POSITIVE_INFINITY, Objects.toString(e.getMessage()));
        }
    }

    private Trial<Y> doubled(Span span, Y y) {
        Reach.Start<Y> start = advance.reaching(span.t(), y, reach, seed(span, 0));
        var steps =
                Parallel.both(
                        () -> advance.step(span, start.value(), COARSE_TRUNCATION * truncation),
                        () -> advance.step(span.firstHalf(), start.value(), truncation / 2));
        Step<Y> coarse = steps.first();
        Step<Y> first = steps.second();
        Span half = span.secondHalf();
        Reach.Start<Y> middle = advance.reaching(half.t(), first.value(), reach, seed(span, 1));
        Step<Y> second = advance.step(half, middle.value(), truncation / 2);
        int enlargements = start.enlargements() + middle.enlargements();
        double difference = coarse.value().distance(second.value());
        double discarded = first.report().discarded() + second.report().discarded();
        if (!advance.adaptsRank() || first.report().capped() || second.report().capped()) {
            difference = Math.max(0, difference - discarded - coarse.report().discarded());
        }
        double error = difference / (Math.pow(2, advance.order()) - 1);
        return new Trial<>(second.value(), report(coarse, first, second, enlargements), error, "");
    }

    private long seed(Span span, int stage) {
        return SplitMix64.derivedSeed(seed, span.index(), span.attempt(), stage);
    }

    private static <Y> StepReport report(
            Step<Y> coarse, Step<Y> first, Step<Y> second, int enlargements) {
        StepReport a = first.report();
        StepReport b = second.report();
        StepReport c = coarse.report();
        return new StepReport(
                a.ranksBefore(),
                b.ranksAugmented(),
                b.ranksAfter(),
                a.discarded() + b.discarded(),
                a.capped() || b.capped(),
                a.dropped() + b.dropped(),
                a.rejections() + b.rejections() + c.rejections() + enlargements,
                a.evaluations() + b.evaluations() + c.evaluations() + enlargements + 2,
                OptionalDouble.empty());
    }
}
