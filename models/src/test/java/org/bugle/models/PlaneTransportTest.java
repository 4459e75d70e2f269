package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Radiation in the plane: spec `gap` §4.8, E6, A2 and A3.
class PlaneTransportTest {
    private static Matrix flux(MatrixProblem problem, LowRankMatrix y) {
        return problem.fields().getFirst().of().apply(y);
    }

    @ParameterizedTest
    @CsvSource({
        "MOMENTS, FOURIER",
        "MOMENTS, CENTRED",
        "QUADRATURE, FOURIER",
        "QUADRATURE, CENTRED",
    })
    void closedFormSolvesTheDiscreteEquation(AngleRule angle, Derivative derivative) {
        MatrixProblem problem = // absorbing, and scaled towards diffusion
                new PeriodicPlane(6, angle, 4, List.of(4, 6), 0.5, 0.5, 1.3, 0.2, derivative, 6)
                        .problem(1);
        LowRankMatrix full = FullReference.ofTightTolerance().at(problem, 0.3);
        LowRankMatrix exact = Methods.exact(problem, 0.3);
        assertThat(full.distance(exact)).isLessThan(1e-11 * exact.norm());
        assertThat(problem.observables().getFirst().invariant()).isFalse();
    }

    @Test // the distance to diffusion falls with ε² to rounding, where an exponential loses all
    void stiffRadiationDiffuses() {
        for (double knudsen : List.of(1e-2, 1e-4, 1e-6)) {
            PeriodicPlane plane = Presets.periodicPlane(12, AngleRule.MOMENTS, knudsen);
            MatrixProblem problem = plane.problem(1);
            Matrix kinetic = flux(problem, Methods.exact(problem, 0.3));
            double distance = kinetic.minus(plane.diffusionLimit(0.3)).norm() / kinetic.norm();
            assertThat(distance)
                    .isCloseTo(0.1502 * knudsen * knudsen, within(1e-14 + 0.01 * distance));
        }
    }

    @ParameterizedTest // both sides of the point from which on only the slow mode is computed
    @CsvSource({"0.5, 198", "0.5, 203", "9, 198", "9, 203", "0, 500"})
    void slowModeIsTheExponential(double kappa, double collisions) {
        KineticMode mode = new KineticMode(9, Math.sqrt(collisions), collisions);
        Matrix j = Legendre.multiplication(9).apply(Matrix.identity(9));
        Matrix relaxation =
                Matrix.identity(9).minus(Matrix.identity(9, 1).times(Matrix.identity(1, 9)));
        Matrix generator =
                j.times(new Complex(0, -kappa * Math.sqrt(collisions)))
                        .plus(-collisions, relaxation);
        Matrix exact = Expm.of(generator).columns(0, 1);
        Matrix found =
                Matrix.generateComplex(
                        9,
                        1,
                        (l, _) -> {
                            Complex turned = Complex.real(mode.at(kappa, 1).get(l, 0));
                            for (int k = 0; k < l; k++) {
                                turned = turned.times(Complex.I.negate());
                            }
                            return turned;
                        });
        assertThat(found.minus(exact).norm()).isLessThan(1e-12);
    }

    @Test
    void aPulseStaysRoundAndKeepsItsMass() {
        MatrixProblem source = Presets.lineSource(24, 7, 0.2).problem(1);
        Matrix flux = flux(source, Methods.exact(source, 0.8));
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 24; j++) {
                double value = flux.get(i * 24 + j, 0);
                assertThat(flux.get(j * 24 + i, 0)).isCloseTo(value, within(1e-13));
                assertThat(flux.get((23 - i) * 24 + j, 0)).isCloseTo(value, within(1e-13));
            }
        }
        Observable<LowRankMatrix> mass = source.observables().getFirst();
        assertThat(mass.invariant()).isTrue();
        double initial = mass.quantity().of(0, source.start().full());
        assertThat(initial).isCloseTo(1, within(1e-6)); // but for what the edges cut off
        assertThat(mass.quantity().of(0.8, Methods.exact(source, 0.8)))
                .isCloseTo(initial, within(1e-12));
    }

    @Test // an integral over wave numbers, a sum over wave vectors: nothing in common but c₀(κ)
    void thePlaneWithoutEdgesHasTheSameFlux() {
        LineSource line = Presets.lineSource(64, 31, 0.1);
        MatrixProblem source = line.problem(1);
        Matrix flux = flux(source, Methods.exact(source, 0.5));
        Grid x = source.fields().getFirst().grid().directions().getFirst();
        List<Integer> cells = List.of(32 * 64 + 32, 32 * 64 + 40, 36 * 64 + 44);
        List<Double> distances =
                cells.stream().map(k -> Math.hypot(x.point(k / 64), x.point(k % 64))).toList();
        List<Double> exact = line.exactScalarFlux(distances, 0.5);
        for (int k = 0; k < 3; k++) {
            assertThat(flux.get(cells.get(k), 0)).isCloseTo(exact.get(k), within(1e-8));
        }
    }

    static Stream<MatrixIntegrator> integrators() {
        Truncation truncation = new Truncation.Tail(0, 1e-7, 1, 36);
        return Stream.of(
                new AugmentedBug(truncation, Substep.rk4()),
                new MidpointBug(MidpointBug.Variant.R4, truncation, Substep.rk4()),
                new ParallelBug(2, ParallelBug.Block.K, false, truncation, Substep.rk4()));
    }

    @ParameterizedTest
    @MethodSource("integrators")
    void lowRankFollowsTheFullSolution(MatrixIntegrator integrator) {
        MatrixProblem problem = Presets.periodicPlane(8, AngleRule.QUADRATURE, 0.5).problem(1);
        Truncation start = new Truncation.Tail(0, 1e-7, 6, 36);
        LowRankMatrix y = Methods.run(problem, problem.start().by(start), integrator, 40, 0.3);
        LowRankMatrix exact = Methods.exact(problem, 0.3);
        assertThat(y.rank()).isBetween(7, 35);
        assertThat(y.distance(exact)).isLessThan(1e-3 * exact.norm());
    }

    @Test // ρ, ∂_x ρ, ∂_y ρ and 1, Ω_x, Ω_y: without them a start of rank 1 is frozen
    void paddingLeadsIntoBothDirections() {
        MatrixProblem problem = Presets.periodicPlane(8, AngleRule.MOMENTS, 0.5).problem(1);
        Matrix v = problem.start().ofRank(3).v().map(Math::abs);
        assertThat(v.rows(0, 3).adjointTimes(v.rows(0, 3)).minus(Matrix.identity(3)).norm())
                .isLessThan(1e-12);
        AugmentedBug bug = new AugmentedBug(Truncation.toRank(3), Substep.rk4());
        LowRankMatrix exact = Methods.exact(problem, 0.3);
        LowRankMatrix padded = Methods.run(problem, problem.start().ofRank(3), bug, 40, 0.3);
        LowRankMatrix frozen =
                Methods.run(
                        problem,
                        problem.start().ofRank(1),
                        new AugmentedBug(Truncation.toRank(1), Substep.rk4()),
                        40,
                        0.3);
        assertThat(flux(problem, frozen).minus(flux(problem, problem.start().full())).norm())
                .isLessThan(1e-12 * exact.norm());
        assertThat(padded.distance(exact)).isLessThan(0.02 * exact.norm());
    }

    @Test
    void theOtherConventionIsTheMirroredLattice() {
        MatrixProblem above =
                Presets.radiationLattice(14, 3, RadiationLattice.Eleventh.ABOVE).problem(1);
        MatrixProblem below =
                Presets.radiationLattice(14, 3, RadiationLattice.Eleventh.BELOW).problem(1);
        Matrix one = flux(above, FullReference.ofTightTolerance().at(above, 2));
        Matrix other = flux(below, FullReference.ofTightTolerance().at(below, 2));
        for (int k = 0; k < 14 * 14; k++) {
            double value = one.get(k, 0);
            int x = k / 14;
            int y = k % 14;
            assertThat(other.get(x * 14 + 13 - y, 0)).isCloseTo(value, within(1e-11));
            assertThat(one.get((13 - x) * 14 + y, 0)).isCloseTo(value, within(1e-11));
        }
        assertThat(Math.abs(one.get(7 * 14 + 2, 0) - one.get(7 * 14 + 11, 0))).isGreaterThan(1e-3);
    }

    @ParameterizedTest // d/dt ∫φ = ∫Q − ∫σ_a φ − outflow
    @CsvSource({"UPWIND, ZERO, 3.0", "CENTRED, PERIODIC, 1.0"})
    void nothingIsLostFromTheLattice(Derivative derivative, Boundary boundary, double t) {
        MatrixProblem problem =
                new RadiationLattice(
                                14,
                                AngleRule.QUADRATURE,
                                1,
                                List.of(2, 8),
                                1,
                                10,
                                2.5,
                                RadiationLattice.Middle.ABSORBING,
                                RadiationLattice.Eleventh.ABOVE,
                                derivative,
                                boundary,
                                5)
                        .problem(1);
        double step = 1e-3;
        List<LowRankMatrix> around =
                Stream.of(t - step, t, t + step)
                        .map(time -> FullReference.ofTightTolerance().at(problem, time))
                        .toList();
        double change =
                (observed(problem, "mass", around.get(2))
                                - observed(problem, "mass", around.get(0)))
                        / (2 * step);
        double absorption = observed(problem, "absorption", around.get(1));
        double outflow = observed(problem, "outflow", around.get(1));
        assertThat(change).isCloseTo(2.5 - absorption - outflow, within(1e-5));
        assertThat(absorption).isGreaterThan(1);
        if (boundary == Boundary.PERIODIC) {
            assertThat(outflow).isCloseTo(0, within(1e-12));
        } else {
            assertThat(outflow).isGreaterThan(1e-3);
        }
    }

    private static double observed(MatrixProblem problem, String name, LowRankMatrix y) {
        return problem.observables().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .quantity()
                .of(0, y);
    }

    @Test
    void lowRankFollowsTheFullLatticeFromAStartOfZero() {
        MatrixProblem problem =
                Presets.radiationLattice(14, 3, RadiationLattice.Eleventh.ABOVE).problem(1);
        LowRankMatrix full = FullReference.ofTightTolerance().at(problem, 2);
        Truncation truncation = new Truncation.Tail(0, 1e-6, 1, 10);
        LowRankMatrix start = problem.start().by(truncation);
        assertThat(start.rank()).isEqualTo(10);
        assertThat(start.norm()).isZero();
        LowRankMatrix y =
                Methods.run(problem, start, new AugmentedBug(truncation, Substep.rk4()), 60, 2);
        assertThat(y.distance(full)).isLessThan(1e-3 * full.norm());
    }

    @Test
    void impossiblePlanesAreRefused() {
        assertThatThrownBy(() -> latticeOf(Derivative.FOURIER, List.of(4, 6)).problem(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("derivative fourier wants boundary: periodic, found zero");
        assertThatThrownBy(() -> latticeOf(Derivative.UPWIND, List.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directions must have 2 entries, found 1");
    }

    private static RadiationLattice latticeOf(Derivative derivative, List<Integer> directions) {
        return new RadiationLattice(
                14,
                AngleRule.MOMENTS,
                3,
                directions,
                1,
                10,
                1,
                RadiationLattice.Middle.SCATTERING,
                RadiationLattice.Eleventh.ABOVE,
                derivative,
                Boundary.ZERO,
                5);
    }
}
