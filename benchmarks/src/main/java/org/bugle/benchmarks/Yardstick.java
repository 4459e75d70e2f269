package org.bugle.benchmarks;

import org.bugle.linalg.blas.Work;

import java.util.OptionalDouble;

/// A step that others' programs were timed on.
///
/// @param title what is computed
/// @param others what other programs take for it, in words
/// @param target milliseconds on one thread, where there is one
/// @param step with a parameter `threads`
record Yardstick(String title, String others, OptionalDouble target, TimedStep step) {
    /// What one and two threads take, and the work of a step.
    record Result(Yardstick yardstick, TimedStep.Cost one, TimedStep.Cost two, Work.Amount work) {
        /// Milliseconds that one thread at the machine's rates needs at least for this work.
        double limit(MachineRates rates) {
            return 1e3 * (work.flops() / rates.gemm() + work.bytes() / rates.triad());
        }

        double speedUp() {
            return one.milliseconds() / two.milliseconds();
        }
    }

    Result measure() {
        TimedStep one = step.with("threads", 1);
        return new Result(this, one.measure(), step.with("threads", 2).measure(), one.work());
    }
}
