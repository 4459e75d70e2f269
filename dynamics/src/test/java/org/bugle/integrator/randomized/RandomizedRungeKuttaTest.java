package org.bugle.integrator.randomized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.bugle.equation.GivenEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.MatrixFree;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.bugle.testing.Solutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

class RandomizedRungeKuttaTest {
    private static final int RANK = 3;

    private static final Span SPAN = new Span(2, 0, 0.7, 0.05);

    private static final Sketching SEEDED = Sketching.gaussian(new SketchSource.Seeded(1));

    private static final List<ButcherTableau> TABLEAUS =
            List.of(
                    ButcherTableau.EULER,
                    ButcherTableau.HEUN,
                    ButcherTableau.HEUN3,
                    ButcherTableau.KUTTA3,
                    ButcherTableau.RK4,
                    ButcherTableau.MERSON);

    private static RandomizedRungeKutta rk4(Sketching sketching) {
        return new RandomizedRungeKutta(ButcherTableau.RK4, Truncation.toRank(RANK), sketching);
    }

    private static LowRankMatrix dense(
            ButcherTableau tableau, MatrixEquation equation, LowRankMatrix y) {
        return new FullRank(new ExplicitRungeKutta(tableau, 1)).step(equation, SPAN, y).value();
    }

    /// A Y cos t + (1 + t²) B Y Cᵀ: every stage has full rank soon.
    private static MatrixEquation general(int m, int n, boolean complex, SplitMix64 random) {
        return SeparableEquation.of(
                SeparableOperator.zero(m, n)
                        .left(
                                Coefficient.of(Math::cos),
                                Dense.of(Cases.gaussian(m, m, complex, random)))
                        .both(
                                Coefficient.of(t -> 1 + t * t),
                                Dense.of(Cases.gaussian(m, m, complex, random).times(0.3)),
                                Dense.of(Cases.gaussian(n, n, complex, random).times(0.3))));
    }

    @ParameterizedTest // F = f(t) Y + U₀ B(t) V₀ᴴ keeps every stage in fixed bases
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void isTheDenseMethodWhereNoStageHasMoreRank(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Cases.lowRank(m, n, RANK, complex, random);
        Matrix b = Cases.gaussian(RANK, RANK, complex, random);
        MatrixEquation equation =
                SumEquation.of(
                        SeparableEquation.of(
                                SeparableOperator.zero(m, n).identity(Coefficient.of(Math::cos))),
                        new GivenEquation(
                                complex, t -> new LowRankMatrix(y.u(), b.times(1 + t * t), y.v())));
        for (ButcherTableau tableau : TABLEAUS) {
            LowRankMatrix expected = dense(tableau, equation, y);
            for (SketchKind kind : SketchKind.values()) {
                for (Sketching.Reuse reuse : Sketching.Reuse.values()) {
                    var method =
                            new RandomizedRungeKutta(
                                    tableau,
                                    Truncation.toRank(RANK),
                                    SEEDED.with(kind).with(reuse));
                    Step<LowRankMatrix> step = method.step(equation, SPAN, y);
                    assertThat(step.value().distance(expected))
                            .as("%s %s %s", tableau.name(), kind, reuse)
                            .isLessThan(1e-12 * expected.norm());
                    assertThat(step.value().orthonormalityDefect()).isLessThan(1e-13);
                    assertThat(step.value().isComplex()).isEqualTo(complex);
                    assertThat(step.report().evaluations()).isEqualTo(tableau.stages());
                    assertThat(step.report().ranksAfter()).containsExactly(RANK);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void isTheDenseMethodAtFullWidth(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        MatrixEquation equation = general(m, n, complex, random);
        LowRankMatrix y = Cases.lowRank(m, n, RANK, complex, random);
        for (ButcherTableau tableau : TABLEAUS) {
            LowRankMatrix expected = dense(tableau, equation, y);
            for (Sketching.Reuse reuse : Sketching.Reuse.values()) {
                var method =
                        new RandomizedRungeKutta(
                                tableau, Truncation.toRank(Math.min(m, n)), SEEDED.with(reuse));
                assertThat(method.step(equation, SPAN, y).value().distance(expected))
                        .as("%s %s", tableau.name(), reuse)
                        .isLessThan(1e-11 * expected.norm());
            }
        }
    }

    /// What F is applied to in one step of `method`.
    private static List<LinearMap.Sketch> applications(RandomizedRungeKutta method) {
        List<Matrix> left = new ArrayList<>();
        List<Matrix> right = new ArrayList<>();
        LowRankMatrix y = Cases.lowRank(20, 15, RANK, false, new SplitMix64(1));
        MatrixEquation recording =
                (_, z) ->
                        MatrixFree.real(
                                20,
                                15,
                                x -> {
                                    right.add(x);
                                    return z.apply(x);
                                },
                                w -> {
                                    left.add(w);
                                    return z.applyAdjoint(w);
                                });
        method.step(recording, SPAN, y);
        List<LinearMap.Sketch> result = new ArrayList<>();
        for (int j = 0; j < right.size(); j++) {
            result.add(new LinearMap.Sketch(right.get(j), left.get(j)));
        }
        return result;
    }

    @Test // p = ℓ = 2; the users of slope 1 are stage 2 and the result, …, of slope 4 the result
    void everySlopeIsSketchedForItsLaterUsersOnly() {
        int width = RANK + 2;
        assertThat(applications(rk4(SEEDED)))
                .extracting(each -> each.image().cols())
                .containsExactly(2 * width, 2 * width, 2 * width, width);
        assertThat(applications(rk4(SEEDED)))
                .extracting(each -> each.adjointImage().cols())
                .containsExactly(2 * width + 4, 2 * width + 4, 2 * width + 4, width + 2);
        assertThat(applications(rk4(SEEDED.with(Sketching.Reuse.CONSTANT))))
                .extracting(each -> each.image().cols())
                .containsExactly(width, width, width, width);
    }

    @Test
    void wideStagesHaveWiderSketches() {
        var wide =
                new RandomizedRungeKutta(
                        ButcherTableau.RK4,
                        RandomizedRungeKutta.WIDE,
                        Truncation.toRank(RANK),
                        SEEDED);
        assertThat(applications(wide))
                .extracting(each -> each.image().cols())
                .containsExactly(3 * RANK + 4, 4 * RANK + 4, 4 * RANK + 4, RANK + 2);
    }

    @Test
    void everyStageHasAPairOfItsOwnUnlessConstant() {
        List<LinearMap.Sketch> fresh = applications(rk4(SEEDED));
        Set<Matrix> omegas = new HashSet<>();
        Set<Matrix> psis = new HashSet<>();
        for (LinearMap.Sketch each : fresh.subList(0, 3)) { // for the next stage, for the result
            omegas.addAll(halves(each.image()));
            psis.addAll(halves(each.adjointImage()));
        }
        assertThat(omegas).hasSize(4);
        assertThat(psis).hasSize(4);
        List<LinearMap.Sketch> constant = applications(rk4(SEEDED.with(Sketching.Reuse.CONSTANT)));
        assertThat(constant)
                .extracting(LinearMap.Sketch::image)
                .containsOnly(constant.getFirst().image());
        assertThat(constant)
                .extracting(LinearMap.Sketch::adjointImage)
                .containsOnly(constant.getFirst().adjointImage());
    }

    private static List<Matrix> halves(Matrix x) {
        int width = x.cols() / 2;
        return List.of(x.columns(0, width), x.columns(width, 2 * width));
    }

    @Test // s = 1: one pair
    void eulerIsTheSameWithFreshAndConstantSketches() {
        SplitMix64 random = new SplitMix64(8);
        MatrixEquation equation = general(20, 15, true, random);
        LowRankMatrix y = Cases.lowRank(20, 15, RANK, true, random);
        var fresh = new RandomizedRungeKutta(ButcherTableau.EULER, Truncation.toRank(RANK), SEEDED);
        var constant =
                new RandomizedRungeKutta(
                        ButcherTableau.EULER,
                        Truncation.toRank(RANK),
                        SEEDED.with(Sketching.Reuse.CONSTANT));
        assertThat(fresh.step(equation, SPAN, y).value())
                .isEqualTo(constant.step(equation, SPAN, y).value());
    }

    @Test
    void theSameSeedGivesTheSameBitsForAnyNumberOfThreads() {
        SplitMix64 random = new SplitMix64(9);
        MatrixEquation equation = general(30, 25, true, random);
        LowRankMatrix y = Cases.lowRank(30, 25, RANK, true, random);
        for (SketchKind kind : SketchKind.values()) {
            RandomizedRungeKutta method = rk4(SEEDED.with(kind));
            LowRankMatrix alone = method.step(equation, SPAN, y).value();
            for (int threads : new int[] {1, 2, 4}) {
                try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                    assertThat(pool.submit(() -> method.step(equation, SPAN, y).value()).join())
                            .isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void everyStepAttemptAndHalfDrawsItsOwn() {
        SplitMix64 random = new SplitMix64(10);
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(20, 15)
                                .left(
                                        Coefficient.ONE,
                                        Dense.of(Cases.gaussian(20, 20, false, random))));
        MatrixEquation frozen = (_, z) -> equation.evaluate(0, z); // autonomous
        LowRankMatrix y = Cases.lowRank(20, 15, RANK, false, random);
        MatrixEquation given = (_, _) -> Cases.lowRank(20, 15, 9, false, new SplitMix64(4));
        for (MatrixEquation each : List.of(given, SumEquation.of(frozen, given))) {
            LowRankMatrix first = rk4(SEEDED).step(each, SPAN, y).value();
            Span next = new Span(3, 0, 0.7, 0.05);
            assertThat(rk4(SEEDED).step(each, next, y).value()).isNotEqualTo(first);
            assertThat(rk4(SEEDED).step(each, SPAN.again(), y).value()).isNotEqualTo(first);
            assertThat(rk4(SEEDED).step(each, SPAN.firstHalf(), y).value())
                    .isNotEqualTo(rk4(SEEDED).step(each, SPAN.secondHalf(), y).value());
            Sketching other = Sketching.gaussian(new SketchSource.Seeded(2));
            assertThat(rk4(other).step(each, SPAN, y).value()).isNotEqualTo(first);
        }
    }

    @Test
    void theRankFollowsTheToleranceUpToItsBound() {
        Solutions x = Solutions.manufactured(30, 25, 6, 0.1, false, 21);
        LowRankMatrix start = Truncation.toRank(2).apply(x.start()).value();
        Span span = new Span(0, 0, 0, 0.1);
        var free =
                new RandomizedRungeKutta(
                        ButcherTableau.RK4, new Truncation.Tail(1e-9, 0, 1, 50), SEEDED);
        Step<LowRankMatrix> grown = free.step(x.equation(), span, start);
        assertThat(grown.report().ranksAugmented()).containsExactly(2 * 2 + 2);
        assertThat(grown.report().ranksAfter().getFirst()).isBetween(4, 6);
        assertThat(grown.report().discarded()).isLessThan(1e-9);
        Step<LowRankMatrix> capped =
                free.withTruncation(new Truncation.Tail(1e-9, 0, 1, 3))
                        .step(x.equation(), span, start);
        assertThat(capped.report().ranksAfter()).containsExactly(3);
        assertThat(capped.report().capped()).isTrue();
        Step<LowRankMatrix> coarse =
                free.withTruncation(new Truncation.Tail(1e-2, 0, 1, 50))
                        .step(x.equation(), span, x.start());
        assertThat(coarse.report().ranksAfter().getFirst()).isLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStartIsCompressedFromTwoSketches(boolean complex) {
        LowRankMatrix exact = Cases.lowRank(20, 15, RANK, complex, new SplitMix64(1));
        assertThat(rk4(SEEDED).start(exact).distance(exact)).isLessThan(1e-12);
        LowRankMatrix more = exact.plus(Cases.lowRank(20, 15, 6, complex, new SplitMix64(2)));
        LowRankMatrix found = rk4(SEEDED).start(more);
        assertThat(found.rank()).isEqualTo(RANK);
        assertThat(found.distance(more)).isLessThan(more.norm());
        assertThat(found.orthonormalityDefect()).isLessThan(1e-13);
    }

    @Test
    void aBlowUpNamesTheStage() {
        LowRankMatrix y = Cases.lowRank(9, 8, 2, false, new SplitMix64(1));
        MatrixEquation equation =
                SeparableEquation.of(SeparableOperator.zero(9, 8).identity(Coefficient.of(1e200)));
        var method = new RandomizedRungeKutta(ButcherTableau.RK4, Truncation.toRank(2), SEEDED);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> method.step(equation, new Span(7, 0, 0.25, 0.5), y))
                .withMessage(
                        "RandomizedRungeKutta at t = 0.250000, h = 0.500000: Z3Ω has 36 non-finite"
                                + " entries of 36; reduce h or choose an implicit substep");
    }

    @Test
    void impossibleSettingsAreRefused() {
        Truncation fixed = Truncation.toRank(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomizedRungeKutta(ButcherTableau.DIRK2, fixed, SEEDED))
                .withMessage("RandomizedRungeKutta: wants an explicit tableau, found dirk2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RandomizedRungeKutta(ButcherTableau.RK4, List.of(2, 3), fixed, SEEDED))
                .withMessage(
                        "RandomizedRungeKutta: stageRank must be one factor ≥ 1, or one for each of"
                                + " the 3 stages of rk4 after the first, found [2, 3]");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        rk4(SEEDED)
                                .withTruncation(Truncation.relative(1e-3))
                                .start(LowRankMatrix.zero(4, 4)))
                .withMessage(
                        "RandomizedRungeKutta: only a fixed rank says how wide the start's sketches"
                                + " are");
    }
}
