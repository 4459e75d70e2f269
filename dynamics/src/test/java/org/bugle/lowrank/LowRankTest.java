package org.bugle.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class LowRankTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void everyOperationAgreesWithTheDenseOne(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix a = Cases.lowRank(m, n, 3, complex, random);
        LowRankMatrix b = Cases.lowRank(m, n, 2, complex, random);
        Matrix da = a.toDense();
        Matrix db = b.toDense();
        Matrix x = Cases.gaussian(n, 2, complex, random);
        Matrix w = Cases.gaussian(m, 2, complex, random);
        Dense left = Dense.of(Cases.gaussian(m, m, complex, random));
        Dense right = Dense.of(Cases.gaussian(n, n, complex, random));
        Complex z = new Complex(0.5, -2);

        same(a.plus(b), da.plus(db));
        same(a.minus(b), da.minus(db));
        same(LowRankMatrix.sum(List.of(a, b, a)), da.times(2).plus(db));
        same(a.times(-3), da.times(-3));
        same(a.times(z), da.times(z));
        same(a.timesLeft(left), left.matrix().times(da));
        same(a.timesRight(right), da.times(right.matrix()));
        same(a.hadamard(b), da.hadamard(db));
        same(a.adjoint(), da.adjoint());
        same(a.conjugate(), da.conjugate());
        same(a.orthonormalized(), da);
        assertThat(a.apply(x).minus(da.times(x)).norm()).isLessThan(ROUNDING * da.norm());
        assertThat(a.applyAdjoint(w).minus(da.adjointTimes(w)).norm())
                .isLessThan(ROUNDING * da.norm());
        assertThat(a.norm()).isCloseTo(da.norm(), within(ROUNDING * da.norm()));
        assertThat(a.distance(b)).isCloseTo(da.minus(db).norm(), within(ROUNDING * da.norm()));
        assertThat(a.inner(b).minus(da.inner(db)).abs())
                .isLessThan(ROUNDING * da.norm() * db.norm());
        assertThat(a.entry(2, 1).minus(da.at(2, 1)).abs()).isLessThan(ROUNDING * da.norm());
        assertThat(a.block(1, 4, 2, 5).minus(da.block(1, 4, 2, 5)).norm())
                .isLessThan(ROUNDING * da.norm());
        assertThat(a.orthonormalityDefect()).isLessThan(ROUNDING);
    }

    private static void same(LowRankMatrix found, Matrix expected) {
        assertThat(found.toDense().minus(expected).norm())
                .isLessThan(ROUNDING * Math.max(1, expected.norm()));
    }

    @Test
    void truncationsKeepWhatTheirRuleSays() {
        SplitMix64 random = new SplitMix64(1);
        Matrix u = Cases.basis(9, 4, true, random);
        Matrix v = Cases.basis(7, 4, true, random);
        LowRankMatrix y = new LowRankMatrix(u, Matrix.diagonal(4, 3, 1e-2, 1e-3), v);
        assertThat(ranksOf(y, Truncation.toRank(2))).isEqualTo(2);
        assertThat(ranksOf(y, Truncation.absolute(1.0005e-2))).isEqualTo(3);
        assertThat(ranksOf(y, Truncation.absolute(1.006e-2))).isEqualTo(2);
        assertThat(ranksOf(y, Truncation.relative(2.1e-3))).isEqualTo(2);
        assertThat(ranksOf(y, Truncation.relative(1e-3))).isEqualTo(3);
        assertThat(ranksOf(y, new Truncation.Threshold(3, 1, 9))).isEqualTo(1);
        assertThat(ranksOf(y, new Truncation.Tail(10, 0, 2, 9))).isEqualTo(2);
        assertThat(ranksOf(y, Truncation.absolute(100))).isEqualTo(1);
        // sums from the last one up are 1e-3, 1.1e-2, 3.011; one more is kept than is below
        assertThat(ranksOf(y, new Truncation.L1Tail(1.05e-3, 0, 1, 9))).isEqualTo(4);
        assertThat(ranksOf(y, new Truncation.L1Tail(0, 2.3e-3, 1, 9))).isEqualTo(3);
        assertThat(ranksOf(y, new Truncation.L1Tail(0, 0.7, 1, 9))).isEqualTo(2);
        assertThat(ranksOf(y, new Truncation.L1Tail(9e-4, 0, 1, 9))).isEqualTo(2); // half of them
        assertThat(ranksOf(y, new Truncation.L1Tail(0, 2.3e-3, 1, 2))).isEqualTo(2);

        Truncation.Truncated capped = new Truncation.Tail(1e-6, 0, 1, 2).apply(y);
        assertThat(capped.capped()).isTrue();
        assertThat(capped.discarded()).isCloseTo(Math.hypot(1e-2, 1e-3), within(1e-12));
        assertThat(capped.value().distance(y)).isCloseTo(capped.discarded(), within(1e-12));
        assertThat(Truncation.toRank(2).apply(y).capped()).isFalse();
    }

    private static int ranksOf(LowRankMatrix y, Truncation truncation) {
        LowRankMatrix value = truncation.apply(y).value();
        assertThat(value.orthonormalityDefect()).isLessThan(ROUNDING);
        return value.rank();
    }

    @Test
    void aDenseMatrixIsApproximatedToTheTolerance() {
        Matrix hilbert = Matrix.generate(30, 20, (i, j) -> 1.0 / (i + j + 1));
        LowRankMatrix y = LowRankMatrix.ofDense(hilbert, Truncation.absolute(1e-6));
        assertThat(y.toDense().minus(hilbert).norm()).isLessThan(1e-6);
        assertThat(y.rank()).isBetween(4, 8);
        assertThat(
                        LowRankMatrix.ofSamples(
                                        30, 20, (i, j) -> 1.0 / (i + j + 1), Truncation.toRank(3))
                                .rank())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void augmentKeepsTheOldColumnsToTheBit(boolean complex) {
        SplitMix64 random = new SplitMix64(2);
        Matrix u0 = Cases.basis(40, 4, complex, random);
        Matrix k = Cases.gaussian(40, 3, complex, random);
        Matrix u = Basis.augment(u0, k);
        assertThat(u.columns(0, 4)).isEqualTo(u0);
        assertThat(u.cols()).isEqualTo(7);
        orthonormal(u);
        assertThat(Basis.outside(u, k).norm()).isLessThan(ROUNDING * k.norm());
    }

    private static void orthonormal(Matrix u) {
        assertThat(u.adjointTimes(u).minus(Matrix.identity(u.cols())).norm())
                .isLessThan(1e-14 * 40);
    }

    @Test
    void augmentCopesWithDependentTinyAndEmptyColumns() {
        SplitMix64 random = new SplitMix64(3);
        Matrix u0 = Cases.basis(50, 5, false, random);
        Matrix inside = u0.times(Cases.gaussian(5, 2, false, random));
        Matrix fresh = Cases.gaussian(50, 1, false, random);
        Matrix tiny = Cases.gaussian(50, 1, false, random).times(1e-12);
        Matrix almost = fresh.plus(tiny);

        assertThat(Basis.augment(u0, inside)).isEqualTo(u0);
        assertThat(Basis.augment(u0, Matrix.zeros(50, 3))).isEqualTo(u0);
        assertThat(Basis.augment(u0, Matrix.zeros(50, 0))).isEqualTo(u0);
        assertThat(Basis.augment(Matrix.zeros(50, 0), fresh).cols()).isEqualTo(1);
        assertThat(Basis.augment(u0, Matrix.hcat(fresh, fresh.times(2))).cols()).isEqualTo(6);
        // a new direction counts however small its column is, for the rule is relative
        assertThat(Basis.augment(u0, tiny).cols()).isEqualTo(6);
        assertThat(Basis.augmentAbove(u0, tiny, tiny.norm() / 2).cols()).isEqualTo(6);
        assertThat(Basis.augmentAbove(u0, tiny, tiny.norm() * 2)).isEqualTo(u0);
        Matrix u = Basis.augment(u0, Matrix.hcat(fresh, almost, inside));
        assertThat(u.cols()).isEqualTo(7);
        orthonormal(u);
        orthonormal(Basis.augment(u0, inside.plus(1e-12, Cases.gaussian(50, 2, false, random))));
        orthonormal(Basis.augment(u0, Matrix.hcat(fresh.times(1e150), tiny.times(1e-150))));
    }

    @Test
    void augmentNeverExceedsTheSpace() {
        SplitMix64 random = new SplitMix64(4);
        Matrix u0 = Cases.basis(6, 4, true, random);
        Matrix u = Basis.augment(u0, Cases.gaussian(6, 5, true, random), 0);
        assertThat(u.cols()).isEqualTo(6);
        orthonormal(u);
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LowRankMatrix(
                                Matrix.zeros(100, 5), Matrix.zeros(4, 4), Matrix.zeros(80, 4)))
                .withMessage(
                        "LowRankMatrix: factors must be m×r, r×r, n×r, found u 100×5, s 4×4, v"
                                + " 80×4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Truncation.relative(1.5))
                .withMessage(
                        "Truncation: relative tolerance must be in [0, 1), found 1.5; an absolute"
                                + " tolerance is the first argument");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Truncation.absolute(Double.NaN))
                .withMessage(
                        "Truncation: absolute tolerance must be finite and not negative, found"
                                + " NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truncation.Tail(0, 0, 5, 4))
                .withMessage(
                        "Truncation: ranks must satisfy 0 ≤ minRank ≤ maxRank and 1 ≤ maxRank,"
                                + " found minRank 5, maxRank 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Basis.augmentAbove(Matrix.zeros(3, 0), Matrix.zeros(3, 1), -1))
                .withMessage("Basis: the smallest direction must not be negative, found -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Basis.augment(Matrix.zeros(3, 0), Matrix.zeros(3, 1), 1))
                .withMessage("Basis: drop must be in [0, 1), found 1.0");
        assertThatIllegalStateException()
                .isThrownBy(() -> LowRankMatrix.zero(100_000, 100_000).toDense())
                .withMessage(
                        "LowRankMatrix: a dense 100000×100000 array has more than 50000000 entries;"
                                + " use block or apply");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LowRankMatrix.zero(3, 2).plus(LowRankMatrix.zero(2, 3)))
                .withMessage("LowRankMatrix.plus: shapes must agree, found 3×2 and 2×3");
    }
}
