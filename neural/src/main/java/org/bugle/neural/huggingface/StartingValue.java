package org.bugle.neural.huggingface;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;

import java.util.List;

/// Weights as these models draw them: matrices and tables normal of scale 0.02, scales of
/// normalisations 1, biases 0.
final class StartingValue {
    private static final double SCALE = 0.02;

    private StartingValue() {}

    static DenseWeight of(String name, List<Integer> shape, SplitMix64 random) {
        return DenseWeight.trained(
                shape.size() > 1
                        ? Draws.normals(random, shape, SCALE)
                        : Array.zeros(shape).map(_ -> name.endsWith(".weight") ? 1 : 0));
    }
}
