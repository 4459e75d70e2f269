package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.Gap;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.ProductOfMaps;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Slab.Initial;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Dirk;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// Properties of spec `gap` §5 on the slab; its tables are cases of `bugle reproduce gap`.
class SlabTest {
    private static final Substep EXACT = Substep.exponential();

    private static final MatrixIntegrator GAP = Gap.fixed(EXACT);

    private static Slab slab(double knudsen, Initial initial, Derivative derivative) {
        return slab(32, 24, knudsen, List.of(1.0), initial, derivative, 0);
    }

    private static Slab slab(
            int cells,
            int moments,
            double knudsen,
            List<Double> scattering,
            Initial initial,
            Derivative derivative,
            int preserved) {
        return new Slab(
                cells,
                moments,
                2 * Math.PI,
                knudsen,
                scattering,
                List.of(0.0),
                List.of(0.0),
                initial,
                derivative,
                preserved,
                3);
    }

    private static Slab fourier(double knudsen, Initial initial) {
        return slab(knudsen, initial, Derivative.FOURIER);
    }

    private static Matrix density(MatrixProblem problem, LowRankMatrix y) {
        return problem.fields().getFirst().of().apply(y);
    }

    private static double distance(Matrix density, Matrix reference) {
        return density.minus(reference).norm() / reference.norm();
    }

    private static double error(
            MatrixProblem problem, MatrixIntegrator method, int rank, int steps) {
        LowRankMatrix y = Methods.run(problem, problem.start().ofRank(rank), method, steps);
        return distance(
                density(problem, y), density(problem, Methods.exact(problem, problem.endTime())));
    }

    @ParameterizedTest // P6: h = 0.5 is 13 Δx² and up to 5·10²³ ε²
    @ValueSource(doubles = {1e-3, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12})
    void oneStepCrossesTheDiffusiveRegime(double knudsen) {
        MatrixProblem isotropic = fourier(knudsen, Initial.ISOTROPIC).problem(1);
        assertThat(error(isotropic, GAP, 2, 1)).isLessThan(0.05 * knudsen * knudsen + 1e-14);
        assertThat(error(isotropic, GAP, 3, 1)).isLessThan(1e-13);
        assertThat(error(isotropic, GAP, 3, 10)).isLessThan(1e-13);
        MatrixProblem illPrepared = fourier(knudsen, Initial.ILL_PREPARED).problem(1);
        assertThat(error(illPrepared, GAP, 6, 1)).isLessThan(1e-13);
    }

    @ParameterizedTest // P5: ρ is as far from the limit as the kinetic density is
    @CsvSource({"ISOTROPIC, 1.712e-5", "ILL_PREPARED, 1.974e-3"})
    void isAsFarFromTheLimitAsTheKineticSolution(Initial initial, double figure) {
        Slab slab = fourier(0.01, initial);
        MatrixProblem problem = slab.problem(1);
        Matrix limit = slab.diffusionLimit(0.5);
        LowRankMatrix y = Methods.run(problem, problem.start().ofRank(6), GAP, 1);
        assertThat(distance(density(problem, y), limit)).isCloseTo(figure, within(1e-3 * figure));
        assertThat(distance(density(problem, Methods.exact(problem, 0.5)), limit))
                .isCloseTo(figure, within(1e-3 * figure));
    }

    @ParameterizedTest // P7, on a start far from equilibrium
    @CsvSource({"1, 1e-3", "2, 1e-3", "3, 1e-3", "1, 1e-9", "2, 1e-9", "3, 1e-9", "3, 1e-12"})
    void orderInTheLimitIsThatOfTheSolver(int order, double knudsen) {
        Substep substep =
                switch (order) {
                    case 1 -> Substep.implicitEuler();
                    case 2 -> Substep.dirk2();
                    default -> Substep.dirk3();
                };
        MatrixProblem problem = fourier(knudsen, Initial.ILL_PREPARED).problem(1);
        MatrixIntegrator gap = // L counts by its range alone
                new Gap(Gap.Sequence.LK, new Gap.Variant.Fixed(), substep, Substep.implicitEuler());
        LowRankMatrix start = // without the truncation of the start, which is a floor of its own
                problem.start().ofRank(8);
        Matrix exact = density(problem, Methods.exact(problem, 0.5));
        double coarse = distance(density(problem, Methods.run(problem, start, gap, 10)), exact);
        double fine = distance(density(problem, Methods.run(problem, start, gap, 20)), exact);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(0.15));
    }

    @Test // the spec's counterexample: A-stable is not enough
    void crankNicolsonDoesNotForgetTheStart() {
        Substep crankNicolson =
                new Dirk(
                        new ButcherTableau(
                                "crank-nicolson",
                                2,
                                Matrix.diagonal(0.5),
                                Matrix.identity(1),
                                Optional.empty()),
                        1);
        MatrixProblem problem = fourier(1e-3, Initial.ILL_PREPARED).problem(1);
        for (int steps : new int[] {5, 10, 20, 40}) {
            assertThat(error(problem, Gap.fixed(crankNicolson), 5, steps))
                    .isBetween(2.4e-4, 2.6e-4);
        }
    }

    @Test // P8: the basis turns to the moments, and the flux is Fick's
    void theBasisTurnsToTheMoments() {
        double[][] figures = { // ‖e_j − VVᵀe_j‖ for r = 2
            {0.1, 7.7e-4, 6.8e-4}, {0.01, 7.7e-6, 6.7e-6}, {0.001, 7.7e-8, 6.7e-8},
        };
        for (double[] figure : figures) {
            MatrixProblem problem = fourier(figure[0], Initial.ISOTROPIC).problem(1);
            Matrix v = Methods.run(problem, problem.start().ofRank(2), GAP, 5).v();
            for (int j = 0; j < 2; j++) {
                Matrix e = Matrix.identity(24, 2).columns(j, j + 1);
                double missed = e.minus(v.times(v.adjointTimes(e))).norm();
                assertThat(missed).isCloseTo(figure[j + 1], within(0.02 * figure[j + 1]));
            }
        }
        MatrixProblem problem = fourier(0.01, Initial.ISOTROPIC).problem(1);
        LowRankMatrix y = Methods.run(problem, problem.start().ofRank(4), GAP, 5);
        double[] singularValues = {8.1397, 2.3026e-2, 1.1901e-4, 5.055e-7};
        for (int j = 0; j < 4; j++) {
            assertThat(y.singularValues().get(j))
                    .isCloseTo(singularValues[j], within(1e-3 * singularValues[j]));
        }
        Matrix flux = y.apply(Matrix.identity(24, 2)).columns(1, 2);
        Matrix slope =
                Circulant.derivative(32, 2 * Math.PI, 1).apply(density(problem, y)).times(-0.01);
        assertThat(distance(flux.times(Math.sqrt(3)), slope)).isCloseTo(9.99e-6, within(1e-7));
    }

    @Test // P9
    void conservativeStepsKeepTheMass() {
        MatrixProblem problem =
                slab(32, 24, 1, List.of(1.0), Initial.ILL_PREPARED, Derivative.FOURIER, 1)
                        .problem(1);
        Observable<LowRankMatrix> mass = problem.observables().getFirst();
        double before = mass.quantity().of(0, problem.start().full());
        LowRankMatrix start = problem.start().ofRank(4);
        // the preserved moment keeps the mass of the start itself
        assertThat(mass.quantity().of(0, start)).isCloseTo(before, within(1e-13 * before));
        Conserving conserving = new Conserving(1, Truncation.toRank(4));
        Gap conservative =
                new Gap(Gap.Sequence.LK, new Gap.Variant.Conservative(conserving), EXACT, EXACT);
        double after = mass.quantity().of(1, Methods.run(problem, start, conservative, 10, 1));
        assertThat(after).isCloseTo(before, within(1e-13 * before));
        double fixed = mass.quantity().of(1, Methods.run(problem, start, GAP, 10, 1));
        assertThat(Math.abs(fixed - before) / before).isBetween(1e-9, 1e-5);
        assertThat(mass.invariant()).isTrue();
    }

    @Test // P10: discrete ordinates are the same scheme rotated
    void ordinatesAndMomentsAgree() {
        int moments = 24;
        MatrixProblem problem = fourier(0.01, Initial.ISOTROPIC).problem(1);
        Matrix j = Legendre.multiplication(moments).apply(Matrix.identity(moments));
        Matrix turn = Eigen.hermitian(j).vectors();
        LowRankMatrix start = problem.start().ofRank(3);
        LowRankMatrix turned =
                new LowRankMatrix(start.u(), start.s(), turn.adjointTimes(start.v()));
        Span span = new Span(0, 0, 0, 0.1);
        Substep rk4 = Substep.rk4(400);
        LowRankMatrix inMoments = Gap.fixed(rk4).step(problem.equation(), span, start).value();
        LowRankMatrix inOrdinates =
                Gap.fixed(rk4).step(ordinates(problem, turn), span, turned).value();
        LowRankMatrix back =
                new LowRankMatrix(inOrdinates.u(), inOrdinates.s(), turn.times(inOrdinates.v()));
        assertThat(back.distance(inMoments)).isLessThan(1e-11 * inMoments.norm());
    }

    /// F(Y Qᵀ) Q for the orthogonal Q = `turn`.
    private static MatrixEquation ordinates(MatrixProblem problem, Matrix turn) {
        return (t, y) -> {
            LowRankMatrix inMoments = new LowRankMatrix(y.u(), y.s(), turn.times(y.v()));
            return ProductOfMaps.of(problem.equation().evaluate(t, inMoments), Dense.of(turn));
        };
    }

    @ParameterizedTest // P12
    @EnumSource(Derivative.class)
    void theReferenceSolvesTheDiscreteEquation(Derivative derivative) {
        for (Initial initial : Initial.values()) {
            MatrixProblem problem =
                    slab(16, 12, 0.3, List.of(1.0), initial, derivative, 0).problem(1);
            LowRankMatrix exact = Methods.exact(problem, 0.2);
            LowRankMatrix full = FullReference.ofTightTolerance().at(problem, 0.2);
            assertThat(exact.distance(full)).isLessThan(1e-10 * full.norm());
        }
    }

    @Test // P12: the per-mode flows are those of the equation
    void exactSubstepsAreWhatSmallStepsApproach() {
        MatrixProblem problem =
                slab(16, 12, 0.3, List.of(1.0), Initial.ILL_PREPARED, Derivative.FOURIER, 0)
                        .problem(1);
        LowRankMatrix start = problem.start().ofRank(4);
        LowRankMatrix exact = Methods.run(problem, start, GAP, 2, 0.2);
        LowRankMatrix small = Methods.run(problem, start, Gap.fixed(Substep.rk4(2000)), 2, 0.2);
        assertThat(exact.distance(small)).isLessThan(1e-12 * exact.norm());
    }

    @Test
    void aVaryingSlabWithASourceReachesItsLimit() {
        Slab slab =
                new Slab(
                        24,
                        8,
                        2 * Math.PI,
                        1e-7,
                        List.of(1.0, 0.5),
                        List.of(0.4, 0.2),
                        List.of(0.3, 0.1),
                        Initial.ISOTROPIC,
                        Derivative.FOURIER,
                        0,
                        3);
        MatrixProblem problem = slab.problem(1);
        Matrix limit = slab.diffusionLimit(0.5);
        LowRankMatrix start = problem.start().ofRank(4);
        MatrixIntegrator gap = Gap.fixed(Substep.dirk3());
        double coarse = distance(density(problem, Methods.run(problem, start, gap, 20)), limit);
        double fine = distance(density(problem, Methods.run(problem, start, gap, 40)), limit);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(3, within(0.2));
        assertThat(fine).isLessThan(1e-6);
        Observable<LowRankMatrix> toLimit = problem.observables().get(1);
        assertThat(toLimit.name()).isEqualTo("diffusion-distance");
        assertThat(toLimit.quantity().of(0.5, Methods.run(problem, start, gap, 40)))
                .isCloseTo(fine, within(1e-12));
        assertThat(problem.reference()).isEqualTo(new Reference.None<>());
    }

    @Test
    void implicitFullRankIsTheBaseline() {
        MatrixProblem problem = fourier(1e-6, Initial.ISOTROPIC).problem(1);
        LowRankMatrix y =
                Methods.run(problem, problem.start().full(), new FullRank(Substep.dirk2()), 10);
        double error = distance(density(problem, y), density(problem, Methods.exact(problem, 0.5)));
        assertThat(error).isCloseTo(1.079e-5, within(5e-7));
    }

    @Test
    void macroMicroIsStableForSmallStepsOnly() {
        Slab slab = slab(128, 8, 1e-6, List.of(1.0), Initial.ISOTROPIC, Derivative.FOURIER, 0);
        MatrixProblem problem = slab.problem(1);
        Matrix start = density(problem, problem.start().full());
        Matrix limit = slab.diffusionLimit(0.5);
        double square = Math.pow(2 * Math.PI / 128, 2);
        MacroMicro scheme = new MacroMicro(2 * Math.PI, 8, 1e-6, 1);
        assertThat(distance(scheme.density(start, 0.5, square), limit)).isLessThan(1e-3);
        assertThat(distance(scheme.density(start, 0.5, 2 * square), limit)).isGreaterThan(1);
        // and it is consistent where ε is of order one
        MatrixProblem kinetic =
                slab(128, 8, 1, List.of(1.0), Initial.ISOTROPIC, Derivative.FOURIER, 0).problem(1);
        Matrix exact = density(kinetic, Methods.exact(kinetic, 0.5));
        MacroMicro free = new MacroMicro(2 * Math.PI, 8, 1, 1);
        assertThat(distance(free.density(start, 0.5, 1e-3), exact)).isLessThan(0.02);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheme.density(start, 1, 0))
                .withMessage("MacroMicro: the step must be positive, found 0.0");
    }

    @Test
    void ganapolsSolutionKeepsItsMoments() {
        Ganapol ganapol = new Ganapol(1);
        Matrix rule = Legendre.nodes(200);
        double time = 2;
        double mass = 0;
        double second = 0;
        for (int i = 0; i < rule.rows(); i++) {
            double x = time * rule.get(i, 0);
            double flux = 2 * time * rule.get(i, 1) * ganapol.scalarFlux(x, time);
            mass += flux;
            second += x * x * flux;
        }
        assertThat(mass).isCloseTo(1, within(1e-6));
        assertThat(second).isCloseTo(2.0 / 3 * (time - 1 + Math.exp(-time)), within(1e-6));
        assertThat(ganapol.scalarFlux(2.1, 2)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ganapol.scalarFlux(0, 0))
                .withMessage("Ganapol: the time must be positive, found 0.0");
    }

    @Test
    void impossibleProfilesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        slab(8, 4, 1, List.of(1.0, 2.0), Initial.ISOTROPIC, Derivative.FOURIER, 0))
                .withMessage(
                        "sigmaScattering must be nowhere negative: its first coefficient at least"
                                + " the sum of the others' moduli, found [1.0, 2.0]");
        Slab vacuum = slab(8, 4, 1, List.of(0.0), Initial.ISOTROPIC, Derivative.FOURIER, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vacuum.diffusionLimit(1))
                .withMessage(
                        "the diffusion limit is known where there is scattering everywhere, and in"
                                + " a varying slab of at most 512 cells");
    }
}
