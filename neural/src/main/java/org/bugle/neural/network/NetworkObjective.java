package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.Map;

/// The loss of a network on one batch, and the small gradients of its weights in their forms; W of
/// a weight in factors is never formed. Made by [Evaluator].
public final class NetworkObjective implements Objective {
    private final Evaluator evaluator;
    private final Batch batch;
    private final GraphPass.Mode mode;
    private Map<String, Array> statistics = Map.of();

    NetworkObjective(Evaluator evaluator, Batch batch, GraphPass.Mode mode) {
        this.evaluator = evaluator;
        this.batch = batch;
        this.mode = mode;
    }

    /// @param statistics running statistics after it, of batch normalisations
    record Result(Evaluation evaluation, Map<String, Array> statistics) {}

    @Override
    public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
        Result result = evaluator.evaluate(weights, wanted, batch, mode);
        if (statistics.isEmpty()) {
            statistics = result.statistics();
        }
        return result.evaluation();
    }

    /// The running statistics of batch normalisations, `layer.running_mean` and
    /// `layer.running_var`, moved towards those of this batch (by 0.1, with the variance that
    /// divides by the count less one) as the first evaluation found them; empty before it, in
    /// evaluation mode and where there are none.
    public Map<String, Array> statistics() {
        return statistics;
    }

    /// The weights with these statistics.
    public Weights withStatistics(Weights weights) {
        Map<String, DenseWeight> moved = new LinkedHashMap<>();
        statistics.forEach((name, value) -> moved.put(name, DenseWeight.frozen(value)));
        return weights.with(moved);
    }
}
