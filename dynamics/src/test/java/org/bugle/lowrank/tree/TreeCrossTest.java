package org.bugle.lowrank.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.linalg.Complex;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeCrossTest {
    private static final int[] GRID = {100, 100, 100, 100};

    private static final long ONE_PERCENT = 1_000_000;

    static Stream<TreeTensor> samples() {
        return Networks.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isExactWhereTheFunctionHasTheRanks(TreeTensor y) {
        Tensor dense = y.toDense().toComplex();
        TreeCross.Result found =
                TreeCross.to(1e-10)
                        .approximateComplex(y.tree(), y.shape(), index -> dense.at(index));
        assertThat(found.converged()).isTrue();
        assertThat(found.value().toDense().minus(dense).norm()).isLessThan(1e-9 * dense.norm());
        assertThat(found.value().orthonormalityDefect()).isLessThan(1e-13);
    }

    @ParameterizedTest // not separable: 1/√(1 + x² + y² + z² + w²) on [0, 1]⁴
    @ValueSource(strings = {"balanced", "linear", "star", "((2 0) (3 1))"})
    void readsLessThanOnePercentOfAHundredToTheFourth(String tree) {
        assertAccurate(tree, index -> 1 / Math.sqrt(1 + squares(index)));
    }

    @Test // a ridge: not small on one diagonal, next to nothing elsewhere
    void findsANarrowRidge() {
        assertAccurate(
                "balanced",
                index -> {
                    double x = (index[0] + index[1] - index[2] - index[3]) / 99.0;
                    return Math.exp(-8 * x * x);
                });
    }

    private static double squares(int[] index) {
        return IntStream.of(index).mapToDouble(i -> i / 99.0 * (i / 99.0)).sum();
    }

    private static void assertAccurate(String tree, Tensor.Entry function) {
        AtomicLong counted = new AtomicLong();
        TreeCross.Result found =
                TreeCross.to(1e-8)
                        .withMaxEvaluations(ONE_PERCENT)
                        .approximate(
                                Tree.of(tree, 4),
                                GRID,
                                index -> {
                                    counted.incrementAndGet();
                                    return function.at(index);
                                });
        assertThat(found.converged()).isTrue();
        assertThat(found.evaluations()).isEqualTo(counted.get()).isLessThan(ONE_PERCENT);
        assertThat(found.checkError()).isLessThan(1e-8);
        assertThat(found.value().isComplex()).isFalse();
        SplitMix64 random = new SplitMix64(77);
        for (int k = 0; k < 2000; k++) {
            int[] index = IntStream.range(0, 4).map(_ -> random.nextInt(100)).toArray();
            assertThat(Math.abs(found.value().entry(index).re() - function.at(index)))
                    .isLessThan(3e-8);
        }
    }

    @Test
    void saysWhenItDoesNotConverge() {
        TreeCross.Result random =
                TreeCross.to(1e-6)
                        .withMaxEvaluations(200_000)
                        .approximate(
                                Tree.balanced(4),
                                new int[] {30, 30, 30, 30},
                                index -> new SplitMix64(Arrays.hashCode(index)).nextLong() / 1e18);
        assertThat(random.converged()).isFalse();
        assertThat(random.checkError()).isGreaterThan(0.1);
        assertThat(random.evaluations()).isLessThan(200_000);
        TreeCross capped = new TreeCross(1e-8, 3, ONE_PERCENT, 100, 1);
        TreeCross.Result three =
                capped.approximate(
                        Tree.balanced(4), GRID, index -> 1 / Math.sqrt(1 + squares(index)));
        assertThat(three.converged()).isFalse();
        assertThat(three.value().ranks())
                .allSatisfy(rank -> assertThat(rank).isLessThanOrEqualTo(3));
    }

    @Test
    void zeroAndOneAreLegal() {
        TreeCross.Result zero = TreeCross.to(1e-8).approximate(Tree.balanced(4), GRID, _ -> 0);
        assertThat(zero.converged()).isTrue();
        assertThat(zero.value().norm()).isZero();
        TreeCross.Result one =
                TreeCross.to(1e-8).approximate(Tree.balanced(1), new int[] {5}, index -> index[0]);
        assertThat(one.value().toDense().toArray()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() {
        List<Tensor> alone = tensors(1);
        assertThat(tensors(1)).isEqualTo(alone);
        assertThat(tensors(2)).isNotEqualTo(alone);
        try (ForkJoinPool pool = new ForkJoinPool(4)) {
            assertThat(pool.submit(() -> tensors(1)).join()).isEqualTo(alone);
        }
    }

    private static List<Tensor> tensors(long seed) {
        TreeTensor y =
                new TreeCross(1e-6, 50, ONE_PERCENT, 100, seed)
                        .approximateComplex(
                                Tree.parse("((0 1) 2 (3 4))"),
                                new int[] {9, 8, 7, 6, 5},
                                index -> new Complex(0, 1 + squares(index)).exp())
                        .value();
        return IntStream.range(0, y.tree().nodes()).mapToObj(y::tensor).toList();
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeCross.to(0))
                .withMessage(
                        "TreeCross: tolerance must be in (0, 1), maxRank, maxEvaluations and checks"
                                + " 1 or more, found 0.0, 500, 10000000 and 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeCross.to(0.1).approximate(Tree.star(3), GRID, _ -> 1))
                .withMessage(
                        "TreeCross: a tree of 3 sites needs as many sizes of 1 or more, found"
                                + " [100, 100, 100, 100]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TreeCross.to(0.1)
                                .approximate(Tree.star(2), new int[] {1, 1}, _ -> Double.NaN))
                .withMessage("TreeCross: the function is NaN at [0, 0]");
    }
}
