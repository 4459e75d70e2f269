package org.bugle.integrator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.StateDependentEquation;
import org.bugle.equation.SumEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.bugle.testing.Solutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

class MatrixIntegratorTest {
    private static final double ROUNDING = 1e-12;

    private static final int RANK = 3;

    private static final Span FIRST = new Span(0, 0, 0.0, 0.1);

    private static final Truncation FIXED = Truncation.toRank(RANK);

    private static final Substep RK4 = Substep.rk4(2);

    private static final MatrixIntegrator BUG = new Bug(RK4);
    private static final MatrixIntegrator AUGMENTED = new AugmentedBug(FIXED, RK4);
    private static final MatrixIntegrator LIE = new ProjectorSplitting(1, RK4);
    private static final MatrixIntegrator STRANG = new ProjectorSplitting(2, RK4);

    private static final MatrixIntegrator GAP = Gap.fixed(RK4);
    private static final MatrixIntegrator GAP_KL =
            new Gap(Gap.Sequence.KL, new Gap.Variant.Fixed(), RK4, RK4);

    private static MatrixIntegrator augmentedGap(Gap.Sequence sequence) {
        return new Gap(sequence, new Gap.Variant.Augmented(FIXED), RK4, RK4);
    }

    private static MatrixIntegrator parallel(int order, ParallelBug.Block block) {
        return new ParallelBug(order, block, false, FIXED, RK4);
    }

    private static MatrixIntegrator midpoint(MidpointBug.Variant variant) {
        return new MidpointBug(variant, FIXED, RK4);
    }

    static List<MatrixIntegrator> all() {
        return List.of(
                BUG,
                AUGMENTED,
                LIE,
                STRANG,
                parallel(1, ParallelBug.Block.K),
                parallel(1, ParallelBug.Block.EULER),
                parallel(2, ParallelBug.Block.K),
                midpoint(MidpointBug.Variant.R4),
                midpoint(MidpointBug.Variant.R3),
                midpoint(MidpointBug.Variant.R3_FIXED),
                midpoint(MidpointBug.Variant.EXPLICIT),
                new ProjectedRungeKutta(ButcherTableau.EULER),
                new ProjectedRungeKutta(ButcherTableau.HEUN),
                new ProjectedRungeKutta(ButcherTableau.RK4),
                GAP,
                GAP_KL,
                augmentedGap(Gap.Sequence.LK),
                augmentedGap(Gap.Sequence.KL));
    }

    private static Stream<Arguments> withCases(List<MatrixIntegrator> integrators) {
        return integrators.stream()
                .flatMap(integrator ->
                        Cases.shapesAndSeeds()
                                .limit(4)
                                .map(c ->
                                        Arguments.of(
                                                integrator,
                                                c.get()[0],
                                                c.get()[1],
                                                c.get()[2],
                                                c.get()[3])));
    }

    static Stream<Arguments> exactOnes() {
        return withCases(
                List.of(
                        BUG,
                        AUGMENTED,
                        LIE,
                        STRANG,
                        GAP,
                        GAP_KL,
                        augmentedGap(Gap.Sequence.LK),
                        augmentedGap(Gap.Sequence.KL)));
    }

    static Stream<Arguments> symmetricOnes() {
        return withCases(
                all().stream()
                        .filter(i -> !(i instanceof ProjectorSplitting || i instanceof Gap))
                        .toList());
    }

    static Stream<Arguments> allOnes() {
        return withCases(all());
    }

    private static LowRankMatrix advanced(
            MatrixIntegrator integrator, MatrixEquation equation, LowRankMatrix y, int steps) {
        double h = 1.0 / steps;
        for (int i = 0; i < steps; i++) {
            y = integrator.step(equation, new Span(i, 0, i * h, h), y).value();
        }
        return y;
    }

    @ParameterizedTest
    @MethodSource("exactOnes") // F = A′(t) with quadratic A(t): rk4 adds no error of its own
    void isExactWhenTheSolutionHasTheRank(
            MatrixIntegrator integrator, int m, int n, boolean complex, long seed) {
        Solutions solution = Solutions.given(m, n, RANK, complex, seed);
        LowRankMatrix end = advanced(integrator, solution.equation(), solution.start(), 1);
        assertThat(end.distance(solution.at(1))).isLessThan(ROUNDING * end.norm());
    }

    @ParameterizedTest
    @MethodSource("allOnes")
    void errorFallsWithTheOrder(
            MatrixIntegrator integrator, int m, int n, boolean complex, long seed) {
        Solutions solution = Solutions.manufactured(m, n, RANK, 0.3, complex, seed);
        double coarse =
                advanced(integrator, solution.equation(), solution.start(), 16)
                        .distance(solution.at(1));
        double fine =
                advanced(integrator, solution.equation(), solution.start(), 32)
                        .distance(solution.at(1));
        // a method may show more than its order where F is nearly tangent, up to exactness
        double order = fine < 1e-10 ? 9 : Math.log(coarse / fine) / Math.log(2);
        assertThat(order).isGreaterThan(integrator.order() - 0.15);
        assertThat(fine).isLessThan(0.3 * solution.at(1).norm());
    }

    @ParameterizedTest
    @MethodSource("all")
    void tinySingularValuesDoNotRaiseTheError(MatrixIntegrator integrator) {
        Solutions large = Solutions.manufactured(14, 11, RANK, 0.3, false, 5);
        Solutions tiny = Solutions.manufactured(14, 11, RANK, 1e-5, false, 5);
        double reference =
                advanced(integrator, large.equation(), large.start(), 16).distance(large.at(1));
        double found = advanced(integrator, tiny.equation(), tiny.start(), 16).distance(tiny.at(1));
        assertThat(found).isLessThan(2 * reference);
    }

    @ParameterizedTest // the core is full and not symmetric, or a missing ᴴ goes unseen
    @MethodSource("symmetricOnes")
    void stepCommutesWithTheAdjoint(
            MatrixIntegrator integrator, int m, int n, boolean complex, long seed) {
        Solutions x = Solutions.manufactured(m, n, RANK, 0.3, complex, seed);
        LowRankMatrix there = integrator.step(x.equation(), FIRST, x.start()).value();
        LowRankMatrix back =
                integrator
                        .step(Solutions.adjoint(x.equation()), FIRST, x.start().adjoint())
                        .value()
                        .adjoint();
        assertThat(there.distance(back)).isLessThan(ROUNDING * there.norm());
    }

    @ParameterizedTest // structure changes the work, not the result
    @MethodSource("allOnes")
    void anEquationKnownByItsEvaluationAloneGivesTheSameStep(
            MatrixIntegrator integrator, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LinearMap a = Dense.of(Cases.gaussian(m, m, complex, random));
        LinearMap b = Dense.of(Cases.gaussian(n, n, complex, random));
        LowRankMatrix source = Cases.lowRank(m, n, 2, complex, random);
        LinearMap g =
                LowRankMatrix.ofFactors(Cases.gaussian(n, m, complex, random), Matrix.identity(m));
        MatrixEquation equation =
                SumEquation.of(
                        SeparableEquation.of(
                                SeparableOperator.zero(m, n)
                                        .left(Coefficient.ONE, a)
                                        .right(
                                                Coefficient.of(new Complex(0.3, complex ? 0.7 : 0)),
                                                b)
                                        .both(Coefficient.of(Math::cos), a, b)
                                        .identity(Coefficient.of(-0.5)),
                                org.bugle.equation.LowRankSource.constant(source)),
                        StateDependentEquation.left(
                                Coefficient.of(-0.1), (t, y) -> y.timesRight(g)),
                        new PointwiseEquation(Polynomial.Monomial.real(-0.2, 3)));
        LowRankMatrix y = Cases.lowRank(m, n, RANK, complex, random).times(0.1);
        Span span = new Span(0, 0, 0.2, 0.02);
        LowRankMatrix structured = integrator.step(equation, span, y).value();
        LowRankMatrix plain = integrator.step(Solutions.plain(equation), span, y).value();
        assertThat(structured.distance(plain)).isLessThan(ROUNDING * structured.norm());
        assertThat(structured.isComplex()).isEqualTo(complex);
    }

    @ParameterizedTest
    @MethodSource("allOnes")
    void doesNotDependOnTheChosenBases(
            MatrixIntegrator integrator, int m, int n, boolean complex, long seed) {
        Solutions x = Solutions.manufactured(m, n, RANK, 0.3, complex, seed);
        SplitMix64 random = new SplitMix64(seed);
        Matrix p = Cases.basis(RANK, RANK, complex, random);
        Matrix q = Cases.basis(RANK, RANK, complex, random);
        LowRankMatrix y = x.start();
        LowRankMatrix turned =
                new LowRankMatrix(y.u().times(p), p.adjointTimes(y.s()).times(q), y.v().times(q));
        LowRankMatrix first = integrator.step(x.equation(), FIRST, y).value();
        LowRankMatrix second = integrator.step(x.equation(), FIRST, turned).value();
        assertThat(first.distance(second)).isLessThan(1e-10 * first.norm());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withFullBasesIsTheDenseScheme(boolean complex) {
        SplitMix64 random = new SplitMix64(3);
        int n = 6;
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(n, n)
                                .left(
                                        Coefficient.ONE,
                                        Dense.of(Cases.gaussian(n, n, complex, random)))
                                .right(
                                        Coefficient.of(Math::cos),
                                        Dense.of(Cases.gaussian(n, n, complex, random))));
        LowRankMatrix y = Cases.lowRank(n, n, n, complex, random);
        Truncation none = Truncation.toRank(n);
        LowRankMatrix dense = new FullRank(RK4).step(equation, FIRST, y).value();
        for (MatrixIntegrator integrator :
                List.of(
                        BUG,
                        GAP,
                        GAP_KL,
                        new AugmentedBug(none, RK4),
                        new ParallelBug(1, ParallelBug.Block.K, false, none, RK4),
                        new MidpointBug(MidpointBug.Variant.R4, none, RK4))) {
            LowRankMatrix found = integrator.step(equation, FIRST, y).value();
            assertThat(found.distance(dense)).isLessThan(ROUNDING * dense.norm());
        }
    }

    @Test // Re⟨Y, F(Y)⟩ = 0 for F = −iH: only the truncation may change the norm
    void unitaryEquationsKeepTheNormUpToTheTruncation() {
        SplitMix64 random = new SplitMix64(4);
        int n = 12;
        Matrix a = Cases.gaussian(n, n, true, random);
        LinearMap h = Dense.of(a.plus(a.adjoint()));
        MatrixEquation schroedinger =
                SeparableEquation.of(
                        SeparableOperator.zero(n, n)
                                .left(Coefficient.of(Complex.I.negate()), h)
                                .right(Coefficient.of(Complex.I.negate()), h.conjugate())
                                .both(Coefficient.of(new Complex(0, 0.1)), h, h.conjugate()));
        LowRankMatrix y = Cases.lowRank(n, n, RANK, true, random);
        Substep tight = Substep.dormandPrince(1e-13);
        Truncation truncation = new Truncation.Tail(1e-3, 0, 1, 4);
        for (MatrixIntegrator integrator :
                List.of(
                        new AugmentedBug(truncation, tight),
                        new MidpointBug(MidpointBug.Variant.R4, truncation, tight),
                        new MidpointBug(MidpointBug.Variant.R3, truncation, tight))) {
            Step<LowRankMatrix> step = integrator.step(schroedinger, new Span(0, 0, 0, 0.05), y);
            double kept = step.value().norm();
            double discarded = step.report().discarded();
            assertThat(discarded).isPositive();
            assertThat(kept * kept + discarded * discarded)
                    .isCloseTo(y.norm() * y.norm(), within(1e-9));
        }
        LowRankMatrix split = advanced(new ProjectorSplitting(2, tight), schroedinger, y, 20);
        assertThat(split.norm()).isCloseTo(y.norm(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStationaryStateStays(MatrixIntegrator integrator) {
        SplitMix64 random = new SplitMix64(6);
        Matrix a = Cases.gaussian(9, 9, false, random);
        LowRankMatrix y = Cases.lowRank(9, 8, RANK, false, random);
        // (I − U Uᵀ) annihilates Y from the left
        LinearMap project = Dense.of(a.minus(a.times(y.u()).timesAdjoint(y.u())));
        MatrixEquation equation =
                SeparableEquation.of(SeparableOperator.zero(9, 8).left(Coefficient.ONE, project));
        assertThat(advanced(integrator, equation, y, 10).distance(y)).isLessThan(1e-11 * y.norm());
    }

    @ParameterizedTest
    @MethodSource("all")
    void resultsAreBitwiseEqualForAnyNumberOfThreads(MatrixIntegrator integrator) {
        Solutions x = Solutions.manufactured(30, 25, RANK, 0.3, true, 12);
        LowRankMatrix alone = integrator.step(x.equation(), FIRST, x.start()).value();
        for (int threads : new int[] {1, 2, 4}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                LowRankMatrix forked =
                        pool.submit(() -> integrator.step(x.equation(), FIRST, x.start()).value())
                                .join();
                assertThat(forked.u()).isEqualTo(alone.u());
                assertThat(forked.s()).isEqualTo(alone.s());
                assertThat(forked.v()).isEqualTo(alone.v());
            }
        }
    }

    @Test
    void rankGrowsToTheToleranceAndIsReported() {
        Solutions x = Solutions.manufactured(20, 16, 5, 0.3, false, 21);
        LowRankMatrix start = Truncation.toRank(2).apply(x.start()).value();
        Step<LowRankMatrix> step =
                new AugmentedBug(new Truncation.Tail(1e-10, 0, 1, 3), RK4)
                        .step(x.equation(), FIRST, start);
        assertThat(step.report().ranksBefore()).containsExactly(2);
        assertThat(step.report().ranksAugmented()).containsExactly(4);
        assertThat(step.report().ranksAfter()).containsExactly(3);
        assertThat(step.report().capped()).isTrue();
        assertThat(step.report().discarded()).isPositive();
        assertThat(step.report().evaluations()).isEqualTo(3 * 8);
    }

    @Test
    void rejectionLetsTheRankGrowInOneStep() {
        Solutions x = Solutions.manufactured(20, 16, 8, 0.7, false, 22);
        LowRankMatrix start = Truncation.toRank(1).apply(x.start()).value();
        Truncation truncation = Truncation.absolute(1e-6);
        Step<LowRankMatrix> plain =
                new ParallelBug(1, ParallelBug.Block.K, false, truncation, RK4)
                        .step(x.equation(), FIRST, start);
        Step<LowRankMatrix> rejecting =
                new ParallelBug(1, ParallelBug.Block.K, true, truncation, RK4)
                        .step(x.equation(), FIRST, start);
        assertThat(plain.report().ranksAfter()).containsExactly(2);
        assertThat(rejecting.report().rejections()).isPositive();
        assertThat(rejecting.report().ranksAfter().getFirst()).isGreaterThan(4);
        LowRankMatrix dense = new FullRank(RK4).step(x.equation(), FIRST, start).value();
        assertThat(rejecting.value().distance(dense))
                .isLessThan(0.1 * plain.value().distance(dense));
    }

    @Test
    void aBlowUpNamesTheQuantity() {
        LowRankMatrix y = Cases.lowRank(6, 5, 2, false, new SplitMix64(1));
        MatrixEquation equation =
                SeparableEquation.of(SeparableOperator.zero(6, 5).identity(Coefficient.of(1e200)));
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> AUGMENTED.step(equation, new Span(7, 0, 0.35, 0.05), y))
                .withMessageMatching(
                        "AugmentedBug at t = 0\\.35\\d*, h = 0\\.05\\d*: [KL]\\(t\\+h\\) has \\d+"
                                + " non-finite entries of 1[02]; reduce h or choose an implicit"
                                + " substep")
                .satisfies(e -> assertThat(e.time()).isEqualTo(0.35));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProjectorSplitting(3, RK4))
                .withMessage("ProjectorSplitting: order must be 1 or 2, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelBug(2, ParallelBug.Block.EULER, false, FIXED, RK4))
                .withMessage("ParallelBug: order 2 wants block K, found euler");
    }
}
