package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.AdamW;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Cycles, the rank rules, what is remembered, and E4 of spec `geolora`.
class GeoLoraScheduleTest {
    private static final String W = "w";

    private static final RankAllocation TOLERANCE = new RankAllocation.Tolerance(0.05, 1, 16);

    private static Weights zero(Map<String, List<Integer>> shapes) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> weights.put(name, DenseWeight.frozen(Array.zeros(shape))));
        return Weights.of(weights);
    }

    private static Weights zero() {
        return zero(Map.of(W, List.of(20, 15)));
    }

    private static Quadratic objective() {
        return Quadratic.of(W, Array.of(Draws.lowRank(new SplitMix64(2), 20, 15, 4, 2, 1, 0.5)));
    }

    private static Factored factored(TrainingState state) {
        return Objects.requireNonNull(state.weights().factored().get(W));
    }

    private static TrainingState start(GeoLora method) {
        return TrainingState.of(method.start(zero(), List.of(W), new SplitMix64(3)));
    }

    private static GeoLora adam(GeoLora.Cycle cycle) {
        return GeoLora.of(new Start.Correction(2), TOLERANCE, cycle, AdamW.standard())
                .withAugmentationRate(0.5);
    }

    // ---- cycles

    @Test
    void aCycleAugmentsOnceAndTruncatesWhereItIsTold() {
        GeoLora method = adam(new GeoLora.Cycle(4, 2));
        Quadratic fullRank = Quadratic.of(W, Draws.normals(new SplitMix64(4), List.of(20, 15), 1));
        TrainingState state = start(method);
        for (int cycle = 0; cycle < 2; cycle++) {
            int rank = factored(state).ranks().getFirst();
            for (int position = 0; position <= 4; position++) {
                TrainingState before = state;
                state = method.step(fullRank, before, 0.01).state();
                List<Integer> ranks = factored(state).ranks();
                if (position < 2) {
                    // of G V in the second cycle two directions are in the basis already
                    assertThat(ranks).containsExactly(rank + 2, rank + 2);
                }
                if (position == 2) {
                    assertThat(isDiagonal(factored(state).factors().core().unfold(0))).isTrue();
                }
                if (position == 1 || position > 2) {
                    assertThat(factored(state).basis(0)).isEqualTo(factored(before).basis(0));
                    assertThat(factored(state).basis(1)).isEqualTo(factored(before).basis(1));
                }
            }
        }
    }

    private static boolean isDiagonal(Matrix s) {
        return IntStream.range(0, s.rows())
                .allMatch(i ->
                        IntStream.range(0, s.cols()).allMatch(j -> i == j || s.get(i, j) == 0));
    }

    @Test
    void momentsOfTheCoreAreThoseSinceItsBasesChanged() {
        GeoLora method = adam(new GeoLora.Cycle(4, 2));
        TrainingState state = start(method);
        double[] steps = {0, 1, 0, 1, 2};
        for (int cycle = 0; cycle < 2; cycle++) {
            for (double expected : steps) {
                state = method.step(objective(), state, 0.01).state();
                double counted = state.memory().get(W + "/core/t").map(Array::number).orElse(0.0);
                assertThat(counted).isEqualTo(expected);
            }
        }
    }

    @Test
    void coreStepIsDescentInFixedBases() {
        GeoLora method =
                GeoLora.of(new Start.Correction(2), TOLERANCE, GeoLora.Cycle.of(3), Sgd.plain());
        TrainingState state = method.step(objective(), start(method), 0.5).state();
        LowRankMatrix before = factored(state).factors().toLowRankMatrix();
        Matrix g = before.toDense().minus(target());
        state = method.step(objective(), state, 0.3).state();
        Matrix moved = before.u().times(before.u().adjointTimes(g)).times(before.v());
        Matrix expected = before.toDense().plus(-0.3, moved.timesAdjoint(before.v()));
        Matrix found = factored(state).factors().toLowRankMatrix().toDense();
        assertThat(found.minus(expected).norm()).isLessThan(1e-13);
    }

    private static Matrix target() {
        return Objects.requireNonNull(objective().terms().get(W)).target().toMatrix();
    }

    @Test
    void trainingThatEndsWithinACycleIsTruncated() {
        GeoLora method = adam(GeoLora.Cycle.of(4));
        TrainingState state = start(method);
        assertThat(method.finished(state)).isEqualTo(state.weights());
        for (int i = 0; i < 7; i++) {
            state = method.step(objective(), state, 0.01).state();
        }
        Weights finished = method.finished(state);
        Factored w = Objects.requireNonNull(finished.factored().get(W));
        assertThat(w.ranks().getFirst()).isLessThan(factored(state).ranks().getFirst());
        for (int i = 7; i < 10; i++) {
            state = method.step(objective(), state, 0.01).state();
        }
        assertThat(method.finished(state)).isEqualTo(state.weights());
    }

    @Test
    void truncationIsIdempotent() {
        GeoLora method =
                GeoLora.of(new Start.Correction(6), TOLERANCE, GeoLora.Cycle.of(0), Sgd.plain());
        Step first = method.step(objective(), start(method), 0.5);
        assertThat(first.discarded()).isGreaterThan(1e-3);
        TrainingState once = first.state();
        Step twice = method.withAugmentationRate(0).step(objective(), once, 0.5);
        assertThat(twice.discarded()).isLessThan(1e-14);
        assertThat(factored(twice.state()).ranks()).isEqualTo(factored(once).ranks());
        Matrix before = factored(once).factors().toLowRankMatrix().toDense();
        Matrix after = factored(twice.state()).factors().toLowRankMatrix().toDense();
        assertThat(after.minus(before).norm()).isLessThan(1e-13);
    }

    @Test
    void atRestNothingIsAdded() {
        GeoLora method =
                GeoLora.of(new Start.Correction(2), TOLERANCE, GeoLora.Cycle.of(2), Sgd.plain());
        Quadratic satisfied = Quadratic.of(W, Array.zeros(List.of(20, 15)));
        TrainingState state = method.step(satisfied, start(method), 0.5).state();
        assertThat(factored(state).ranks()).containsExactly(2, 2);
    }

    @Test
    void kernelsAreTrainedAsMatrices() {
        Quadratic kernel =
                Quadratic.of(
                        W,
                        Objects.requireNonNull(objective().terms().get(W))
                                .target()
                                .reshape(List.of(20, 5, 3, 1)));
        GeoLora method = adam(GeoLora.Cycle.of(1));
        LowRankMatrix y = factored(start(method)).factors().toLowRankMatrix();
        TrainingState asMatrix =
                TrainingState.of(Weights.of(Map.of(W, new LowRankLinear(Tucker.of(y)))));
        TrainingState asKernel =
                TrainingState.of(
                        Weights.of(
                                Map.of(W, new LowRankConv2d(Tucker.of(y), List.of(20, 5, 3, 1)))));
        for (int i = 0; i < 4; i++) {
            asMatrix = method.step(objective(), asMatrix, 0.01).state();
            asKernel = method.step(kernel, asKernel, 0.01).state();
        }
        assertThat(factored(asKernel).factors()).isEqualTo(factored(asMatrix).factors());
    }

    @Test
    void aStepThatLeavesTheNumbersIsNamed() {
        GeoLora method = adam(GeoLora.Cycle.of(0));
        assertThatThrownBy(() ->
                        method.withAugmentationRate(Double.POSITIVE_INFINITY)
                                .step(objective(), start(method), 0.01))
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "iteration 0: the weight w is not finite; lower the learning rate or clip"
                                + " the gradient");
        Quadratic absent = Quadratic.of(W, Array.generate(List.of(20, 15), _ -> Double.NaN));
        assertThatThrownBy(() -> method.step(absent, start(method), 0.01))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("iteration 0: the loss is not finite");
        Objective steep =
                (weights, _) -> {
                    Array g = Array.generate(List.of(20, 15), _ -> Double.POSITIVE_INFINITY);
                    Factored w = Objects.requireNonNull(weights.factored().get(W));
                    return new Evaluation(1, Map.of(W, Gradient.OfFactors.ofAll(g, w)));
                };
        assertThatThrownBy(() -> method.step(steep, start(method), 0.01))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("iteration 0: the gradient by w is not finite");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GeoLora.Cycle(3, 4))
                .hasMessage(
                        "GeoLora: a cycle must satisfy 0 ≤ truncation ≤ coreSteps, found"
                                + " truncation 4, coreSteps 3");
        assertThatThrownBy(() -> adam(GeoLora.Cycle.of(1)).withRoom(0))
                .hasMessage(
                        "GeoLora: the room must hold the smallest rank, found room 0, minRank 1");
        assertThatThrownBy(() -> new RankAllocation.Tolerance(1, 1, 2))
                .hasMessage("RankAllocation: the tolerance must be in [0, 1), found 1.0");
        assertThatThrownBy(() -> new RankAllocation.Tolerance(0.1, 0, 2))
                .hasMessage(
                        "RankAllocation: ranks must satisfy 1 ≤ minRank ≤ maxRank, found minRank 0,"
                                + " maxRank 2");
        assertThatThrownBy(() -> new RankAllocation.Budget(4, 8, 2, 1, 9))
                .hasMessage(
                        "RankAllocation: a budget must satisfy 1 ≤ last ≤ first and have ≥ 1"
                                + " cycles, found last 8, first 4, cycles 2");
    }

    // ---- rank rules

    @Test
    void theBudgetFallsWithTheCubeOfTheTimeLeft() {
        RankAllocation.Budget budget = new RankAllocation.Budget(48, 24, 20, 1, 16);
        assertThat(IntStream.range(0, 20).map(budget::at))
                .startsWith(42, 37, 34, 31, 28)
                .endsWith(24, 24, 24, 24)
                .isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void theBudgetGoesToTheLargestSingularValuesOfAll() {
        List<List<Double>> sigma =
                List.of(List.of(3.0, 2.0, 1.0), List.of(2.0, 2.0), List.of(0.5, 0.1));
        // of the three values 2 the first weight's and the first of the second are earlier
        assertThat(new RankAllocation.Budget(3, 3, 1, 1, 9).ranks(sigma, 0))
                .containsExactly(2, 1, 1);
        assertThat(new RankAllocation.Budget(5, 5, 1, 1, 2).ranks(sigma, 0))
                .containsExactly(2, 2, 1);
        assertThat(new RankAllocation.Budget(99, 99, 1, 1, 9).ranks(sigma, 0))
                .containsExactly(3, 2, 2);
        assertThat(new RankAllocation.Budget(1, 1, 1, 2, 9).ranks(sigma, 0))
                .containsExactly(2, 2, 2);
    }

    // ---- E4

    private record Flow(Matrix target, LowRankMatrix start) {
        static Flow ofSpec(double epsilon) {
            SplitMix64 random = new SplitMix64(8);
            Matrix p = Draws.orthonormal(Draws.matrix(random, 40, 12));
            Matrix q = Draws.orthonormal(Draws.matrix(random, 30, 12));
            double[] sigma = new double[12];
            for (int i = 0; i < 12; i++) {
                sigma[i] = i < 4 ? Math.pow(2, -i) : epsilon * Math.pow(2, 4 - i);
            }
            Matrix r = Draws.orthonormal(Draws.matrix(random, 40, 4));
            Matrix t = Draws.orthonormal(Draws.matrix(random, 30, 4));
            return new Flow(
                    p.times(Matrix.diagonal(sigma)).timesAdjoint(q),
                    new LowRankMatrix(r, Matrix.diagonal(1, 0.5, 0.25, 0.125), t));
        }

        Matrix atOne() {
            return target.plus(Math.exp(-1), start.toDense().minus(target));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.06659474798 0.03155947115 0.01538476930 0.007598008637 0.003775924927",
        "1e-3, 0.06659655145 0.03156567812 0.01539860188 0.007626507687 0.003833205056",
        "1e-2, 0.06690509348 0.03223251242 0.01673218357 0.01005419010 0.007591793262"
    })
    void theErrorToTheGradientFlowIsTheReferences(double epsilon, String figures) {
        Flow flow = Flow.ofSpec(epsilon);
        Quadratic objective = Quadratic.of(W, Array.of(flow.target()));
        GeoLora method =
                GeoLora.of(
                        new Start.Correction(8),
                        new RankAllocation.Tolerance(0, 1, 8),
                        GeoLora.Cycle.of(0),
                        Sgd.plain());
        int steps = 5;
        for (String figure : figures.split(" ", -1)) {
            TrainingState state =
                    TrainingState.of(
                            Weights.of(Map.of(W, new LowRankLinear(Tucker.of(flow.start())))));
            for (int i = 0; i < steps; i++) {
                state = method.step(objective, state, 1.0 / steps).state();
            }
            Matrix w = factored(state).factors().toLowRankMatrix().toDense();
            assertThat(w.minus(flow.atOne()).norm())
                    .isCloseTo(Double.parseDouble(figure), within(1e-8));
            steps *= 2;
        }
    }
}
