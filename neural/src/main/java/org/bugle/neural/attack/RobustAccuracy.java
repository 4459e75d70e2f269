package org.bugle.neural.attack;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Dataset;

import java.util.List;
import java.util.stream.IntStream;

/// The share of samples that are still classified rightly after an attack, of all samples: the last
/// batch counts with the samples that it has.
///
/// @param batch samples that are attacked at a time; of no effect on the result but rounding
/// @param seed of what attacks draw
public record RobustAccuracy(Dataset data, int batch, long seed) {

    /// @throws IllegalArgumentException if the batch is below 1 or there are no samples
    public RobustAccuracy {
        if (batch < 1 || data.size() == 0) {
            throw new IllegalArgumentException(
                    "RobustAccuracy: batch and samples must be ≥ 1, found %d and %d"
                            .formatted(batch, data.size()));
        }
    }

    public double under(Attack attack, Classifier classifier) {
        long correct = 0;
        for (int from = 0; from < data.size(); from += batch) {
            List<Integer> indices =
                    IntStream.range(from, Math.min(data.size(), from + batch)).boxed().toList();
            Batch clean = data.batch(indices);
            SplitMix64 random = new SplitMix64(SplitMix64.derivedSeed(seed, from));
            Array attacked = attack.perturbed(classifier, clean, random);
            Batch moved = new Batch(attacked, clean.mask(), clean.targets());
            correct += correct(classifier.outputs(moved), clean.targets());
        }
        return (double) correct / data.size();
    }

    /// Rows whose largest output is at the label.
    private static long correct(Array outputs, Array labels) {
        int classes = outputs.size(-1);
        return IntStream.range(0, labels.size())
                .filter(row -> largest(outputs, row, classes) == (int) labels.at(row))
                .count();
    }

    private static int largest(Array outputs, int row, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (outputs.at(row * classes + k) > outputs.at(row * classes + best)) {
                best = k;
            }
        }
        return best;
    }
}
