package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
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

        @Override
        Score score(double loss, Array outputs, Batch batch) {
            int classes = outputs.size(-1);
            long correct = 0;
            long counted = 0;
            for (int row = 0; row < batch.targets().size(); row++) {
                double label = batch.targets().at(row);
                if (label >= 0) {
                    correct += largest(outputs, row * classes, classes) == label ? 1 : 0;
                    counted++;
                }
            }
            return new Score(loss * counted, correct, counted);
        }

        private static int largest(Array outputs, int from, int count) {
            int largest = 0;
            for (int i = 1; i < count; i++) {
                largest = outputs.at(from + i) > outputs.at(from + largest) ? i : largest;
            }
            return largest;
        }
    },
    /// ½ Σ (f − y)² over all outputs, divided by the number of samples.
    HALF_SQUARES {
        @Override
        public Value loss(Graph graph, Value outputs, Array targets) {
            Value difference = outputs.minus(graph.constant(targets));
            return difference.times(difference).sum().times(0.5 / targets.size(0));
        }

        @Override
        Score score(double loss, Array outputs, Batch batch) {
            return new Score(loss * batch.targets().size(0), 0, batch.targets().size(0));
        }
    };

    public abstract Value loss(Graph graph, Value outputs, Array targets);

    /// @param loss of these outputs
    abstract Score score(double loss, Array outputs, Batch batch);
}
