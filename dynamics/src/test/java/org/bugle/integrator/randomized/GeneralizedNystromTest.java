package org.bugle.integrator.randomized;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralizedNystromTest {
    private static final int RANK = 4;

    private static LowRankMatrix approximation(LowRankMatrix z, SketchKind kind, long seed) {
        var widths = Oversampling.USUAL.widths(RANK, RANK, z.rows(), z.cols());
        return GeneralizedNystrom.of(
                z,
                kind.draw(z.cols(), widths.omega(), z.isComplex(), seed),
                kind.draw(z.rows(), widths.psi(), z.isComplex(), seed + 1));
    }

    /// Z = U diag(base^k) Vᴴ of full rank.
    private static LowRankMatrix decaying(
            int m, int n, double base, boolean complex, SplitMix64 random) {
        int rank = Math.min(m, n);
        return new LowRankMatrix(
                Cases.basis(m, rank, complex, random),
                Matrix.generate(rank, rank, (i, j) -> i == j ? Math.pow(base, i) : 0),
                Cases.basis(n, rank, complex, random));
    }

    @ParameterizedTest // the core is full and not symmetric, or a missing ᴴ goes unseen
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void isExactForMatricesOfTheRank(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        for (SketchKind kind : SketchKind.values()) {
            for (int rank = 1; rank <= RANK; rank++) {
                LowRankMatrix z = Cases.lowRank(m, n, rank, complex, random);
                LowRankMatrix found = approximation(z, kind, seed);
                assertThat(found.distance(z)).as("%s", kind).isLessThan(1e-12 * z.norm());
                assertThat(found.orthonormalityDefect()).isLessThan(1e-13);
                assertThat(found.isComplex()).isEqualTo(complex);
            }
        }
    }

    @ParameterizedTest // at full width N(Z) = Z, whatever the rank
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void isExactAtFullWidth(int m, int n, boolean complex, long seed) {
        LowRankMatrix z = decaying(m, n, 0.8, complex, new SplitMix64(seed));
        var widths = Oversampling.USUAL.widths(m + n, RANK, m, n);
        assertThat(widths.omega()).isEqualTo(Math.min(m, n));
        assertThat(widths.psi()).isLessThanOrEqualTo(m);
        LowRankMatrix found =
                GeneralizedNystrom.of(
                        z,
                        SketchKind.GAUSSIAN.draw(n, widths.omega(), complex, seed),
                        SketchKind.GAUSSIAN.draw(m, widths.psi(), complex, seed + 1));
        assertThat(found.distance(z)).isLessThan(1e-11 * z.norm());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dependsOnTheSpanOfOmegaAndOnPsiUpToUnitaryFactors(boolean complex) {
        SplitMix64 random = new SplitMix64(5);
        LowRankMatrix z = decaying(40, 30, 0.5, complex, random);
        Matrix omega = Cases.gaussian(30, 8, complex, random);
        Matrix psi = Cases.gaussian(40, 11, complex, random);
        LowRankMatrix first = GeneralizedNystrom.of(z, omega, psi);
        Matrix b = Cases.gaussian(8, 8, complex, random);
        Matrix c = Cases.basis(11, 11, complex, random);
        assertThat(GeneralizedNystrom.of(z, omega.times(b), psi.times(c)).distance(first))
                .isLessThan(1e-10);
        Matrix general = Cases.gaussian(11, 11, complex, random);
        assertThat(GeneralizedNystrom.of(z, omega, psi.times(general)).distance(first))
                .isGreaterThan(1e-6);
    }

    @ParameterizedTest // p, ℓ ≥ 2, real Gaussian
    @CsvSource({"2, 2", "3, 4", "5, 5"})
    void theMeanSquareErrorIsBelowItsBound(int p, int l) {
        int r = 10;
        LowRankMatrix z = decaying(60, 50, 0.7, false, new SplitMix64(1));
        double best = Truncation.toRank(r).apply(z).discarded();
        double sum = 0;
        int trials = 300;
        for (int i = 0; i < trials; i++) {
            Matrix omega = SketchKind.GAUSSIAN.draw(50, r + p, false, 10_000 + 2 * i);
            Matrix psi = SketchKind.GAUSSIAN.draw(60, r + p + l, false, 10_001 + 2 * i);
            LowRankMatrix found = GeneralizedNystrom.of(z, omega, psi);
            double error = found.distance(z);
            double truncated = Truncation.toRank(r).apply(found).value().distance(z);
            assertThat(truncated).isLessThanOrEqualTo(2 * error + best);
            sum += error * error;
        }
        double bound = (1 + (r + p) / (l - 1.0)) * (1 + r / (p - 1.0));
        assertThat(Math.sqrt(sum / trials)).isLessThan(Math.sqrt(bound) * best);
        assertThat(Math.sqrt(sum / trials)).isGreaterThan(best);
    }

    @ParameterizedTest // the pseudo-inverse of ΨᴴZΩ loses all digits here
    @ValueSource(booleans = {false, true})
    void keepsItsDigitsWhenSingularValuesAreTiny(boolean complex) {
        LowRankMatrix z = decaying(60, 50, 0.1, complex, new SplitMix64(2));
        Matrix omega = SketchKind.GAUSSIAN.draw(50, 22, complex, 3);
        Matrix psi = SketchKind.GAUSSIAN.draw(60, 24, complex, 4);
        LowRankMatrix found = GeneralizedNystrom.of(z, omega, psi);
        assertThat(Truncation.toRank(20).apply(found).value().distance(z)).isLessThan(2e-14);
    }

    @ParameterizedTest
    @EnumSource(SketchKind.class)
    void zeroStaysZero(SketchKind kind) {
        assertThat(approximation(LowRankMatrix.zero(9, 12), kind, 1).norm()).isZero();
    }

    @Test // signs of nearly full width may be dependent
    void dependentRandomMatricesLoseDirectionsOnly() {
        LowRankMatrix z = decaying(6, 6, 0.5, false, new SplitMix64(3));
        Matrix psi = Matrix.generate(6, 6, (i, j) -> i < 5 || j < 5 ? (i == j ? 1 : 0) : 0);
        LowRankMatrix found = GeneralizedNystrom.of(z, Matrix.identity(6), psi);
        assertThat(found.isFinite()).isTrue();
        assertThat(psi.adjointTimes(found.toDense().minus(z.toDense())).norm()).isLessThan(1e-13);
    }

    @Test
    void theUsualOversamplingRoundsHalfAway() {
        assertThat(widthsBeyond(5)).isEqualTo(new Oversampling.Widths(7, 9));
        assertThat(widthsBeyond(24)).isEqualTo(new Oversampling.Widths(26, 28));
        assertThat(widthsBeyond(25)).isEqualTo(new Oversampling.Widths(28, 31));
        assertThat(widthsBeyond(30)).isEqualTo(new Oversampling.Widths(33, 36));
        assertThat(Oversampling.of(5, 1).widths(10, 10, 20, 12))
                .isEqualTo(new Oversampling.Widths(12, 13));
        assertThat(Oversampling.of(5, 3).widths(10, 10, 12, 20))
                .isEqualTo(new Oversampling.Widths(12, 12));
    }

    private static Oversampling.Widths widthsBeyond(int rank) {
        return Oversampling.USUAL.widths(rank, rank, 100, 100);
    }
}
