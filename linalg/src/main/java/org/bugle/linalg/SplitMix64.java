package org.bugle.linalg;

import java.util.random.RandomGenerator;

/// The SplitMix64 generator of spec `randomized-rk` R1; the same stream as
/// [java.util.SplittableRandom], with a state that can be saved.
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /// A seed for a draw of its own inside a run: the same for the same run seed and indices.
    public static long derivedSeed(long seed, long... indices) {
        long result = seed;
        for (long index : indices) {
            result = new SplitMix64(result ^ new SplitMix64(index).nextLong()).nextLong();
        }
        return result;
    }

    /// What a new generator must be seeded with to go on from here.
    public long state() {
        return state;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
