package org.bugle.integrator.randomized;

import org.bugle.linalg.SplitMix64;

import java.util.concurrent.atomic.AtomicLong;

/// Where the seeds of the random matrices come from; every matrix is drawn from a stream of its
/// own.
public sealed interface SketchSource {
    /// The seed of a draw.
    ///
    /// @param place what tells this draw from all others of a run
    long seed(long... place);

    /// Seeds that depend on the run's seed and on the place of the draw in the run: the same for
    /// any number of threads, and after a resume.
    record Seeded(long runSeed) implements SketchSource {
        @Override
        public long seed(long... place) {
            return SplitMix64.derivedSeed(runSeed, place);
        }
    }

    /// Seeds that count up with every draw, whatever its place: the portable order of the figures
    /// of spec `randomized-rk` §7. A source of this kind serves one run only.
    final class Sequential implements SketchSource {
        private final AtomicLong next;

        public Sequential(long first) {
            next = new AtomicLong(first);
        }

        @Override
        public long seed(long... place) {
            return next.getAndIncrement();
        }
    }
}
