package org.bugle.neural.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
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

class ConditioningTest {

    @ParameterizedTest // spec `condlr` C4
    @CsvSource({"70, 8, 3, 5.921750e7", "71, 16, 2, 4617.745"})
    void theBoundIsThatOfTheSpec(long seed, int n, int layers, double bound) {
        SplitMix64 random = new SplitMix64(seed);
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (int i = 0; i < layers; i++) {
            Matrix w = Draws.matrix(random, n, n).times(1 / Math.sqrt(n)).plus(Matrix.identity(n));
            weights.put("w" + i, DenseWeight.trained(Array.of(w)));
        }
        Conditioning conditioning =
                new Conditioning(Weights.of(weights), List.copyOf(weights.keySet()));
        assertThat(conditioning.bound(10)).isCloseTo(bound, within(1e-6 * bound));
    }

    @Test // bases need not be orthonormal, and the zeros do not count
    void singularValuesOfFactorsAreThoseOfTheirProduct() {
        SplitMix64 random = new SplitMix64(8);
        LowRankMatrix w =
                new LowRankMatrix(
                        Draws.matrix(random, 7, 3),
                        Draws.matrix(random, 3, 3),
                        Draws.matrix(random, 12, 3));
        List<Double> expected = Svd.of(w.toDense()).singularValues().subList(0, 3);
        for (Weight weight :
                List.of(
                        new LowRankLinear(Tucker.of(w)),
                        new LowRankConv2d(Tucker.of(w), List.of(7, 3, 2, 2)))) {
            List<Double> found = Conditioning.singularValues(weight);
            assertThat(found).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(found.get(i))
                        .isCloseTo(expected.get(i), within(1e-12 * expected.get(i)));
            }
        }
    }

    @Test
    void theLipschitzBoundIsTheProductOfTheLargestSingularValues() {
        Weights weights =
                Weights.of(
                        Map.of(
                                "a", DenseWeight.trained(Array.of(Matrix.diagonal(3, 1))),
                                "b", DenseWeight.trained(Array.of(Matrix.diagonal(0.5, -2)))));
        Conditioning conditioning = new Conditioning(weights, List.of("a", "b"));
        assertThat(conditioning.lipschitzBound()).isCloseTo(6, within(1e-14));
        assertThat(conditioning.condition("b")).isCloseTo(4, within(1e-14));
    }
}
