package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// A network on an engine. Frozen weights stay in the engine's memory from one call to the next,
/// until this is closed; the engine itself is the caller's.
public final class Evaluator implements AutoCloseable {
    private final Engine engine;
    private final Network network;
    private final Criterion criterion;
    private final KeptArrays kept;

    public Evaluator(Engine engine, Network network, Criterion criterion) {
        this.engine = engine;
        this.network = network;
        this.criterion = criterion;
        this.kept = new KeptArrays(engine);
    }

    public Network network() {
        return network;
    }

    public Criterion criterion() {
        return criterion;
    }

    /// The loss of a batch in training, with dropout and with the statistics of the batch.
    ///
    /// @param seed of the dropout: all evaluations of this objective drop the same
    public NetworkObjective training(Batch batch, long seed) {
        return new NetworkObjective(this, batch, new GraphPass.Mode.Training(seed));
    }

    /// The loss of a batch as the network is used: no dropout, running statistics.
    public NetworkObjective evaluation(Batch batch) {
        return new NetworkObjective(this, batch, new GraphPass.Mode.Evaluation());
    }

    /// The outputs for a batch, as the network is used.
    public Array outputs(Weights weights, Batch batch) {
        return evaluated(weights, batch, (_, outputs) -> outputs.data());
    }

    public Score score(Weights weights, Batch batch) {
        return evaluated(
                weights,
                batch,
                (pass, outputs) -> {
                    double loss =
                            criterion.loss(pass.graph(), outputs, batch.targets()).data().number();
                    return criterion.score(loss, outputs.data(), batch);
                });
    }

    /// Over a data set, some samples at a time.
    public Score score(Weights weights, Dataset data, int batchSize) {
        Score sum = Score.none();
        for (int from = 0; from < data.size(); from += batchSize) {
            List<Integer> indices =
                    IntStream.range(from, Math.min(data.size(), from + batchSize)).boxed().toList();
            sum = sum.plus(score(weights, data.batch(indices)));
        }
        return sum;
    }

    /// What the weights multiply for one sample like those of the batch.
    public Cost cost(Weights weights, Batch batch) {
        return evaluated(weights, batch, (pass, _) -> pass.cost());
    }

    private <T> T evaluated(Weights weights, Batch batch, BiFunction<GraphPass, Value, T> result) {
        try (Graph graph = engine.open(false)) {
            GraphPass pass =
                    new GraphPass(
                            graph,
                            kept,
                            weights,
                            Map.of(),
                            new GraphPass.Mode.Evaluation(),
                            batch.size());
            T found = result.apply(pass, network.apply(pass, batch));
            kept.sweep();
            return found;
        }
    }

    /// ∂ℓ/∂x of the loss of the batch by its inputs, as the network is used. The loss is a mean, so
    /// that each sample's own gradient is divided by the size of the batch.
    ///
    /// @throws IllegalStateException if the inputs are integers
    public Array gradientByInputs(Weights weights, Batch batch) {
        try (Graph graph = engine.open(true)) {
            GraphPass pass =
                    new GraphPass(
                            graph,
                            kept,
                            weights,
                            Map.of(),
                            new GraphPass.Mode.Attack(),
                            batch.size());
            Value outputs = network.apply(pass, batch);
            Value loss = criterion.loss(graph, outputs, batch.targets());
            kept.sweep();
            return graph.gradients(loss, List.of(pass.derivedInputs())).getFirst();
        }
    }

    /// What an objective asks for, and the running statistics after it.
    NetworkObjective.Result evaluate(
            Weights weights, Map<String, Wanted> wanted, Batch batch, GraphPass.Mode mode) {
        try (Graph graph = engine.open(!wanted.isEmpty())) {
            GraphPass pass = new GraphPass(graph, kept, weights, wanted, mode, batch.size());
            Value loss = criterion.loss(graph, network.apply(pass, batch), batch.targets());
            double number = loss.data().number();
            Evaluation evaluation =
                    new Evaluation(number, wanted.isEmpty() ? Map.of() : pass.gradients(loss));
            kept.sweep();
            return new NetworkObjective.Result(evaluation, Map.copyOf(pass.statistics()));
        }
    }

    @Override
    public void close() {
        kept.close();
    }
}
