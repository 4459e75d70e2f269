package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// What all problems have in common.
class ProblemTest {
    static Stream<MatrixProblem> small() {
        return Stream.of(
                Presets.riccati(9, 1.0, 0.5, 0.25, 0.125).problem(3),
                Presets.m3(),
                new ShiftedLyapunov(22, 1, List.of(0.5, -0.3), 11, 20, 0, true).problem(1),
                Presets.heat(10),
                Presets.lattice(12, LatticeSchroedinger.Initial.RANDOM_DECAY),
                new NonlinearSchroedinger(12, 0.3, 3, List.of(6.0), List.of(7.0), 2, 1e-3)
                        .problem(1),
                Presets.rotating(9, RotatingSingularValues.Form.GIVEN),
                Presets.landau(List.of(8, 12), 0.3),
                PointwiseProblemsTest.allenCahn(14, AllenCahn.Initial.TANGENTS),
                Presets.planeSource(20, 8, 1, 0.2, Derivative.UPWIND).problem(1),
                Presets.lineSource(8, 3, 0.3).problem(1),
                Presets.periodicPlane(5, AngleRule.QUADRATURE, 0.5).problem(1),
                Presets.radiationLattice(7, 2, RadiationLattice.Eleventh.ABOVE).problem(1),
                new SuOlson(12, 6, 2, 1, 1, 0.5, 10, Derivative.FOURIER, 5).problem(1),
                (MatrixProblem) BoxPresets.fixed(12, 1.0, 3.0),
                (MatrixProblem) BoxPresets.swirl(14),
                (MatrixProblem) BoxPresets.dougherty(12, 2, 0.3, -0.4),
                (MatrixProblem) BoxPresets.burgers(10, 2, ViscousBurgers.Source.DECAYING));
    }

    @ParameterizedTest
    @MethodSource("small")
    void restrictionsAreThoseOfTheEquation(MatrixProblem problem) {
        LowRankMatrix y = problem.start().ofRank(Math.min(5, Math.min(problem.m(), problem.n())));
        double t = problem.startTime() + 0.3;
        Matrix u = y.u();
        Matrix v = y.v();
        Matrix image = problem.equation().evaluate(t, y).apply(v);
        Matrix adjointImage = problem.equation().evaluate(t, y).applyAdjoint(u);
        double size = image.norm();
        Matrix k = problem.equation().kEquation(v).evaluate(t, u.times(y.s()));
        assertThat(k.minus(image).norm()).isLessThan(1e-12 * size);
        Matrix l = problem.equation().lEquation(u).evaluate(t, v.timesAdjoint(y.s()));
        assertThat(l.minus(adjointImage).norm()).isLessThan(1e-12 * size);
        Matrix s = problem.equation().sEquation(u, v).evaluate(t, y.s());
        assertThat(s.minus(u.adjointTimes(image)).norm()).isLessThan(1e-12 * size);
    }

    @ParameterizedTest
    @MethodSource("small")
    void gridsObservablesAndFieldsFitTheStart(MatrixProblem problem) {
        LowRankMatrix y = problem.start().full();
        assertThat(y.rows()).isEqualTo(problem.rows().size());
        assertThat(y.cols()).isEqualTo(problem.columns().size());
        assertThat(problem.rank()).isBetween(1, Math.min(problem.m(), problem.n()));
        assertThat(problem.endTime()).isGreaterThan(problem.startTime());
        for (Observable<LowRankMatrix> observable : problem.observables()) {
            assertThat(observable.quantity().of(0, y)).isFinite();
        }
        for (Field<LowRankMatrix> field : problem.fields()) {
            assertThat(field.of().apply(y).rows()).isEqualTo(field.grid().size());
            assertThat(field.of().apply(y).isComplex()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void startsOfAnyRankAreTheBestOrThePaddedValue(MatrixProblem problem) {
        LowRankMatrix full = problem.start().full();
        int most = Math.min(problem.m(), problem.n());
        for (int rank = 1; rank <= most; rank++) {
            LowRankMatrix y = problem.start().ofRank(rank);
            assertThat(y.rank()).isEqualTo(rank);
            assertThat(y.orthonormalityDefect()).isLessThan(1e-12);
            assertThat(y.distance(full))
                    .isCloseTo(Methods.best(full, rank), within(1e-13 * full.norm()));
        }
        assertThatThrownBy(() -> problem.start().ofRank(most + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rank must be between 1 and min(m, n) = %d, found %d", most, most + 1);
    }

    @Test
    void everyFamilyDescribesAllItsNumbers() {
        assertThat(Catalogue.problems())
                .containsKeys(
                        "riccati",
                        "moving-gaussians",
                        "lyapunov/shifted",
                        "lyapunov/sine",
                        "heat/matrix",
                        "schroedinger/lattice-2d",
                        "schroedinger/nonlinear",
                        "rotating/small-singular-values",
                        "vlasov/landau-1d1v",
                        "vlasov/two-stream",
                        "allen-cahn/square",
                        "radiative-transfer/plane-source",
                        "radiative-transfer/line-source",
                        "radiative-transfer/periodic-2d",
                        "radiative-transfer/lattice",
                        "radiative-transfer/su-olson",
                        "spin/ising",
                        "spin/heisenberg",
                        "spin/long-range",
                        "spin/lindblad",
                        "radiative-transfer/tree",
                        "uncertainty/line-source",
                        "diffusion/modes",
                        "diffusion/gaussians",
                        "advection-diffusion/rotation",
                        "advection-diffusion/swirl",
                        "advection-diffusion/waves",
                        "fokker-planck/dougherty",
                        "burgers/viscous");
        Catalogue.problems()
                .forEach((id, family) -> {
                    assertThat(family.getAnnotation(Named.class).doc()).isNotEmpty();
                    var settings = Settings.of(family.asSubclass(Record.class));
                    assertThat(settings.name()).isEqualTo(id);
                    for (Setting key : settings.keys()) {
                        assertThat(key.doc()).as(id + "." + key.name()).isNotEmpty();
                        assertThat(key.isRequired()).as(id + "." + key.name()).isFalse();
                    }
                });
    }

    @Test
    void aFullSolutionThatDoesNotFitIsRefused() {
        MatrixProblem riccati = Presets.riccati(100_000, 1.0, 0.5, 0.25, 0.125).problem(1);
        assertThat(riccati.reference()).isEqualTo(new Reference.None<>());
        assertThatThrownBy(() -> new FullReference(1e-12, 1L << 31).at(riccati, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "FullReference: the full 100000×100000 solution needs 1.49e+03 GiB of"
                                + " memory of which 2.00 GiB may be used; choose fewer points or no"
                                + " reference");
        assertThatThrownBy(() -> new FullReference(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FullReference: tolerance must be in (0, 1), found 0.0");
    }

    @Test // y′ = y² from 1 has a pole at t = 1
    void aFullSolutionThatBlowsUpIsRefused() {
        var square = new PointwiseEquation(Polynomial.Monomial.real(1, 2));
        Matrix one = Matrix.generate(3, 1, (i, j) -> 1);
        FullReference full = FullReference.ofTightTolerance();
        assertThat(full.at(square, 0, LowRankMatrix.ofFactors(one, one), 0.5).entry(1, 2).re())
                .isCloseTo(2, within(1e-11));
        assertThatThrownBy(() -> full.at(square, 0, LowRankMatrix.ofFactors(one, one), 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "FullReference: the full solution cannot be followed from t = 0.00000 to"
                                + " 2.00000; it blows up or is too stiff for an explicit method");
    }

    static Stream<MatrixProblem> large() {
        int points = 100_000;
        return Stream.of(
                Presets.riccati(points, 1.0, 0.5, 0.25, 0.125).problem(1),
                new SineLyapunov(points, 1, 11, 20, 0, false).problem(1),
                Presets.heat(points),
                RotatingSingularValuesTest.tridiagonal(points).problem(1),
                Presets.lattice(points, LatticeSchroedinger.Initial.SMOOTH));
    }

    @ParameterizedTest // nothing of size m×n, which would be 80 GB
    @MethodSource("large")
    void hundredThousandPointsAreOneStepOfThinFactors(MatrixProblem problem) {
        LowRankMatrix y = problem.start().ofRank(6);
        AugmentedBug bug = new AugmentedBug(Truncation.toRank(6), Substep.rk4());
        double tiny = 1e-12; // stable for the heat equation too
        LowRankMatrix next = bug.step(problem.equation(), new Span(0, 0, 0, tiny), y).value();
        assertThat(next.norm()).isCloseTo(y.norm(), within(0.1 * y.norm()));
    }
}
