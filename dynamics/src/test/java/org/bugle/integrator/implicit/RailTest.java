package org.bugle.integrator.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

class RailTest {
    private static final double ROUNDING = 1e-12;
    private static final Span FIRST = new Span(0, 0, 0.2, 0.1);
    private static final List<Integer> PLANE = List.of(7, 6);
    private static final List<Integer> SPACE = List.of(6, 5, 4);

    private static final RailOptions SINGLE =
            new RailOptions(
                    RailOptions.Augmentation.SINGLE,
                    new RailOptions.KBasis.Qr(),
                    RailOptions.Cores.PER_MODE,
                    RailOptions.Enrichment.NONE);

    private static final RailOptions BLIND =
            new RailOptions(
                    RailOptions.Augmentation.DOUBLE,
                    new RailOptions.KBasis.Svd(1e-10),
                    RailOptions.Cores.PER_MODE,
                    RailOptions.Enrichment.NONE);

    static List<ImexTableau> imex() {
        return List.of(ImexTableau.IMEX111, ImexTableau.IMEX222, ImexTableau.IMEX443);
    }

    static List<ImexTableau> tables() {
        return List.of(
                ImexTableau.BE,
                ImexTableau.DIRK2,
                ImexTableau.DIRK3,
                ImexTableau.IMEX111,
                ImexTableau.IMEX222,
                ImexTableau.IMEX443);
    }

    private static ImexTableau table(String name) {
        return tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    private static Rail rail(ImexTableau table, Truncation rule, RailOptions options) {
        return new Rail(table, new TuckerTruncation.Sequential(rule), options);
    }

    // ---- equivalence with the Runge–Kutta method on the full grid

    @ParameterizedTest
    @MethodSource("imex")
    void fullBasesGiveTheMethodOnTheFullGrid(ImexTableau table) {
        for (List<Integer> sizes : List.of(PLANE, SPACE)) {
            for (boolean complex : new boolean[] {false, true}) {
                SplitEquation equation = RailCases.random(sizes, complex, 3);
                Tucker y = RailCases.tucker(sizes, 7, complex, 4);
                Tensor exact =
                        new FullGrid(table, equation).step(FIRST.t(), FIRST.h(), y.toDense());
                Rail rail = rail(table, Truncation.absolute(0), RailOptions.ROBUST);
                Step<Tucker> step = rail.step(equation, FIRST, y);
                assertThat(step.value().toDense().minus(exact).norm())
                        .isLessThan(ROUNDING * exact.norm());
                assertThat(step.value().orthonormalityDefect()).isLessThan(1e-13);
                assertThat(exact.minus(y.toDense()).norm()).isGreaterThan(0.1 * exact.norm());
            }
        }
    }

    /// Operators that share their eigenvectors, and a start in three of them in each mode.
    @ParameterizedTest
    @MethodSource("tables")
    void invariantSubspacesAreKept(ImexTableau table) {
        for (boolean complex : new boolean[] {false, true}) {
            List<Matrix> vectors = new ArrayList<>();
            List<Optional<Operator>> stiff = new ArrayList<>();
            List<Optional<LinearMap>> factors = new ArrayList<>();
            SplitMix64 random = new SplitMix64(9);
            for (int n : SPACE) {
                Matrix q = Cases.basis(n, n, complex, random);
                vectors.add(q);
                stiff.add(Optional.of(inEigenvectors(q, complex, -2, random)));
                factors.add(Optional.of(inEigenvectors(q, complex, 1, random)));
            }
            List<SplitEquation.Term> terms =
                    table.hasExplicitPart()
                            ? List.of(SplitEquation.Term.linear(Coefficient.ONE, factors))
                            : List.of();
            SplitEquation equation = new SplitEquation(SPACE, stiff, terms, List.of());
            Tucker y =
                    new Tucker(
                            RailCases.tucker(List.of(3, 3, 3), 3, complex, 2).toDense(),
                            vectors.stream().map(q -> q.columns(1, 4)).toList());
            Tensor exact = new FullGrid(table, equation).step(FIRST.t(), FIRST.h(), y.toDense());
            for (RailOptions options : List.of(RailOptions.ROBUST, RailOptions.PUBLISHED, SINGLE)) {
                Step<Tucker> step =
                        rail(table, Truncation.relative(1e-13), options).step(equation, FIRST, y);
                assertThat(step.value().ranks()).containsExactly(3, 3, 3);
                assertThat(step.value().toDense().minus(exact).norm())
                        .isLessThan(ROUNDING * exact.norm());
            }
        }
    }

    private static Dense inEigenvectors(
            Matrix q, boolean complex, double scale, SplitMix64 random) {
        Matrix lambda = Cases.gaussian(q.rows(), 1, complex, random).times(scale);
        return Dense.of(q.times(new Diagonal(lambda).apply(q.adjoint())));
    }

    // ---- closed forms and figures of the reference

    @ParameterizedTest // spec `rail` §8-C
    @CsvSource({
        "be, 3.823678e-1, 1.974990e-1, 1.004233e-1, 0.8361519711, 0.4979112752",
        "dirk2, 4.820606e-3, 1.196058e-3, 2.979598e-4, 0.8348043108, 0.4855972837",
        "dirk3, 4.053528e-4, 5.268838e-5, 6.722350e-6, 0.8348062785, 0.4856685028"
    })
    void diffusionHasTheAmplitudesAndErrorsOfItsTable(
            String name, double error5, double error10, double error20, double a1, double a2) {
        SplitEquation equation = RailCases.diffusion();
        Rail rail = rail(table(name), new Truncation.Threshold(1e-9, 1, 64), RailOptions.ROBUST);
        double decay = (1.0 / 4 + 1.0 / 9) * 0.5;
        double[] expected = {error5, error10, error20};
        int[] steps = {5, 10, 20};
        for (int i = 0; i < 3; i++) {
            Step<Tucker> end =
                    RailCases.run(rail, equation, RailCases.diffusionStart(), 0.5, steps[i]);
            Tensor u = end.value().toDense();
            double error =
                    RailCases.errorL1(
                            u,
                            RailCases.E1_AXIS,
                            x ->
                                    Math.exp(-decay) * Math.sin(x[0]) * Math.sin(x[1])
                                            + Math.exp(-4 * decay)
                                                    * Math.sin(2 * x[0])
                                                    * Math.sin(2 * x[1]));
            assertThat(error).isCloseTo(expected[i], within(5e-7 * expected[i]));
            assertThat(end.value().ranks()).containsExactly(2, 2);
            if (steps[i] == 10) {
                assertThat(amplitude(u, 1)).isCloseTo(a1, within(6e-11));
                assertThat(amplitude(u, 2)).isCloseTo(a2, within(6e-11));
            }
        }
    }

    /// Of sin kx sin ky.
    private static double amplitude(Tensor u, int k) {
        Matrix s = RailCases.E1_AXIS.column(x -> Math.sin(k * x));
        return s.adjointTimes(u.unfold(0)).times(s).get(0, 0) / Math.pow(s.norm(), 4);
    }

    @ParameterizedTest // spec `rail` §8-G
    @CsvSource({
        "imex111, 3.864843e1, 1.359965e1, 186.9200447160",
        "imex222, 3.871095e0, 8.995226e-1, 185.3281930348",
        "imex443, 8.232303e-1, 1.096804e-1, 185.3323675429"
    })
    void translationHasTheErrorsOfTheFullGrid(
            String name, double error8, double error16, double norm16) {
        SplitEquation equation = RailCases.translation();
        Rail rail = rail(table(name), Truncation.relative(1e-8), RailOptions.ROBUST);
        Tensor at8 =
                RailCases.run(rail, equation, RailCases.translationStart(), 1, 8).value().toDense();
        Step<Tucker> end = RailCases.run(rail, equation, RailCases.translationStart(), 1, 16);
        Tensor at16 = end.value().toDense();
        assertThat(translationError(at8)).isCloseTo(error8, within(5e-7 * error8));
        assertThat(translationError(at16)).isCloseTo(error16, within(5e-7 * error16));
        assertThat(at16.norm()).isCloseTo(norm16, within(2e-10));
        assertThat(end.value().ranks()).containsExactly(5, 5, 5);
    }

    private static double translationError(Tensor u) {
        return RailCases.errorL1(u, RailCases.T2_AXIS, x -> RailCases.translated(1, x));
    }

    /// An even start under a field that is odd in two directions (spec `rail` §7.2 and §8-K).
    @Test
    void enrichmentSeesWhatTheBasesAreBlindTo() {
        RailCases.Axis axis = new RailCases.Axis(32, -2 * Math.PI, 4 * Math.PI);
        SplitEquation equation = RailCases.rotation(axis, 3, 2, 1.0 / 12);
        Tucker y =
                RailCases.product(
                                axis,
                                x -> Math.exp(-x * x),
                                x -> Math.exp(-2 * x * x),
                                x -> Math.exp(-x * x))
                        .orthonormalized();
        Rail blind = rail(ImexTableau.IMEX111, Truncation.relative(1e-4), BLIND);
        Rail seeing = rail(ImexTableau.IMEX111, Truncation.relative(1e-4), RailOptions.ROBUST);
        assertThat(RailCases.run(blind, equation, y, 0.1, 10).value().ranks())
                .containsExactly(1, 1, 1);
        List<Integer> ranks = RailCases.run(seeing, equation, y, 0.1, 10).value().ranks();
        assertThat(ranks.subList(0, 2)).allSatisfy(rank -> assertThat(rank).isGreaterThan(2));
        assertThat(ranks.getLast()).isEqualTo(1);
    }

    /// A Gaussian of rank 1 that begins to turn: what the bases do not see is lost. The bounds are
    /// twice what was measured; without the bases of earlier stages the first two are six times as
    /// much.
    @Test
    void basesOfStagesSeeWhatTheFullGridSees() {
        RailCases.Axis axis = new RailCases.Axis(16, -Math.PI, 2 * Math.PI);
        SplitEquation equation = RailCases.rotation(axis, 2, 1, 0.1);
        Tucker y =
                RailCases.product(axis, x -> Math.exp(-x * x), x -> Math.exp(-3 * x * x))
                        .orthonormalized();
        FullGrid fullGrid = new FullGrid(ImexTableau.IMEX443, equation);
        Tensor exact = y.toDense();
        for (int i = 0; i < 3; i++) {
            exact = fullGrid.step(0.05 * i, 0.05, exact);
        }
        Truncation rule = Truncation.absolute(1e-8);
        Map<RailOptions, Double> bounds =
                Map.of(SINGLE, 0.02, BLIND, 0.02, RailOptions.ROBUST, 3e-4);
        for (var bound : bounds.entrySet()) {
            Rail rail = rail(ImexTableau.IMEX443, rule, bound.getKey());
            Tensor u = RailCases.run(rail, equation, y, 0.15, 3).value().toDense();
            assertThat(u.minus(exact).norm()).isLessThan(bound.getValue());
        }
    }

    // ---- properties

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1, 1e2, 1e4})
    void backwardEulerNeverRaisesTheNorm(double h) {
        SplitMix64 random = new SplitMix64(6);
        List<Optional<Operator>> stiff = new ArrayList<>();
        double norms = 0;
        for (int n : SPACE) {
            Matrix b = Cases.gaussian(n, n - 2, true, random);
            Matrix a = b.timesAdjoint(b).times(-1);
            stiff.add(Optional.of(Dense.of(a)));
            norms += a.norm2();
        }
        // what rounding makes of eigenvalues that are zero
        double rounding = 4 * Math.ulp(1.0) * (1 + h * norms);
        SplitEquation equation = new SplitEquation(SPACE, stiff, List.of(), List.of());
        Rail rail = rail(ImexTableau.BE, Truncation.relative(1e-6), RailOptions.ROBUST);
        Tucker y = RailCases.tucker(SPACE, 2, true, 8);
        for (int i = 0; i < 4; i++) {
            Tucker next = rail.step(equation, new Span(i, 0, i * h, h), y).value();
            assertThat(next.core().norm()).isLessThanOrEqualTo(y.core().norm() * (1 + rounding));
            y = next;
        }
    }

    @Test
    void aTrivialThirdModeChangesNothing() {
        RailCases.Axis axis = new RailCases.Axis(24, -Math.PI, 2 * Math.PI);
        Tucker plane =
                RailCases.product(axis, x -> Math.exp(Math.sin(x)), x -> Math.cos(2 * x))
                        .orthonormalized();
        Tucker space =
                RailCases.product(axis, x -> Math.exp(Math.sin(x)), x -> Math.cos(2 * x), _ -> 1)
                        .orthonormalized();
        for (ImexTableau table : imex()) {
            Rail rail = rail(table, Truncation.relative(1e-11), RailOptions.ROBUST);
            Tensor in2 =
                    RailCases.run(rail, RailCases.rotation(axis, 2, 1, 0.2), plane, 0.1, 4)
                            .value()
                            .toDense();
            Step<Tucker> end =
                    RailCases.run(rail, RailCases.rotation(axis, 3, 1, 0.2), space, 0.1, 4);
            Tensor in3 = end.value().toDense();
            Tensor layer = in3.timesMode(2, Matrix.identity(1, 24)).reshape(24, 24);
            assertThat(end.value().ranks().get(2)).isEqualTo(1);
            assertThat(layer.minus(in2).norm()).isLessThan(1e-9 * in2.norm());
        }
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        SplitEquation equation = RailCases.random(SPACE, true, 3);
        Tucker y = RailCases.tucker(SPACE, 2, true, 4);
        Rail rail = rail(ImexTableau.IMEX443, Truncation.relative(1e-3), RailOptions.ROBUST);
        Step<Tucker> alone = rail.step(equation, FIRST, y);
        for (int threads = 1; threads <= 2; threads++) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertThat(pool.submit(() -> rail.step(equation, FIRST, y)).join())
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void aStepReportsWhatItDid() {
        SplitEquation equation = RailCases.random(PLANE, false, 3);
        Tucker y = RailCases.tucker(PLANE, 2, false, 4);
        var report =
                rail(ImexTableau.IMEX222, new Truncation.Tail(0, 1e-12, 1, 3), RailOptions.ROBUST)
                        .step(equation, FIRST, y)
                        .report();
        assertThat(report.ranksBefore()).containsExactly(2, 2);
        assertThat(report.ranksAugmented()).containsExactly(7, 6);
        assertThat(report.ranksAfter()).containsExactly(3, 3);
        assertThat(report.capped()).isTrue();
        assertThat(report.discarded()).isGreaterThan(0);
        // E twice; three solves of two K-steps and a core
        assertThat(report.evaluations()).isEqualTo(2 + 3 * 3);
    }

    // ---- what does not fit

    @Test
    void termsThatAreNotStiffWantATableWithAnExplicitPart() {
        Rail rail = rail(ImexTableau.DIRK2, Truncation.relative(1e-6), RailOptions.ROBUST);
        Tucker y = RailCases.tucker(PLANE, 2, false, 4);
        assertThatThrownBy(() -> rail.step(RailCases.random(PLANE, false, 3), FIRST, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Rail: the equation has terms that are not stiff, for which dirk2 has no"
                                + " explicit part; choose imex111, imex222 or imex443");
        assertThatThrownBy(() -> rail.step(RailCases.random(SPACE, false, 3), FIRST, y))
                .hasMessage(
                        "Rail: wants a tensor of two or more modes of the sizes [6, 5, 4] of the"
                                + " equation, found [7, 6]");
    }

    @Test
    void divergenceNamesThePlaceAndTheQuantity() {
        SplitEquation.Term huge =
                SplitEquation.Term.linear(
                        Coefficient.of(Double.MAX_VALUE), Collections.nCopies(2, Optional.empty()));
        SplitEquation equation =
                new SplitEquation(
                        PLANE, Collections.nCopies(2, Optional.empty()), List.of(huge), List.of());
        Tucker y = RailCases.tucker(PLANE, 1, false, 4).times(1e10);
        Rail rail = rail(ImexTableau.IMEX111, Truncation.relative(1e-6), RailOptions.ROBUST);
        assertThatThrownBy(() -> rail.step(equation, FIRST, y))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("Rail at t = 0.200000, h = 0.100000: W of a K-step has");
    }

    @Test
    void anotherTruncationKeepsTheRest() {
        Rail rail = rail(ImexTableau.IMEX222, Truncation.relative(1e-6), RailOptions.PUBLISHED);
        TuckerTruncation other = new TuckerTruncation.Sequential(Truncation.toRank(2));
        Rail changed = rail.withTruncation(other);
        assertThat(changed.truncation()).isEqualTo(other);
        assertThat(changed.table()).isEqualTo(ImexTableau.IMEX222);
        assertThat(changed.options()).isEqualTo(RailOptions.PUBLISHED);
        assertThat(changed.order()).isEqualTo(2);
        assertThat(changed.name()).isEqualTo("rail");
    }
}
