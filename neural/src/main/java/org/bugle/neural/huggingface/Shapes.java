package org.bugle.neural.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects names of weights with their shapes.
final class Shapes {
    private final Map<String, List<Integer>> byName = new LinkedHashMap<>();

    Map<String, List<Integer>> byName() {
        return byName;
    }

    Shapes put(String name, Integer... shape) {
        byName.put(name, List.of(shape));
        return this;
    }

    /// A layer's matrix (out, in) and its bias.
    Shapes linear(String layer, int outputs, int inputs) {
        return put(layer + ".weight", outputs, inputs).put(layer + ".bias", outputs);
    }

    /// A normalisation's scale and shift.
    Shapes norm(String layer, int width) {
        return put(layer + ".weight", width).put(layer + ".bias", width);
    }
}
