package org.bugle.neural.training;

import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.NetworkObjective;
import org.bugle.neural.network.Score;
import org.bugle.neural.weight.Weights;

import java.util.Map;

/// A network on an engine, as the loop trains it.
///
/// @param batch samples at a time where a whole data set is scored
public record NetworkModel(Evaluator evaluator, int batch) implements Training.Model {

    @Override
    public Training.Batchwise on(Batch samples, long seed) {
        return new OnBatch(evaluator.training(samples, seed));
    }

    @Override
    public Score score(Weights weights, Dataset data) {
        return evaluator.score(weights, data, batch);
    }

    /// Running means of batch normalisations go along.
    private record OnBatch(NetworkObjective objective) implements Training.Batchwise {
        @Override
        public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
            return objective.evaluate(weights, wanted);
        }

        @Override
        public TrainingState observed(TrainingState state) {
            return objective.statistics().isEmpty()
                    ? state
                    : state.withWeights(objective.withStatistics(state.weights()));
        }
    }
}
