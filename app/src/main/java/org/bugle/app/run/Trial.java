package org.bugle.app.run;

import org.bugle.evolution.StabilityEstimate;
import org.bugle.evolution.StepControl;
import org.bugle.integrator.Step;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/// One step of a plan, taken to see what it costs, and how large its steps may be.
///
/// @param seconds of the step, once it is warm
/// @param augmentedRanks before the truncation
/// @param largestStable of the steps that its substep stands; infinite where it stands all
/// @param warning about the plan's own steps, with the remedy
public record Trial(
        double seconds,
        List<Integer> augmentedRanks,
        double largestStable,
        Optional<String> warning) {
    private static final int MOST_REPEATS = 20;

    /// @param seconds for which the step is repeated, for the compiler to warm up
    /// @throws ArithmeticException if the step diverges
    public static Trial of(Plan<?> plan, int threads, double seconds) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> taken(plan, seconds)).join();
        }
    }

    private static Trial taken(Plan<?> plan, double seconds) {
        double t = plan.problem().startTime();
        double duration = plan.endTime() - t;
        double h = duration / steps(plan.control());
        StabilityEstimate stability = plan.formulation().stability(t, plan.input().file().seed());
        double best = Double.POSITIVE_INFINITY;
        List<Integer> augmented = List.of();
        Stopwatch all = Stopwatch.started();
        for (int k = 0; k < MOST_REPEATS && (k == 0 || all.seconds() < seconds); k++) {
            Stopwatch one = Stopwatch.started();
            Step<?> step = plan.formulation().step(new Span(0, 0, t, h));
            best = Math.min(best, one.seconds());
            augmented = step.report().ranksAugmented();
        }
        return new Trial(
                best,
                augmented,
                stability.largestStep(duration),
                plan.control() instanceof StepControl.Fixed
                        ? stability.warning(h, duration)
                        : Optional.empty());
    }

    private static int steps(StepControl control) {
        return switch (control) {
            case StepControl.Fixed(int steps) -> steps;
            case StepControl.Adaptive _ -> ADAPTIVE_STEPS;
        };
    }

    /// A guess, for a trial step before the controller has chosen one.
    private static final int ADAPTIVE_STEPS = 1000;
}
