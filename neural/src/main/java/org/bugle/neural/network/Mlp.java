package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.stream.IntStream;

/// Linear layers `fc1`, `fc2`, … with an activation between them. Weights, then biases, are drawn
/// uniform in ±1/√inputs, layer by layer (spec `condlr` C3).
///
/// @param widths of the input, of what is between, and of the output
public record Mlp(List<Integer> widths, Activation activation, Bias bias) implements Network {

    public enum Bias {
        WITH,
        WITHOUT
    }

    /// @throws IllegalArgumentException if there are fewer than two widths, or one is below 1
    public Mlp {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.stream().anyMatch(w -> w < 1)) {
            throw new IllegalArgumentException(
                    "Mlp: widths must be two or more numbers ≥ 1, found " + widths);
        }
    }

    private int depth() {
        return widths.size() - 1;
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues start = new StartingValues(random);
        for (int k = 1; k <= depth(); k++) {
            List<Integer> shape = List.of(widths.get(k), widths.get(k - 1));
            switch (bias) {
                case WITH -> start.uniformWithBias("fc" + k, shape);
                case WITHOUT -> start.uniform("fc" + k, shape);
            }
        }
        return start.weights();
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x = pass.inputs(batch).reshape(batch.size(), -1);
        for (int k = 1; k <= depth(); k++) {
            Value y = pass.linear("fc" + k, x);
            x = k < depth() ? activation.apply(y) : y;
        }
        return x;
    }

    @Override
    public List<String> layers() {
        return IntStream.rangeClosed(1, depth()).mapToObj(k -> "fc" + k + ".weight").toList();
    }
}
