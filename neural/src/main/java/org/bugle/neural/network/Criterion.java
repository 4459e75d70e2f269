package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;

/// What is made small.
public enum Criterion {
    /// The mean of −log softmax at the label.
    CROSS_ENTROPY {
        @Override
        public Value loss(Graph graph, Value outputs, Array targets) {
            return outputs.crossEntropy(targets);
        }
    },
    /// ½ Σ (f − y)² over all outputs, divided by the number of samples.
    HALF_SQUARES {
        @Override
        public Value loss(Graph graph, Value outputs, Array targets) {
            Value difference = outputs.minus(graph.constant(targets));
            return difference.times(difference).sum().times(0.5 / targets.size(0));
        }
    };

    public abstract Value loss(Graph graph, Value outputs, Array targets);
}
