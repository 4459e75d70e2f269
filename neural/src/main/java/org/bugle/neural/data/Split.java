package org.bugle.neural.data;

import org.bugle.linalg.SplitMix64;

import java.util.List;

/// Samples to train with and others to test with.
public record Split(Dataset train, Dataset test) {

    /// Shuffles the samples ([Samples#shuffled]), takes the first to train and the next to test.
    ///
    /// @param seed the same one gives the same samples
    /// @throws IllegalArgumentException if a size is negative, nothing is left to train, or there
    ///   are fewer samples
    public static Split of(Dataset all, int train, int test, long seed) {
        if (train < 1 || test < 0 || (long) train + test > all.size()) {
            throw new IllegalArgumentException(
                    "Split: of %d samples, %d to train and %d to test cannot be taken"
                            .formatted(all.size(), train, test));
        }
        List<Integer> shuffled = Samples.shuffled(all.size(), new SplitMix64(seed));
        return new Split(
                new Subset(all, shuffled.subList(0, train)),
                new Subset(all, shuffled.subList(train, train + test)));
    }
}
