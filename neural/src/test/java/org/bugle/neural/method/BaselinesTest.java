package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What GeoLoRA is compared with: full training, LoRA, DyLoRA, and naive factors (E2b and E3 of
/// spec `geolora`).
class BaselinesTest {
    private static final String W = "w";

    private static Matrix matrix(Weights weights) {
        return weights.get(W).merged().toMatrix();
    }

    private static Factored factored(Weights weights) {
        return Objects.requireNonNull(weights.factored().get(W));
    }

    private static Weights zero(int rows, int columns) {
        return Weights.of(Map.of(W, DenseWeight.frozen(Array.zeros(List.of(rows, columns)))));
    }

    private static TrainingState run(
            Method method, Objective objective, TrainingState start, int steps, double rate) {
        TrainingState state = start;
        for (int i = 0; i < steps; i++) {
            state = method.step(objective, state, rate).state();
        }
        return state;
    }

    @Test
    void fullTrainingMovesWhatIsNotFrozen() {
        Array target = Draws.normals(new SplitMix64(1), List.of(3, 2), 1);
        Quadratic objective =
                new Quadratic(
                        Map.of(
                                W,
                                new Quadratic.Term(target, Array.number(1)),
                                "frozen",
                                new Quadratic.Term(target, Array.number(1))));
        Weights weights =
                Weights.of(
                        Map.of(
                                W,
                                DenseWeight.trained(Array.zeros(List.of(3, 2))),
                                "frozen",
                                DenseWeight.frozen(Array.zeros(List.of(3, 2)))));
        Full method = new Full(Sgd.plain());
        TrainingState start = method.begin(weights, List.of(W), new SplitMix64(0));
        Step step = method.step(objective, start, 0.25);
        assertThat(step.state().weights().get(W).merged()).isEqualTo(target.times(0.25));
        assertThat(step.state().weights().get("frozen")).isEqualTo(weights.get("frozen"));
    }

    // ---- LoRA

    /// The reference counts up to 20 000; its rounding decides in which of some thousand slow
    /// iterations the bound is passed.
    @ParameterizedTest(name = "σ = {0}, r = {1}")
    @CsvSource({"1 1 1 1, 4, 21", "1 1 1 1, 8, 20", "1 .3 .1 .03, 4, 3576", "1 .3 .1 .03, 8, 4072"})
    void loraSlowsDownWithSmallSingularValues(String sigma, int rank, int expected) {
        double[] values =
                Arrays.stream(sigma.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Matrix a = Draws.lowRank(new SplitMix64(2), 40, 30, values);
        Quadratic objective = Quadratic.of(W, Array.of(a));
        Lora method = Lora.of(rank, rank, Sgd.plain());
        TrainingState state = method.begin(zero(40, 30), List.of(W), new SplitMix64(4));
        while (matrix(state.weights()).minus(a).norm() > 1e-4 * a.norm()) {
            state = method.step(objective, state, 0.6).state();
        }
        assertThat(state.iteration()).isBetween(expected - 1L, expected + 1L);
    }

    @Test
    void loraStartsAtTheFrozenWeightWhateverItsScaling() {
        Array base = Draws.normals(new SplitMix64(1), List.of(6, 5), 1);
        Weights dense = Weights.of(Map.of(W, DenseWeight.trained(base)));
        Weights start = Lora.of(2, 16, Sgd.plain()).start(dense, List.of(W), new SplitMix64(2));
        assertThat(start.get(W).merged()).isEqualTo(base);
        assertThat(factored(start).factors().core().get(1, 1)).isEqualTo(8);
        assertThat(factored(start).parameters()).isEqualTo(2 * (6 + 5));
    }

    @Test
    void loraWithoutABaseStartsAtTheBestApproximation() {
        Array base = Draws.normals(new SplitMix64(1), List.of(6, 5), 1);
        Weights dense = Weights.of(Map.of(W, DenseWeight.trained(base)));
        Lora method = new Lora(new RankRule.Fixed(5), 2, Lora.Base.NONE, Sgd.plain());
        Weights start = method.start(dense, List.of(W), new SplitMix64(2));
        assertThat(matrix(start).minus(base.toMatrix()).norm()).isLessThan(1e-13);
        Quadratic objective = Quadratic.of(W, Array.zeros(List.of(6, 5)));
        TrainingState state = TrainingState.of(start);
        Matrix b = factored(start).basis(0);
        Matrix a = factored(start).basis(1).transpose();
        TrainingState moved = method.step(objective, state, 0.1).state();
        // ∂ℓ/∂B = σ W Aᵀ and ∂ℓ/∂A = σ Bᵀ W with σ = 2
        Matrix w = base.toMatrix();
        Matrix expected =
                b.plus(-0.2, w.timesAdjoint(a)).times(a.plus(-0.2, b.adjointTimes(w))).times(2);
        assertThat(matrix(moved.weights()).minus(expected).norm()).isLessThan(1e-12);
    }

    // ---- DyLoRA

    @Test
    void dyLoraServesEveryRank() {
        Matrix a = Draws.lowRank(new SplitMix64(2), 12, 10, 4, 2, 1);
        Quadratic objective = Quadratic.of(W, Array.of(a));
        DyLora method = new DyLora(Lora.of(3, 3, Sgd.plain()), DyLora.Update.FIRST_COLUMNS, 5);
        TrainingState state = method.begin(zero(12, 10), List.of(W), new SplitMix64(4));
        state = run(method, objective, state, 3000, 0.1);
        double[] best = {Math.sqrt(5), 1, 0};
        for (int k = 1; k <= 3; k++) {
            Weights cut = DyLora.cut(state.weights(), k);
            assertThat(factored(cut).ranks()).containsExactly(k, k);
            assertThat(matrix(cut).minus(a).norm()).isCloseTo(best[k - 1], within(0.1));
        }
    }

    @Test
    void dyLoraMovesOnlyTheLastColumnThatItUses() {
        Quadratic objective = Quadratic.of(W, Draws.normals(new SplitMix64(2), List.of(12, 10), 1));
        DyLora method = new DyLora(Lora.of(4, 4, Sgd.plain()), DyLora.Update.LAST_COLUMN, 5);
        TrainingState before = method.begin(zero(12, 10), List.of(W), new SplitMix64(4));
        TrainingState after = method.step(objective, before, 0.1).state();
        Matrix change =
                factored(after.weights()).basis(0).minus(factored(before.weights()).basis(0));
        long moved = 0;
        for (int j = 0; j < 4; j++) {
            moved += change.columns(j, j + 1).norm() > 0 ? 1 : 0;
        }
        assertThat(moved).isEqualTo(1);
    }

    // ---- E3

    private static TrainingState e3(double smallest) {
        SplitMix64 random = new SplitMix64(7);
        Matrix u = Draws.orthonormal(Draws.matrix(random, 40, 4));
        Matrix v = Draws.orthonormal(Draws.matrix(random, 30, 4));
        Matrix s = Matrix.diagonal(1, 0.5, 0.25, smallest);
        LowRankLinear w = new LowRankLinear(Tucker.of(new LowRankMatrix(u, s, v)));
        return TrainingState.of(Weights.of(Map.of(W, w)));
    }

    private static final Quadratic E3 =
            Quadratic.of(W, Array.of(Draws.lowRank(new SplitMix64(6), 40, 30, 4, 2, 1, 0.5)));

    private static double loss(TrainingState state) {
        return E3.evaluate(state.weights(), Map.of()).loss();
    }

    @ParameterizedTest
    @CsvSource({
        "1e-1, 2.580343499",
        "1e-4, 2.201674002",
        "1e-8, 2.201693294",
        "1e-12, 2.201693296"
    })
    void tinySingularValuesDoNotHurtGeoLora(double smallest, double expected) {
        GeoLora method =
                GeoLora.of(
                        new Start.Correction(4),
                        new RankAllocation.Tolerance(0, 4, 4),
                        GeoLora.Cycle.of(0),
                        Sgd.plain());
        assertThat(loss(run(method, E3, e3(smallest), 10, 0.1)))
                .isCloseTo(expected, withinPercentage(1e-4));
    }

    @Test
    void tinySingularValuesRuinNaiveFactors() {
        NaiveFactors method = new NaiveFactors(new Start.Correction(4), Sgd.plain());
        assertThat(loss(run(method, E3, e3(0.1), 10, 0.1)))
                .isCloseTo(2.927554295, withinPercentage(1e-4));
        assertThat(loss(run(method, E3, e3(1e-4), 10, 0.1)))
                .isCloseTo(2.55e6, withinPercentage(0.5));
        assertThat(loss(run(method, E3, e3(1e-8), 10, 0.1))).isGreaterThan(1e20);
        assertThatThrownBy(() -> run(method, E3, e3(1e-12), 10, 0.1))
                .isInstanceOf(DivergedException.class);
    }

    // ---- AdaLoRA

    private static final AdaLora.Schedule SCHEDULE = new AdaLora.Schedule(2, 10, 20, 5, 60);

    @Test
    void theBudgetOfAdaLoraFallsWithTheCubeOfTheTimeLeft() {
        assertThat(SCHEDULE.budget(10, 16, 4)).isEqualTo(16);
        assertThat(SCHEDULE.budget(25, 16, 4)).isEqualTo(5);
        assertThat(SCHEDULE.budget(40, 16, 4)).isEqualTo(4);
        assertThat(SCHEDULE.budget(41, 16, 4)).isEqualTo(4);
        assertThat(SCHEDULE.masks(10)).isFalse();
        assertThat(SCHEDULE.masks(15)).isTrue();
        assertThat(SCHEDULE.masks(16)).isFalse();
        assertThat(SCHEDULE.masks(40)).isTrue();
        assertThat(SCHEDULE.masks(45)).isFalse();
    }

    @Test
    void adaLoraKeepsTheMostImportantTriplets() {
        Matrix large = Draws.lowRank(new SplitMix64(2), 12, 10, 4, 3, 2);
        Matrix small = Draws.lowRank(new SplitMix64(3), 12, 10, 0.1, 0, 0);
        Quadratic objective =
                new Quadratic(
                        Map.of(
                                W,
                                new Quadratic.Term(Array.of(large), Array.number(1)),
                                "x",
                                new Quadratic.Term(Array.of(small), Array.number(1))));
        Weights dense = zero(12, 10).with("x", zero(12, 10).get(W));
        AdaLora method = AdaLora.of(4, SCHEDULE, AdamW.standard());
        TrainingState state = method.begin(dense, List.of(W, "x"), new SplitMix64(4));
        assertThat(state.weights().get(W).merged().norm()).isZero();
        state = run(method, objective, state, 60, 0.05);
        Weights finished = method.finished(state);
        int ofLarge = factored(finished).ranks().getFirst();
        int ofSmall = ((Factored) finished.get("x")).ranks().getFirst();
        assertThat(ofLarge + ofSmall).isEqualTo(4);
        assertThat(ofLarge).isGreaterThanOrEqualTo(3);
        assertThat(matrix(finished).minus(matrix(state.weights())).norm()).isLessThan(1e-12);
    }

    @Test
    void thePenaltyAloneMakesFactorsOfAdaLoraOrthonormal() {
        Weights dense = zero(12, 10);
        AdaLora method =
                new AdaLora(3, new AdaLora.Schedule(3, 0, 0, 1000, 1000), 1, 0.85, Sgd.plain());
        TrainingState state = method.begin(dense, List.of(W), new SplitMix64(4));
        Quadratic nothing = Quadratic.weighted(W, Array.zeros(List.of(12, 10)), Array.number(0));
        state = run(method, nothing, state, 900, 0.02);
        assertThat(factored(state.weights()).factors().orthonormalityDefect()).isLessThan(0.1);
    }

    @Test
    void settingsOfBaselinesAreChecked() {
        assertThatThrownBy(() -> Lora.of(2, 0, Sgd.plain()))
                .hasMessage("Lora: the scaling must be > 0, found 0.0");
        assertThatThrownBy(() -> new AdaLora.Schedule(2, 30, 30, 5, 60))
                .hasMessage(
                        "AdaLora: a schedule must satisfy initial + last < total and interval ≥ 1,"
                                + " found target 2, initial 30, last 30, interval 5, total 60");
        assertThatThrownBy(() -> AdaLora.of(1, SCHEDULE, Sgd.plain()))
                .hasMessage(
                        "AdaLora: ranks must satisfy 1 ≤ rank and target ≤ rank, found rank 1,"
                                + " target 2");
    }
}
