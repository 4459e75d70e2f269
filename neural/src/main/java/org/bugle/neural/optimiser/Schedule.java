package org.bugle.neural.optimiser;

import java.util.List;

/// The learning rate over time, as a factor of the rate that was chosen.
public sealed interface Schedule {
    /// @param step counted from 0
    /// @param steps of the whole training
    /// @param perEpoch steps of an epoch
    double factor(long step, long steps, long perEpoch);

    /// Always the same.
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps, long perEpoch) {
            return 1;
        }
    }

    /// Times a factor at the start of each of these epochs.
    ///
    /// @param at epochs, counted from 0
    record Drops(List<Integer> at, double by) implements Schedule {
        /// @throws IllegalArgumentException if the factor is not positive or an epoch is negative
        public Drops {
            at = List.copyOf(at);
            if (!(by > 0) || at.stream().anyMatch(epoch -> epoch < 0)) {
                throw new IllegalArgumentException(
                        "Schedule: a drop needs a factor > 0 and epochs ≥ 0, found %s at %s"
                                .formatted(by, at));
            }
        }

        @Override
        public double factor(long step, long steps, long perEpoch) {
            long epoch = step / perEpoch;
            return Math.pow(by, (double) at.stream().filter(drop -> epoch >= drop).count());
        }
    }

    /// From 0 up to 1 over the warm-up, then along a line down to 0 behind the last step.
    ///
    /// @param warmup share of all steps
    record Linear(double warmup) implements Schedule {
        public Linear {
            requireShare(warmup);
        }

        @Override
        public double factor(long step, long steps, long perEpoch) {
            return warm(warmup, step, steps) * (1 - progress(warmup, step, steps));
        }
    }

    /// From 0 up to 1 over the warm-up, then along half a cosine down to 0 behind the last step.
    ///
    /// @param warmup share of all steps
    record Cosine(double warmup) implements Schedule {
        public Cosine {
            requireShare(warmup);
        }

        @Override
        public double factor(long step, long steps, long perEpoch) {
            double cosine = Math.cos(Math.PI * progress(warmup, step, steps));
            return warm(warmup, step, steps) * 0.5 * (1 + cosine);
        }
    }

    private static void requireShare(double warmup) {
        if (!(warmup >= 0 && warmup < 1)) {
            throw new IllegalArgumentException(
                    "Schedule: the share of the warm-up must be in [0, 1), found " + warmup);
        }
    }

    private static double warm(double share, long step, long steps) {
        double length = share * steps;
        return step + 1 >= length ? 1 : (step + 1) / length;
    }

    private static double progress(double share, long step, long steps) {
        double begin = share * steps;
        return steps <= begin ? 0 : Math.max(0, step - begin) / (steps - begin);
    }
}
