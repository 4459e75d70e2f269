package org.bugle.neural.attack;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.weight.Weights;

/// A network with these weights on an engine.
public record EvaluatedClassifier(Evaluator evaluator, Weights weights) implements Classifier {

    @Override
    public Array outputs(Batch batch) {
        return evaluator.outputs(weights, batch);
    }

    @Override
    public Array gradientByInputs(Batch batch) {
        return evaluator.gradientByInputs(weights, batch);
    }
}
