package org.bugle.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class TuckerTruncationTest {
    private static final double ROUNDING = 1e-13;

    /// T_ijk = 1/(1 + i + j + k), 6×6×6 (spec `rail` §8-B).
    private static Tucker hilbert() {
        Tensor core = Tensor.generate(new int[] {6, 6, 6}, i -> 1.0 / (1 + i[0] + i[1] + i[2]));
        Matrix all = Matrix.identity(6);
        return new Tucker(core, List.of(all, all, all));
    }

    private static TuckerTruncation sequential(Truncation rule) {
        return new TuckerTruncation.Sequential(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-1, 2, 2, 2, 2.2343e-2",
        "1e-2, 3, 3, 3, 1.38321e-3",
        "1e-3, 4, 4, 3, 8.5236e-4",
        "1e-4, 4, 5, 4, 4.2202e-5",
        "1e-6, 6, 6, 5, 5.8633e-7"
    })
    void sharesTheBudgetAmongTheModes(double tolerance, int r0, int r1, int r2, double error) {
        Tucker y = hilbert();
        TuckerTruncation.Truncated cut = sequential(Truncation.relative(tolerance)).apply(y);
        double measured = cut.value().toDense().minus(y.core()).norm() / y.core().norm();
        assertThat(cut.value().ranks()).containsExactly(r0, r1, r2);
        assertThat(measured).isCloseTo(error, within(2e-5 * error));
        assertThat(cut.discarded()).isCloseTo(measured * y.core().norm(), within(ROUNDING));
    }

    @Test
    void unfoldingsHaveTheSingularValuesOfTheReference() {
        List<Double> sigma = Svd.left(hilbert().core().unfold(0)).singularValues();
        double[] expected = {
            2.44034399, 0.410452639, 0.0374385299, 2.10636204e-3, 7.46107845e-5, 1.45111e-6
        };
        for (int j = 0; j < expected.length; j++) {
            assertThat(sigma.get(j)).isCloseTo(expected[j], within(4e-6 * expected[j]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheErrorBelowAnAbsoluteTolerance(boolean complex) {
        SplitMix64 random = new SplitMix64(5);
        Tucker y = random(new int[] {6, 4, 5, 3}, 12, complex, random).orthonormalized();
        for (double tolerance : new double[] {0, 0.3, 3, 10, 20}) {
            var cut = sequential(Truncation.absolute(tolerance)).apply(y);
            double error = cut.value().minus(y).norm();
            assertThat(error).isLessThanOrEqualTo(tolerance + ROUNDING * y.norm());
            assertThat(cut.discarded()).isCloseTo(error, within(ROUNDING * y.norm()));
            assertThat(cut.value().orthonormalityDefect()).isLessThan(ROUNDING);
            assertThat(cut.capped()).isFalse();
        }
    }

    @Test
    void keepsWithinTheRanksOfEveryMode() {
        Tucker y = hilbert();
        var capped = sequential(new Truncation.Tail(0, 1e-6, 1, 3)).apply(y);
        assertThat(capped.value().ranks()).containsExactly(3, 3, 3);
        assertThat(capped.capped()).isTrue();
        assertThat(capped.discarded()).isCloseTo(capped.value().minus(y).norm(), within(ROUNDING));
        assertThat(sequential(new Truncation.Tail(0, 0.5, 4, 6)).apply(y).value().ranks())
                .containsExactly(4, 4, 4);
        var fixed = sequential(Truncation.toRank(2)).apply(y);
        assertThat(fixed.value().ranks()).containsExactly(2, 2, 2);
        assertThat(fixed.capped()).isFalse();
        assertThat(sequential(new Truncation.Threshold(1e-3, 1, 6)).apply(y).value().ranks())
                .containsExactly(4, 4, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void truncatesMatricesByTheirSvd(boolean complex) {
        LowRankMatrix y = Cases.lowRank(9, 7, 5, complex, new SplitMix64(3)).orthonormalized();
        Truncation rule = new Truncation.Threshold(1, 1, 4);
        var cut = sequential(rule).apply(Tucker.of(y));
        var expected = rule.apply(y);
        assertThat(cut.value().toLowRankMatrix().distance(expected.value()))
                .isLessThan(ROUNDING * y.norm());
        assertThat(cut.discarded()).isCloseTo(expected.discarded(), within(ROUNDING));
        assertThat(cut.capped()).isEqualTo(expected.capped());
    }

    @Test
    void takesAnotherRule() {
        assertThat(sequential(Truncation.toRank(3)).withRule(Truncation.toRank(2)))
                .isEqualTo(sequential(Truncation.toRank(2)));
    }

    private static Tucker random(int[] shape, int n, boolean complex, SplitMix64 random) {
        Matrix core =
                Cases.gaussian(
                        shape[0],
                        IntStream.of(shape).skip(1).reduce(1, (a, b) -> a * b),
                        complex,
                        random);
        return new Tucker(
                Tensor.fold(core, 0, shape),
                IntStream.of(shape).mapToObj(r -> Cases.gaussian(n, r, complex, random)).toList());
    }
}
