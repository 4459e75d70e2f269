package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Constrained regression ℓ = ½‖W − A‖² (spec `condlr` C2).
class CondLrTest {
    private static final String W = "w";
    private static final double FIGURE = 1e-8;
    private static final double RATE = 0.2;
    private static final List<Double> OUTSIDE = List.of(3.0, 1.0, 0.5, 0.1);
    private static final List<Double> INSIDE = List.of(2.0, 1.9, 1.85);

    private record Regression(CondLr method, List<Double> sigma) {
        Quadratic objective() {
            double[] entries = sigma.stream().mapToDouble(Double::doubleValue).toArray();
            Matrix a = Draws.lowRank(new SplitMix64(62), 24, 20, entries);
            return Quadratic.of(W, Array.of(a));
        }

        TrainingState begin() {
            SplitMix64 random = new SplitMix64(61);
            Array dense = Draws.uniform(random, List.of(24, 20), 1 / Math.sqrt(20));
            CondLr ranked = method.withRanks(new RankRule.Fixed(sigma.size()));
            return ranked.begin(
                    Weights.of(Map.of(W, DenseWeight.trained(dense))), List.of(W), random);
        }

        TrainingState after(int iterations) {
            TrainingState state = begin();
            for (int i = 0; i < iterations; i++) {
                state = method.step(objective(), state, RATE).state();
            }
            return state;
        }

        double loss(TrainingState state) {
            return objective().evaluate(state.weights(), Map.of()).loss();
        }
    }

    private static LowRankMatrix factors(TrainingState state) {
        return ((Factored) state.weights().get(W)).factors().toLowRankMatrix();
    }

    private static Arguments row(
            double tau, List<Double> sigma, List<Double> losses, double... spectrum) {
        return Arguments.of(tau, sigma, losses, Arrays.stream(spectrum).boxed().toList());
    }

    static Stream<Arguments> table() {
        double low = 0.7818181818;
        double all = 1.043508158;
        return Stream.of(
                row(0.1, OUTSIDE, List.of(3.767557607, 2.383625441, 2.335), 1.1, 1, 1, 1),
                row(
                        0.5,
                        OUTSIDE,
                        List.of(4.367238698, 2.048258672, 1.941611570),
                        1.172727273,
                        1,
                        low,
                        low),
                row(0, OUTSIDE, List.of(3.978741487, 3.690542274, 3.690226811), all, all, all, all),
                row(0.1, INSIDE, List.of(3.927616920, 3.4e-17, 0.0), 2, 1.9, 1.85));
    }

    @ParameterizedTest
    @MethodSource("table")
    void givesTheFiguresOfTheSpec(
            double tau, List<Double> sigma, List<Double> losses, List<Double> spectrum) {
        Regression regression = new Regression(CondLr.of(tau, 0), sigma);
        assertThat(regression.loss(regression.after(10))).isCloseTo(losses.get(0), within(FIGURE));
        assertThat(regression.loss(regression.after(100))).isCloseTo(losses.get(1), within(FIGURE));
        TrainingState end = regression.after(2000);
        assertThat(regression.loss(end)).isCloseTo(losses.get(2), within(FIGURE));
        List<Double> found = Svd.of(factors(end).s()).singularValues();
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isCloseTo(spectrum.get(i), within(FIGURE));
        }
    }

    @Test
    void aConditionedTargetIsReachedToRounding() {
        Regression regression = new Regression(CondLr.of(0.1, 0), INSIDE);
        assertThat(regression.loss(regression.after(2000))).isLessThan(1e-25);
    }

    static Stream<Arguments> best() {
        return Stream.of(
                Arguments.of(0.1, 2.278456057),
                Arguments.of(0.5, 1.586190476),
                Arguments.of(0.0, 2.485));
    }

    @ParameterizedTest
    @MethodSource("best")
    void nearestReachesTheBestPossibleLoss(double tau, double loss) {
        CondLr method = CondLr.of(tau, 0).withProjection(SpectrumProjection.NEAREST);
        Regression regression = new Regression(method, OUTSIDE);
        assertThat(regression.loss(regression.after(2000))).isCloseTo(loss, within(FIGURE));
    }

    static Stream<CondLr> methods() {
        return Stream.of(0.0, 0.1, 0.5)
                .flatMap(tau ->
                        Stream.of(
                                CondLr.of(tau, 0),
                                CondLr.of(tau, 0).withMomentum(0.3),
                                CondLr.of(tau, 0).withScaling(CondLr.Scaling.FLOW),
                                CondLr.of(tau, 0).withProjection(SpectrumProjection.NEAREST)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void keepsBasesOrthonormalAndTheConditionBounded(CondLr method) {
        Regression regression = new Regression(method, OUTSIDE);
        TrainingState state = regression.begin();
        for (int i = 0; i < 30; i++) {
            state = method.step(regression.objective(), state, 0.05).state();
            LowRankMatrix w = factors(state);
            assertThat(defect(w.u())).isLessThan(1e-13);
            assertThat(defect(w.v())).isLessThan(1e-13);
            List<Double> sigma = Svd.of(w.s()).singularValues();
            assertThat(sigma.getFirst() / sigma.getLast())
                    .isLessThanOrEqualTo((1 + method.tau()) * (1 + 1e-12));
        }
    }

    private static double defect(Matrix u) {
        return u.adjointTimes(u).minus(Matrix.identity(u.cols())).norm();
    }

    @Test // what is remembered is tangent to the bases before the iteration
    void momentaOfBasesAreTangent() {
        Regression regression = new Regression(CondLr.of(0.1, 0).withMomentum(0.3), OUTSIDE);
        TrainingState before = regression.after(5);
        TrainingState after =
                regression.method().step(regression.objective(), before, RATE).state();
        Matrix du = after.memory().get(W + "/u/momentum").orElseThrow().toMatrix();
        Matrix dv = after.memory().get(W + "/v/momentum").orElseThrow().toMatrix();
        assertThat(factors(before).u().adjointTimes(du).norm()).isLessThan(1e-14 * (1 + du.norm()));
        assertThat(factors(before).v().adjointTimes(dv).norm()).isLessThan(1e-14 * (1 + dv.norm()));
    }

    /// One iteration written out for dense matrices, as the spec's box has it, with momentum and
    /// decay.
    @Test
    void oneIterationIsThatOfTheBox() {
        double tau = 0.5;
        CondLr method =
                new CondLr(
                        tau,
                        new RankRule.Fixed(4),
                        CondLr.Scaling.AUTHORS,
                        SpectrumProjection.AUTHORS,
                        0.3,
                        0.01,
                        CondLr.KernelStart.WEIGHT);
        Regression regression = new Regression(method, OUTSIDE);
        TrainingState before = regression.after(3);
        LowRankMatrix w = factors(before);
        Matrix g =
                w.toDense()
                        .minus(
                                Objects.requireNonNull(regression.objective().terms().get(W))
                                        .target()
                                        .toMatrix());
        List<Double> sigma = Svd.of(w.s()).singularValues();
        double c = Math.pow(sigma.getLast() / sigma.getFirst(), 2);

        Matrix du =
                g.times(w.v())
                        .timesAdjoint(w.s())
                        .plus(0.01, w.u())
                        .plus(0.3, remembered(before, "u"));
        du = du.minus(w.u().times(w.u().adjointTimes(du))).times(c);
        Matrix dv =
                g.adjointTimes(w.u())
                        .times(w.s())
                        .plus(0.01, w.v())
                        .plus(0.3, remembered(before, "v"));
        dv = dv.minus(w.v().times(w.v().adjointTimes(dv))).times(c);
        Matrix ds =
                w.u().adjointTimes(g)
                        .times(w.v())
                        .plus(0.01, w.s())
                        .plus(0.3, remembered(before, "s"));
        Matrix u1 = Draws.orthonormal(w.u().plus(-RATE, du));
        Matrix v1 = Draws.orthonormal(w.v().plus(-RATE, dv));
        Matrix s1 = SpectrumProjection.AUTHORS.project(w.s().plus(-RATE, ds), tau).core();

        LowRankMatrix found = factors(method.step(regression.objective(), before, RATE).state());
        assertThat(found.u().minus(u1).norm()).isLessThan(1e-13);
        assertThat(found.v().minus(v1).norm()).isLessThan(1e-13);
        assertThat(found.s().minus(s1).norm()).isLessThan(1e-13);
    }

    private static Matrix remembered(TrainingState state, String factor) {
        return state.memory().get(W + "/" + factor + "/momentum").orElseThrow().toMatrix();
    }

    @Test
    void theLastLayerKeepsItsRankAndIsConstrained() {
        SplitMix64 random = new SplitMix64(3);
        Weights dense =
                Weights.of(
                        Map.of(
                                "a", DenseWeight.trained(Draws.uniform(random, List.of(10, 10), 1)),
                                "b",
                                        DenseWeight.trained(
                                                Draws.uniform(random, List.of(4, 10), 1))));
        CondLr method = CondLr.of(0.1, 0.7);
        Weights start = method.start(dense, List.of("a", "b"), random);
        assertThat(((Factored) start.get("a")).ranks()).containsExactly(3, 3);
        assertThat(((Factored) start.get("b")).ranks()).containsExactly(4, 4);
        Quadratic objective = Quadratic.of("b", Array.zeros(List.of(4, 10)));
        Quadratic both =
                new Quadratic(
                        Map.of(
                                "a",
                                new Quadratic.Term(Array.zeros(List.of(10, 10)), Array.number(1)),
                                "b",
                                objective.terms().get("b")));
        Factored b =
                (Factored)
                        method.step(both, TrainingState.of(start), 0.1).state().weights().get("b");
        List<Double> sigma = Svd.of(b.factors().core().unfold(0)).singularValues();
        assertThat(sigma.getFirst() / sigma.getLast()).isLessThanOrEqualTo(1.1 * (1 + 1e-12));
    }

    @Test
    void drawnKernelsHaveOrthonormalBasesAndADecreasingDiagonal() {
        SplitMix64 random = new SplitMix64(4);
        Array kernel = Draws.uniform(random, List.of(6, 2, 3, 3), 0.1);
        CondLr method =
                new CondLr(
                        0,
                        new RankRule.Fixed(4),
                        CondLr.Scaling.AUTHORS,
                        SpectrumProjection.AUTHORS,
                        0,
                        0,
                        CondLr.KernelStart.DRAWN);
        TrainingState state =
                method.begin(
                        Weights.of(Map.of(W, DenseWeight.trained(kernel))), List.of(W), random);
        LowRankMatrix w = factors(state);
        assertThat(defect(w.u())).isLessThan(1e-13);
        assertThat(defect(w.v())).isLessThan(1e-13);
        double[] diagonal = new double[4];
        Arrays.setAll(diagonal, i -> w.s().get(i, i));
        assertThat(w.s()).isEqualTo(Matrix.diagonal(diagonal));
        assertThat(Arrays.stream(diagonal).boxed().toList())
                .isSortedAccordingTo((a, b) -> b.compareTo(a))
                .allSatisfy(each -> assertThat(each).isPositive());
        double mean = Arrays.stream(diagonal).average().orElseThrow();
        assertThat(state.memory().get(W + "/scale").orElseThrow().number())
                .isCloseTo(1 / mean, within(1e-14 / mean));
    }
}
