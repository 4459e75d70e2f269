package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class QuadraticTest {
    /// A quadratic has no error of central differences but rounding.
    private static final double DIFFERENCES = 1e-8;

    private static final String W = "w";

    /// Each form, with bases that are not orthonormal: the contraction must not rely on it.
    static Stream<Factored> forms() {
        SplitMix64 random = new SplitMix64(5);
        Tucker matrix = tucker(random, List.of(4, 6), List.of(2, 3));
        Tucker kernel = tucker(random, List.of(3, 4, 2, 3), List.of(2, 3, 1, 2));
        Array base = Draws.normals(random, List.of(4, 2, 3, 1), 1);
        return Stream.of(
                new LowRankLinear(matrix),
                new LowRankConv2d(matrix, List.of(4, 2, 3, 1)),
                new LowRankAdapter(base, matrix),
                new TuckerConv2d(kernel, TuckerConv2d.Modes.ALL, TuckerConv2d.Chain.THREE),
                new TuckerConv2d(kernel, TuckerConv2d.Modes.CHANNELS, TuckerConv2d.Chain.THREE));
    }

    private static Tucker tucker(SplitMix64 random, List<Integer> sizes, List<Integer> ranks) {
        Tensor core = Draws.normals(random, ranks, 1).toTensor();
        List<Matrix> bases =
                IntStream.range(0, sizes.size())
                        .mapToObj(i -> Draws.matrix(random, sizes.get(i), ranks.get(i)))
                        .toList();
        return new Tucker(core, bases);
    }

    private static Quadratic weighted(Factored weight) {
        SplitMix64 random = new SplitMix64(6);
        Array target = Draws.normals(random, weight.shape(), 1);
        return Quadratic.weighted(W, target, Draws.uniform(random, weight.shape(), 1));
    }

    private static double loss(Quadratic objective, Factored weight) {
        return objective.evaluate(Weights.of(Map.of(W, weight)), Map.of()).loss();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientByTheCoreIsThatOfDifferences(Factored weight) {
        Quadratic objective = weighted(weight);
        Tensor core = weight.factors().core();
        Gradient.OfFactors found = found(objective, weight, Wanted.CORE);
        assertThat(found.modes()).isEmpty();
        double[] gradient = found.core().toArray();
        for (int i = 0; i < gradient.length; i++) {
            double[] step = new double[gradient.length];
            step[i] = 1e-3;
            Tensor moved = Tensor.of(core.shape(), step);
            double ahead =
                    loss(objective, with(weight, core.plus(moved), weight.factors().bases()));
            double behind =
                    loss(objective, with(weight, core.minus(moved), weight.factors().bases()));
            assertThat((ahead - behind) / 2e-3).isCloseTo(gradient[i], within(DIFFERENCES));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientByABasisIsThatOfDifferences(Factored weight) {
        Quadratic objective = weighted(weight);
        Gradient.OfFactors found = found(objective, weight, Wanted.FACTORS);
        Tensor core = weight.factors().core();
        assertThat(found.core().minus(found(objective, weight, Wanted.CORE).core()).norm())
                .isZero();
        for (int mode = 0; mode < weight.factors().modes(); mode++) {
            if (!weight.activeModes().contains(mode)) {
                assertThat(found.modes().get(mode).cols()).isZero();
                continue;
            }
            Matrix gradient = found.byBasis(mode, core);
            SplitMix64 random = new SplitMix64(7);
            Matrix direction = Draws.matrix(random, gradient.rows(), gradient.cols());
            double ahead = loss(objective, moved(weight, mode, 1e-3, direction));
            double behind = loss(objective, moved(weight, mode, -1e-3, direction));
            assertThat((ahead - behind) / 2e-3)
                    .isCloseTo(gradient.inner(direction).re(), within(DIFFERENCES));
        }
    }

    private static Factored moved(Factored weight, int mode, double step, Matrix direction) {
        List<Matrix> bases = new ArrayList<>(weight.factors().bases());
        bases.set(mode, bases.get(mode).plus(step, direction));
        return with(weight, weight.factors().core(), bases);
    }

    private static Factored with(Factored weight, Tensor core, List<Matrix> bases) {
        return weight.withFactors(new Tucker(core, bases));
    }

    private static Gradient.OfFactors found(Quadratic objective, Factored weight, Wanted wanted) {
        return objective.evaluate(Weights.of(Map.of(W, weight)), Map.of(W, wanted)).factors(W);
    }

    @Test
    void aDenseWeightIsSeenWhole() {
        Array target = Array.of(List.of(2), 1, 2);
        Weights weights = Weights.of(Map.of(W, DenseWeight.trained(Array.of(List.of(2), 4, 0))));
        Evaluation found = Quadratic.of(W, target).evaluate(weights, Map.of(W, Wanted.DENSE));
        assertThat(found.loss()).isEqualTo(6.5);
        assertThat(found.dense(W)).isEqualTo(Array.of(List.of(2), 3, -2));
    }

    @Test
    void refusesWhatTheFormDoesNotHave() {
        Factored weight = forms().findFirst().orElseThrow();
        assertThatThrownBy(() -> found(weighted(weight), weight, Wanted.DENSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Quadratic: a LowRankLinear has no gradient DENSE");
    }
}
