package org.bugle.neural.network;

import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What linear layers and convolutions multiply to evaluate one sample, by the name of the weight.
public record Cost(Map<String, Layer> layers) {

    public Cost {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    /// @param multiplications in the weight's form; products with the zeros of a padding count
    /// @param dense with all entries of the weight
    public record Layer(long multiplications, long dense) {
        Layer plus(Layer other) {
            return new Layer(multiplications + other.multiplications, dense + other.dense);
        }
    }

    public long multiplications() {
        return layers.values().stream().mapToLong(Layer::multiplications).sum();
    }

    public long dense() {
        return layers.values().stream().mapToLong(Layer::dense).sum();
    }

    /// A layer at so many pixels (rows of a linear layer).
    ///
    /// @param input of the input
    /// @param between behind the windows' rows, before their columns
    /// @param output of the result
    record Points(long input, long between, long output) {
        static Points of(List<Integer> input, List<Integer> output) {
            long rows = input.get(2);
            return new Points(
                    rows * input.get(3),
                    (long) output.get(2) * input.get(3),
                    (long) output.get(2) * output.get(3));
        }
    }

    static Layer of(Weight weight, Points points) {
        long entries = 1;
        for (int size : weight.shape()) {
            entries *= size;
        }
        long dense = entries * points.output;
        long factored =
                switch (weight) {
                    case DenseWeight _ -> dense;
                    case LowRankLinear w -> w.parameters() * points.output;
                    case LowRankConv2d w -> w.parameters() * points.output;
                    case LowRankAdapter w -> dense + w.parameters() * points.output;
                    case TuckerConv2d w -> chain(w, points);
                };
        return new Layer(factored, dense);
    }

    private static long chain(TuckerConv2d weight, Points points) {
        List<Integer> n = weight.shape();
        List<Integer> r = weight.ranks();
        long inputs = (long) n.get(1) * r.get(1) * points.input;
        long outputs = (long) n.get(0) * r.get(0) * points.output;
        long channels = r.get(1);
        long windows =
                switch (weight.chain()) {
                    case THREE -> r.get(0) * channels * n.get(2) * n.get(3) * points.output;
                    case FIVE ->
                            channels * r.get(2) * n.get(2) * points.between
                                    + channels * r.get(2) * r.get(3) * n.get(3) * points.output
                                    + channels * r.get(0) * r.get(2) * r.get(3) * points.output;
                };
        return inputs + windows + outputs;
    }
}
