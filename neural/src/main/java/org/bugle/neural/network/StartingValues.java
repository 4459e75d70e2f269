package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Weights as a network draws them, one after the other.
final class StartingValues {
    private final SplitMix64 random;
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    StartingValues(SplitMix64 random) {
        this.random = random;
    }

    Weights weights() {
        return Weights.of(weights);
    }

    /// How many inputs an output of a layer of this shape sees.
    private static int inputs(List<Integer> shape) {
        return Array.count(shape.subList(1, shape.size()));
    }

    private StartingValues put(String name, Array value) {
        weights.put(name, DenseWeight.trained(value));
        return this;
    }

    StartingValues normals(String name, List<Integer> shape, double scale) {
        return put(name, Draws.normals(random, shape, scale));
    }

    StartingValues filled(String name, int length, double value) {
        return put(name, Array.generate(List.of(length), _ -> value));
    }

    /// Weights of a layer, uniform in ±1/√inputs (Kaiming with a = √5, PyTorch's default).
    StartingValues uniform(String layer, List<Integer> shape) {
        double bound = 1 / Math.sqrt(inputs(shape));
        return put(layer + ".weight", Draws.uniform(random, shape, bound));
    }

    /// The same, then as many biases as outputs, of the same bound.
    StartingValues uniformWithBias(String layer, List<Integer> shape) {
        uniform(layer, shape);
        double bound = 1 / Math.sqrt(inputs(shape));
        return put(layer + ".bias", Draws.uniform(random, List.of(shape.getFirst()), bound));
    }

    /// Weights of a layer, normal of variance gain/inputs: gain 2 keeps variances where a ReLU
    /// follows (He, arXiv:1502.01852).
    StartingValues normal(String layer, List<Integer> shape, double gain) {
        return normals(layer + ".weight", shape, Math.sqrt(gain / inputs(shape)));
    }

    /// Uniform in ±√(6/(inputs + outputs)) (Glorot), with biases 0.
    StartingValues glorot(String layer, int outputs, int inputs) {
        double bound = Math.sqrt(6.0 / (inputs + outputs));
        put(layer + ".weight", Draws.uniform(random, List.of(outputs, inputs), bound));
        return filled(layer + ".bias", outputs, 0);
    }

    /// A normalisation that does nothing yet.
    StartingValues norm(String layer, int channels) {
        return filled(layer + ".weight", channels, 1).filled(layer + ".bias", channels, 0);
    }

    /// The same, with running statistics.
    StartingValues batchNorm(String layer, int channels) {
        norm(layer, channels);
        Array zeros = Array.zeros(List.of(channels));
        weights.put(layer + ".running_mean", DenseWeight.frozen(zeros));
        weights.put(layer + ".running_var", DenseWeight.frozen(zeros.map(_ -> 1)));
        return this;
    }
}
