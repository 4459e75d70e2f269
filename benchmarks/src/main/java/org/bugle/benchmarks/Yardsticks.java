package org.bugle.benchmarks;

import java.util.List;

/// The steps that others' programs were timed on, on two cores of an AMD Zen 3 at 2.25 GHz.
final class Yardsticks {
    static final List<Yardstick> ALL = List.of(ising("augmented-bug", 32, 32, "2.9–3.5 s", 400));

    private Yardsticks() {}

    private static Yardstick ising(
            String integrator, int d, int r, String others, double milliseconds) {
        return new Yardstick(
                "Ising chain, d = %d, r = %d, `%s`".formatted(d, r, integrator),
                others,
                milliseconds,
                TimedStep.of(TreeStepBenchmark.class).with("integrator", integrator));
    }
}
