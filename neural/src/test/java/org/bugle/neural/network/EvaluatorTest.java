package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

class EvaluatorTest {
    /// Batch normalisation of images, dropout, a linear layer.
    private record Normed(double drop) implements Network {
        @Override
        public Weights initialize(SplitMix64 random) {
            Map<String, Weight> weights = new LinkedHashMap<>();
            weights.put("bn.weight", DenseWeight.trained(Draws.normals(random, List.of(3), 1)));
            weights.put("bn.bias", DenseWeight.trained(Draws.normals(random, List.of(3), 1)));
            weights.put("bn.running_mean", DenseWeight.frozen(Array.zeros(List.of(3))));
            weights.put("bn.running_var", DenseWeight.frozen(Array.generate(List.of(3), _ -> 1)));
            weights.put("fc.weight", DenseWeight.frozen(Draws.normals(random, List.of(4, 12), 1)));
            return Weights.of(weights);
        }

        @Override
        public Value apply(Pass pass, Batch batch) {
            Value x = pass.batchNorm("bn", pass.inputs(batch));
            Value flat = x.reshape(batch.size(), -1).tanh();
            return pass.linear("fc", pass.dropout(flat, drop));
        }

        @Override
        public List<String> layers() {
            return List.of("fc.weight");
        }
    }

    private static Batch batch(int samples) {
        Array x = Draws.normals(new SplitMix64(6), List.of(samples, 3, 2, 2), 2);
        return Batch.of(x, Array.generate(List.of(samples), i -> i % 4));
    }

    private static Weights weights() {
        return new Normed(0).initialize(new SplitMix64(8));
    }

    private static Evaluator evaluator(double drop) {
        return new Evaluator(new PlainEngine(), new Normed(drop), Criterion.CROSS_ENTROPY);
    }

    @Test
    void statisticsMoveByATenthTowardsThoseOfTheBatch() {
        Batch batch = batch(5);
        try (Evaluator evaluator = evaluator(0)) {
            NetworkObjective objective = evaluator.training(batch, 0);
            assertThat(objective.statistics()).isEmpty();
            objective.evaluate(weights(), Map.of());
            Map<String, Array> found = objective.statistics();
            for (int c = 0; c < 3; c++) {
                int channel = c;
                double[] seen =
                        IntStream.range(0, batch.inputs().size())
                                .filter(i -> i / 4 % 3 == channel)
                                .mapToDouble(batch.inputs()::at)
                                .toArray();
                double mean = IntStream.range(0, 20).mapToDouble(i -> seen[i]).sum() / 20;
                double squares =
                        IntStream.range(0, 20).mapToDouble(i -> Math.pow(seen[i] - mean, 2)).sum();
                assertThat(statistic(found, "bn.running_mean").at(c))
                        .isCloseTo(0.1 * mean, within(1e-15));
                assertThat(statistic(found, "bn.running_var").at(c))
                        .isCloseTo(0.9 + 0.1 * squares / 19, within(1e-14));
            }
            assertThat(objective.withStatistics(weights()).get("bn.running_var"))
                    .isEqualTo(DenseWeight.frozen(statistic(found, "bn.running_var")));
        }
    }

    private static Array statistic(Map<String, Array> statistics, String name) {
        return Objects.requireNonNull(statistics.get(name), name);
    }

    @Test // with the batch's own statistics (and the variance that divides by n) both modes agree
    void evaluationUsesTheRunningStatistics() {
        Batch batch = batch(5);
        try (Evaluator evaluator = evaluator(0)) {
            NetworkObjective objective = evaluator.training(batch, 0);
            double training = objective.evaluate(weights(), Map.of()).loss();
            Array mean = statistic(objective.statistics(), "bn.running_mean").times(10);
            Array variance =
                    statistic(objective.statistics(), "bn.running_var")
                            .map(v -> (v - 0.9) * 10 * 19 / 20);
            Weights own =
                    weights()
                            .with("bn.running_mean", DenseWeight.frozen(mean))
                            .with("bn.running_var", DenseWeight.frozen(variance));
            NetworkObjective evaluation = evaluator.evaluation(batch);
            assertThat(evaluation.evaluate(own, Map.of()).loss())
                    .isCloseTo(training, within(1e-13));
            assertThat(evaluation.evaluate(weights(), Map.of()).loss())
                    .isNotCloseTo(training, within(1e-3));
            assertThat(evaluation.statistics()).isEmpty();
        }
    }

    @Test
    void dropoutFollowsItsSeedAndEndsWithTraining() {
        Batch batch = batch(5);
        try (Evaluator evaluator = evaluator(0.5);
                Evaluator whole = evaluator(0)) {
            NetworkObjective objective = evaluator.training(batch, 3);
            double loss = objective.evaluate(weights(), Map.of()).loss();
            assertThat(objective.evaluate(weights(), Map.of("bn.weight", Wanted.DENSE)).loss())
                    .isEqualTo(loss);
            assertThat(evaluator.training(batch, 4).evaluate(weights(), Map.of()).loss())
                    .isNotEqualTo(loss);
            assertThat(evaluator.outputs(weights(), batch))
                    .isEqualTo(whole.outputs(weights(), batch));
        }
    }

    @Test // 5 standard deviations of a mean of 4·10⁴ entries of variance ¼
    void dropoutKeepsTheMean() {
        try (Graph graph = new PlainEngine().open(false);
                KeptArrays kept = new KeptArrays(new PlainEngine())) {
            GraphPass pass =
                    new GraphPass(
                            graph, kept, weights(), Map.of(), new GraphPass.Mode.Training(1), 1);
            Value ones = graph.constant(Array.generate(List.of(40_000), _ -> 1));
            Array dropped = pass.dropout(ones, 0.2).data();
            assertThat(dropped.toDoubles()).containsOnly(0, 1.25);
            assertThat(IntStream.range(0, 40_000).mapToDouble(dropped::at).average())
                    .hasValueCloseTo(1.0, within(0.0125));
        }
    }

    @Test
    void theGradientByInputsIsThatOfCentralDifferences() {
        Batch batch = batch(3);
        try (Evaluator evaluator = evaluator(0.5)) {
            Array gradient = evaluator.gradientByInputs(weights(), batch);
            assertThat(gradient.shape()).isEqualTo(batch.inputs().shape());
            for (int i = 0; i < gradient.size(); i++) {
                double slope =
                        (score(evaluator, batch, i, 1e-5) - score(evaluator, batch, i, -1e-5))
                                / 2e-5;
                assertThat(gradient.at(i)).isCloseTo(slope, within(1e-8));
            }
        }
    }

    private static double score(Evaluator evaluator, Batch batch, int entry, double by) {
        double[] entries = batch.inputs().toDoubles();
        entries[entry] += by;
        Array moved = Array.over(batch.inputs().shape(), entries);
        return evaluator.score(weights(), Batch.of(moved, batch.targets())).loss();
    }

    @Test
    void integersHaveNoGradient() {
        Network text =
                new Network() {
                    @Override
                    public Weights initialize(SplitMix64 random) {
                        return Weights.of(
                                Map.of(
                                        "e",
                                        DenseWeight.trained(
                                                Draws.normals(random, List.of(3, 2), 1))));
                    }

                    @Override
                    public Value apply(Pass pass, Batch batch) {
                        return pass.weight("e").rows(batch.inputs());
                    }

                    @Override
                    public List<String> layers() {
                        return List.of();
                    }
                };
        Batch batch = Batch.of(Array.of(List.of(2), 2, 0), Array.of(List.of(2), 0, 1));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), text, Criterion.CROSS_ENTROPY)) {
            Weights weights = text.initialize(new SplitMix64(1));
            assertThatIllegalStateException()
                    .isThrownBy(() -> evaluator.gradientByInputs(weights, batch))
                    .withMessage("the inputs of this network are no real numbers");
        }
    }

    @Test
    void scoresAddUpOverBatches() {
        Batch all = batch(7);
        Array labels = Array.of(List.of(7), 0, 1, -1, 3, 2, 2, 0);
        Batch labelled = Batch.of(all.inputs(), labels);
        try (Evaluator evaluator = evaluator(0)) {
            Score once = evaluator.score(weights(), labelled);
            Array outputs = evaluator.outputs(weights(), labelled);
            assertThat(once.counted()).isEqualTo(6);
            assertThat(once.correct())
                    .isEqualTo(
                            IntStream.range(0, 7)
                                    .filter(i -> labels.at(i) == largest(outputs.rows(i, i + 1)))
                                    .count());
            Score parts = evaluator.score(weights(), new Samples(labelled, 4), 3);
            assertThat(parts.loss()).isCloseTo(once.loss(), within(1e-14));
            assertThat(parts.accuracy()).isEqualTo(once.accuracy());
        }
    }

    private static double largest(Array row) {
        return IntStream.range(0, row.size())
                .boxed()
                .max((a, b) -> Double.compare(row.at(a), row.at(b)))
                .orElseThrow();
    }

    @Test // running statistics change with each step and must not pile up in the engine
    void frozenWeightsAreKeptOnceAndLetGo() {
        List<Array> live = new ArrayList<>();
        List<Array> ever = new ArrayList<>();
        Engine counting = counting(live, ever);
        Weights weights = weights();
        try (Evaluator evaluator =
                new Evaluator(counting, new Normed(0), Criterion.CROSS_ENTROPY)) {
            for (int i = 0; i < 3; i++) {
                NetworkObjective objective = evaluator.training(batch(5), i);
                objective.evaluate(weights, Map.of("bn.bias", Wanted.DENSE));
                weights = objective.withStatistics(weights);
                evaluator.outputs(weights, batch(5));
            }
            assertThat(ever).hasSize(1);
            Array other = Draws.normals(new SplitMix64(1), List.of(4, 12), 1);
            evaluator.outputs(weights.with("fc.weight", DenseWeight.frozen(other)), batch(5));
            assertThat(ever).hasSize(2);
            assertThat(live).containsExactly(other);
        }
        assertThat(live).isEmpty();
    }

    /// An engine on which each frozen array is looked up again for each graph.
    private static Engine counting(List<Array> live, List<Array> ever) {
        return new Engine() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public String description() {
                return "counting";
            }

            @Override
            public Graph open(boolean recording) {
                return unwrapping(new PlainEngine().open(recording));
            }

            @Override
            public Kept keep(Array array) {
                live.add(array);
                ever.add(array);
                return new Counted(array, live);
            }

            @Override
            public void close() {
                // nothing is held but what is counted
            }
        };
    }

    private record Counted(Array array, List<Array> live) implements Kept {
        @Override
        public List<Integer> shape() {
            return array.shape();
        }

        @Override
        public void close() {
            live.remove(array);
        }
    }

    /// The plain graph, which does not know what was kept here.
    private static Graph unwrapping(Graph plain) {
        return new Graph() {
            @Override
            public Value constant(Array array) {
                return plain.constant(array);
            }

            @Override
            public Value constant(Kept kept) {
                return plain.constant(((Counted) kept).array);
            }

            @Override
            public Value variable(Array array) {
                return plain.variable(array);
            }

            @Override
            public Value concatenated(int axis, List<Value> parts) {
                return plain.concatenated(axis, parts);
            }

            @Override
            public List<Array> gradients(Value loss, List<Value> variables) {
                return plain.gradients(loss, variables);
            }

            @Override
            public void close() {
                plain.close();
            }
        };
    }
}
