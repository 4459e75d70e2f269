package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;

/// One forward pass: what a network finds its weights in.
public interface Pass {
    Graph graph();

    /// Whether this is training, with dropout and with the statistics of the batch.
    boolean training();

    /// The inputs of a batch that are not integers. Networks take them from here, so that one may
    /// derive by them.
    Value inputs(Batch batch);

    /// A weight that is used entry by entry, such as a scale or a table of embeddings.
    ///
    /// @throws IllegalArgumentException if there is none of that name, or it is in factors
    Value weight(String name);

    boolean has(String name);

    /// x Wᵀ + b along the last axis, with W = `layer.weight` in whatever form and b = `layer.bias`
    /// where there is one.
    Value linear(String layer, Value x);

    /// The convolution with the kernel `layer.weight` plus `layer.bias` where there is one.
    Value conv2d(String layer, Value x, Convolution geometry);

    /// (x − mean)/√(var + ε)·γ + β over all axes but the second: with the batch's statistics in
    /// training, else with `layer.running_mean` and `layer.running_var`. γ = `layer.weight`, β =
    /// `layer.bias`.
    Value batchNorm(String layer, Value x);

    /// The same over the last axis, always with its own statistics.
    Value layerNorm(String layer, Value x, double epsilon);

    /// In training, entries are zero with probability p and the others divided by 1 − p.
    Value dropout(Value x, double p);

    Value constant(Array array);
}
