package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ConditionPenaltyTest {
    private static final String W = "w";
    private static final double BETA = 0.7;

    private final SplitMix64 random = new SplitMix64(51);
    private final LowRankMatrix w =
            new LowRankMatrix(
                    Draws.orthonormal(Draws.matrix(random, 8, 3)),
                    Draws.matrix(random, 3, 3),
                    Draws.orthonormal(Draws.matrix(random, 6, 3)));
    private final Quadratic plain = Quadratic.of(W, Array.of(Draws.matrix(random, 8, 6)));
    private final Objective penalized =
            new ConditionPenalty(new Vanilla(new RankRule.Fixed(3), Sgd.plain()), BETA)
                    .penalized(plain);

    private static Weights weights(LowRankMatrix w) {
        return Weights.of(Map.of(W, new LowRankLinear(Tucker.of(w))));
    }

    private double penalty(Matrix s) {
        Weights at = weights(new LowRankMatrix(w.u(), s, w.v()));
        return penalized.evaluate(at, Map.of()).loss() - plain.evaluate(at, Map.of()).loss();
    }

    @Test // in terms of singular values: the root of Σ (σ² − mean σ²)²
    void thePenaltyIsTheSpreadOfTheSquaredSingularValues() {
        List<Double> sigma = Svd.of(w.s()).singularValues();
        double mean = sigma.stream().mapToDouble(x -> x * x).average().orElseThrow();
        double spread = Math.sqrt(sigma.stream().mapToDouble(x -> Math.pow(x * x - mean, 2)).sum());
        assertThat(penalty(w.s())).isCloseTo(BETA * spread, within(1e-13));
    }

    @Test
    void theGradientByTheCoreIsThatOfDifferences() {
        Gradient.OfFactors found =
                penalized.evaluate(weights(w), Map.of(W, Wanted.CORE)).factors(W);
        Gradient.OfFactors without = plain.evaluate(weights(w), Map.of(W, Wanted.CORE)).factors(W);
        Tensor gradient = found.core().minus(without.core());
        double h = 1e-5;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int row = i;
                int column = j;
                Matrix unit = Matrix.generate(3, 3, (a, b) -> a == row && b == column ? 1 : 0);
                double slope =
                        (penalty(w.s().plus(h, unit)) - penalty(w.s().plus(-h, unit))) / (2 * h);
                assertThat(gradient.get(i, j)).isCloseTo(slope, within(1e-9));
            }
        }
    }

    @Test // for orthonormal bases it is the gradient by W, seen through the bases
    void theModesAreThoseOfOneGradientByW() {
        Gradient.OfFactors g = penalized.evaluate(weights(w), Map.of(W, Wanted.FACTORS)).factors(W);
        Gradient.OfFactors p = plain.evaluate(weights(w), Map.of(W, Wanted.FACTORS)).factors(W);
        Matrix core = g.core().minus(p.core()).unfold(0);
        Matrix k = g.modes().get(0).minus(p.modes().get(0));
        Matrix l = g.modes().get(1).minus(p.modes().get(1));
        assertThat(k.minus(w.u().times(core)).norm()).isLessThan(1e-13);
        assertThat(l.minus(w.v().timesAdjoint(core)).norm()).isLessThan(1e-13);
    }

    @Test
    void equalSingularValuesAreNotPenalised() {
        Weights at = weights(new LowRankMatrix(w.u(), Matrix.identity(3).times(2), w.v()));
        Evaluation found = penalized.evaluate(at, Map.of(W, Wanted.FACTORS));
        assertThat(found).isEqualTo(plain.evaluate(at, Map.of(W, Wanted.FACTORS)));
    }

    @Test
    void aStrongPenaltyEvensTheSpectrum() {
        double with = conditionAfterTraining(2);
        double without = conditionAfterTraining(0);
        assertThat(without).isGreaterThan(1.5);
        assertThat(with).isLessThan(1.05);
    }

    private double conditionAfterTraining(double strength) {
        CondLr free = CondLr.of(1e6, 0).withRanks(new RankRule.Fixed(3));
        CondLr flow = free.withScaling(CondLr.Scaling.FLOW);
        Method method = new ConditionPenalty(flow, strength);
        Array dense = Draws.uniform(new SplitMix64(1), List.of(8, 6), 0.5);
        TrainingState state =
                method.begin(Weights.of(Map.of(W, DenseWeight.trained(dense))), List.of(W), random);
        for (int i = 0; i < 2000; i++) {
            state = method.step(plain, state, i < 1000 ? 0.01 : 0.001).state();
        }
        Factored end = (Factored) state.weights().get(W);
        List<Double> sigma = Svd.of(end.factors().core().unfold(0)).singularValues();
        return sigma.getFirst() / sigma.getLast();
    }
}
