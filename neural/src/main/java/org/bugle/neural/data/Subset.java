package org.bugle.neural.data;

import java.util.List;
import java.util.Objects;

/// Some samples of a data set, in an order of their own.
public record Subset(Dataset whole, List<Integer> chosen) implements Dataset {

    /// @throws IllegalArgumentException if an index is none of the whole
    public Subset {
        chosen = List.copyOf(chosen);
        for (int index : chosen) {
            if (index < 0 || index >= whole.size()) {
                throw new IllegalArgumentException(
                        "Subset: indices must be in 0 … %d, found %d"
                                .formatted(whole.size() - 1, index));
            }
        }
    }

    @Override
    public int size() {
        return chosen.size();
    }

    @Override
    public Batch batch(List<Integer> indices) {
        return whole.batch(indices.stream().map(chosen::get).map(Objects::requireNonNull).toList());
    }

    @Override
    public List<Integer> inputShape() {
        return whole.inputShape();
    }

    @Override
    public int outputs() {
        return whole.outputs();
    }
}
