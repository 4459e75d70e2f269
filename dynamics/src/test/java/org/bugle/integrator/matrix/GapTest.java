package org.bugle.integrator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.bugle.testing.Solutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is particular to GAP; exactness, order and invariance are tested with all integrators.
class GapTest {
    private static final double ROUNDING = 1e-12;

    private static final int RANK = 3;

    private static final Span FIRST = new Span(0, 0, 0.0, 0.1);

    private static final Substep RK4 = Substep.rk4(2);

    private static Gap gap(Gap.Sequence sequence, Gap.Variant variant) {
        return new Gap(sequence, variant, RK4, RK4);
    }

    @ParameterizedTest // P10: LK on Y is KL on Yᴴ
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void theOtherSequenceIsTheSameOnTheAdjoint(int m, int n, boolean complex, long seed) {
        Solutions x = Solutions.manufactured(m, n, RANK, 0.3, complex, seed);
        for (Gap.Variant variant :
                new Gap.Variant[] {
                    new Gap.Variant.Fixed(), new Gap.Variant.Augmented(Truncation.toRank(RANK))
                }) {
            LowRankMatrix there =
                    gap(Gap.Sequence.LK, variant).step(x.equation(), FIRST, x.start()).value();
            LowRankMatrix back =
                    gap(Gap.Sequence.KL, variant)
                            .step(Solutions.adjoint(x.equation()), FIRST, x.start().adjoint())
                            .value()
                            .adjoint();
            assertThat(there.distance(back)).isLessThan(ROUNDING * there.norm());
        }
    }

    @ParameterizedTest // P11: Y′ = A Y leaves the row space alone, and the K-step is exact
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void hasNoErrorOfItsOwnWhereTheRowSpaceStays(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Matrix a = Cases.gaussian(m, m, complex, random).times(1.0 / m);
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(m, n).left(Coefficient.ONE, Dense.of(a)));
        LowRankMatrix y = Cases.lowRank(m, n, RANK, complex, random);
        LowRankMatrix found = Gap.fixed(Substep.exponential()).step(equation, FIRST, y).value();
        LowRankMatrix exact = new FullRank(Substep.exponential()).step(equation, FIRST, y).value();
        assertThat(found.distance(exact)).isLessThan(ROUNDING * exact.norm());
    }

    @Test
    void theTwoSubstepsHaveTheirOwnSolvers() {
        Solutions x = Solutions.manufactured(12, 10, RANK, 0.3, false, 3);
        Substep euler = Substep.euler();
        Gap roughL = new Gap(Gap.Sequence.LK, new Gap.Variant.Fixed(), RK4, euler);
        Gap roughK = new Gap(Gap.Sequence.LK, new Gap.Variant.Fixed(), euler, RK4);
        Step<LowRankMatrix> stepL = roughL.step(x.equation(), FIRST, x.start());
        Step<LowRankMatrix> stepK = roughK.step(x.equation(), FIRST, x.start());
        Matrix l1 =
                euler.solve(
                        x.equation().lEquation(x.start().u()),
                        FIRST,
                        x.start().v().timesAdjoint(x.start().s()));
        Matrix v1 = stepL.value().v(); // its range is that of Euler's L
        assertThat(l1.minus(v1.times(v1.adjointTimes(l1))).norm()).isLessThan(ROUNDING);
        assertThat(stepK.value().distance(stepL.value())).isGreaterThan(1e-6);
        assertThat(roughL.substep()).isEqualTo(euler);
        assertThat(roughK.substep()).isEqualTo(euler);
    }

    @Test
    void anAugmentedStepReportsItsRanks() {
        Solutions x = Solutions.manufactured(20, 16, 5, 0.3, false, 21);
        LowRankMatrix start = Truncation.toRank(2).apply(x.start()).value();
        Gap.Variant variant = new Gap.Variant.Augmented(new Truncation.Tail(1e-10, 0, 1, 3));
        Step<LowRankMatrix> step = gap(Gap.Sequence.LK, variant).step(x.equation(), FIRST, start);
        assertThat(step.report().ranksBefore()).containsExactly(2);
        assertThat(step.report().ranksAugmented()).containsExactly(4);
        assertThat(step.report().ranksAfter()).containsExactly(3);
        assertThat(step.report().capped()).isTrue();
        assertThat(step.report().discarded()).isPositive();
        assertThat(step.report().evaluations()).isEqualTo(2 * 8);
    }

    @ParameterizedTest // P9: what is truncated has no part in the kept columns
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void theTruncationLeavesTheKeptMomentsAlone(int m, int n, boolean complex, long seed) {
        Solutions x = Solutions.manufactured(m, n, RANK, 0.3, complex, seed);
        int moments = 2;
        Step<LowRankMatrix> cut = conservative(x, moments, new Truncation.Tail(0, 0, 4, 4));
        Step<LowRankMatrix> whole = conservative(x, moments, Truncation.absolute(0));
        Matrix kept = Matrix.identity(n, moments);
        Matrix difference = cut.value().apply(kept).minus(whole.value().apply(kept));
        assertThat(difference.norm()).isLessThan(ROUNDING * whole.value().norm());
        assertThat(cut.value().distance(whole.value()))
                .isCloseTo(cut.report().discarded(), within(ROUNDING));
        assertThat(cut.value().rank()).isEqualTo(4);
        assertThat(cut.report().discarded()).isPositive();
        assertThat(whole.value().distance(x.at(0.1))).isLessThan(1e-2 * whole.value().norm());
    }

    private static Step<LowRankMatrix> conservative(
            Solutions x, int moments, Truncation truncation) {
        return gap(
                        Gap.Sequence.LK,
                        new Gap.Variant.Conservative(new Conserving(moments, truncation)))
                .step(x.equation(), FIRST, x.start());
    }

    @Test
    void theToleranceOfAConservativeStepIsThatOfTheWhole() {
        Solutions x = Solutions.manufactured(20, 16, RANK, 0.3, false, 4);
        Truncation coarse = new Truncation.Tail(0, 0.05, 1, 9);
        Step<LowRankMatrix> step = conservative(x, 1, coarse);
        assertThat(step.report().discarded())
                .isPositive()
                .isLessThanOrEqualTo(0.05 * step.value().norm() * 1.01);
        assertThat(step.report().capped()).isFalse();
    }

    @Test
    void truncationIsReplacedWhereThereIsOne() {
        Truncation other = Truncation.toRank(5);
        Gap adaptive =
                gap(
                        Gap.Sequence.LK,
                        new Gap.Variant.Conservative(new Conserving(1, Truncation.toRank(4))));
        assertThat(adaptive.withTruncation(other).truncationRule()).contains(other);
        assertThat(Gap.fixed(RK4).truncationRule()).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Gap.fixed(RK4).withTruncation(other))
                .withMessage("gap keeps its rank and has no truncation");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conserving(2, Truncation.toRank(2)))
                .withMessage(
                        "Conserving: wants moments ≥ 1 and maxRank above them, found"
                                + " moments 2, maxRank 2");
        Gap.Variant conservative =
                new Gap.Variant.Conservative(new Conserving(1, Truncation.toRank(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gap(Gap.Sequence.KL, conservative))
                .withMessage(
                        "Gap: the conservative variant keeps moments of the columns and wants the"
                                + " sequence lk, found kl");
    }

    @Test
    void aBlowUpNamesTheQuantity() {
        LowRankMatrix y = Cases.lowRank(6, 5, 2, false, new SplitMix64(1));
        MatrixEquation equation =
                SeparableEquation.of(SeparableOperator.zero(6, 5).identity(Coefficient.of(1e200)));
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> Gap.fixed(RK4).step(equation, FIRST, y))
                .withMessage(
                        "Gap at t = 0.00000, h = 0.100000: L(t+h) has 10 non-finite entries of 10;"
                                + " reduce h or choose an implicit substep");
    }
}
