package org.bugle.neural.data;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// A data set that lies in memory.
///
/// @param all every sample as one batch
/// @param outputs how many classes there are, or how long one target is
public record Samples(Batch all, int outputs) implements Dataset {

    /// @throws IllegalArgumentException if there are not as many targets as samples, or times a
    ///   whole number where a sample has several outputs
    public Samples {
        int targets = all.targets().size(0);
        if (all.size() == 0 ? targets != 0 : targets % all.size() != 0) {
            throw new IllegalArgumentException(
                    "Samples: as many targets as inputs are needed, found %d and %d"
                            .formatted(targets, all.size()));
        }
    }

    public static Samples of(Array inputs, Array targets, int outputs) {
        return new Samples(Batch.of(inputs, targets), outputs);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Batch batch(List<Integer> indices) {
        int perSample = size() == 0 ? 1 : all.targets().size(0) / size();
        return new Batch(
                chosen(all.inputs(), indices, 1),
                all.isMasked() ? chosen(all.mask(), indices, 1) : all.mask(),
                chosen(all.targets(), indices, perSample));
    }

    private static Array chosen(Array array, List<Integer> indices, int rows) {
        return Array.concatenated(
                indices.stream().map(i -> array.rows(i * rows, (i + 1) * rows)).toList());
    }

    @Override
    public List<Integer> inputShape() {
        return all.inputs().shape().subList(1, all.inputs().order());
    }

    /// The indices 0 … n − 1 shuffled as the specs do (Fisher–Yates, i from n − 1 down to 1, with j
    /// = ⌊(i + 1)·uniform⌋).
    public static List<Integer> shuffled(int n, SplitMix64 random) {
        List<Integer> indices = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        for (int i = n - 1; i >= 1; i--) {
            int j = (int) ((i + 1) * random.nextDouble());
            Collections.swap(indices, i, j);
        }
        return indices;
    }
}
