package org.bugle.integrator.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.QuadraticEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

class ManifoldIntegratorTest {
    private static final CurvatureGuard OFF = CurvatureGuard.OFF;

    private static final Span FIRST = new Span(0, 0, 0.2, 0.1);

    /// Y′ = A Y + Y Bᵀ + c(t) C at a point of moderate curvature; F leaves the tangent space.
    private record Case(Matrix a, Matrix b, LowRankMatrix c, LowRankMatrix y, boolean moving) {
        static Case random(int m, int n, int r, boolean complex, boolean moving) {
            SplitMix64 random = new SplitMix64(31);
            LowRankMatrix y = Points.point(m, n, r, complex, random);
            return new Case(
                    Cases.gaussian(m, m, complex, random).times(0.5 / Math.sqrt(m)),
                    Cases.gaussian(n, n, complex, random).times(0.5 / Math.sqrt(n)),
                    Points.ambient(y, random),
                    y,
                    moving);
        }

        Case withCore(Matrix core) {
            return new Case(a, b, c, new LowRankMatrix(y.u(), core, y.v()), moving);
        }

        SeparableOperator operator() {
            Coefficient rate =
                    moving ? Coefficient.of(t -> 1 + 0.5 * Math.sin(2 * t)) : Coefficient.ONE;
            return SeparableOperator.zero(a.rows(), b.rows())
                    .left(rate, Dense.of(a))
                    .right(Coefficient.ONE, Dense.of(b));
        }

        MatrixEquation equation() {
            Coefficient force = moving ? Coefficient.of(t -> Math.cos(3 * t)) : Coefficient.ONE;
            return SeparableEquation.of(operator(), new LowRankSource(force, c));
        }

        MatrixEquation homogeneous() {
            return SeparableEquation.of(operator());
        }
    }

    private static LowRankMatrix advanced(
            MatrixIntegrator integrator, MatrixEquation equation, LowRankMatrix y, int steps) {
        double h = 1.0 / steps;
        for (int i = 0; i < steps; i++) {
            y = integrator.step(equation, new Span(i, 0, i * h, h), y).value();
        }
        return y;
    }

    private static Afe afe(Retraction retraction) {
        return new Afe(retraction, Acceleration.analytic(), OFF);
    }

    private static Aprh aprh(Retraction retraction, Acceleration acceleration) {
        return new Aprh(retraction, acceleration, OFF, Aprh.Estimate.NONE);
    }

    private static AcceleratedChart accelerated(Retraction retraction) {
        return new AcceleratedChart(retraction, Acceleration.analytic(), OFF);
    }

    private static ChartRungeKutta chart(Retraction retraction, ButcherTableau tableau) {
        return new ChartRungeKutta(retraction, tableau);
    }

    private static final LowRankMatrix REAL = solved(false);
    private static final LowRankMatrix COMPLEX = solved(true);

    private static LowRankMatrix solved(boolean complex) {
        Case c = Case.random(9, 8, 3, complex, true);
        return advanced(
                chart(Retraction.ORTHOGRAPHIC, ButcherTableau.DORMAND_PRINCE),
                c.equation(),
                c.y(),
                60);
    }

    static Stream<Arguments> orders() {
        Stream<MatrixIntegrator> over =
                Stream.of(Retraction.values())
                        .flatMap(r ->
                                Stream.of(
                                        new RetractionEuler(r),
                                        afe(r),
                                        chart(r, ButcherTableau.RK4),
                                        accelerated(r)));
        Stream<MatrixIntegrator> curves =
                Stream.of(Retraction.values())
                        .filter(r -> r.order() == 2)
                        .flatMap(r -> Stream.of(new Prh(r), aprh(r, Acceleration.analytic())));
        Stream<MatrixIntegrator> others =
                Stream.of(
                        new Afe(Retraction.KLS, Acceleration.difference(), OFF),
                        aprh(Retraction.ORTHOGRAPHIC, Acceleration.difference()),
                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.EULER),
                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.HEUN),
                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.RALSTON),
                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.HEUN3),
                        new ProjectorSplitting(1, Substep.euler()),
                        new Bug(Substep.euler()));
        return Stream.concat(over, Stream.concat(curves, others))
                .map(i -> Arguments.of(i.name() + " " + i.hashCode(), i));
    }

    @ParameterizedTest(name = "{0}") // F depends on time, or a missing ∂_tF goes unseen
    @MethodSource("orders")
    void errorFallsWithTheOrder(String name, MatrixIntegrator integrator) {
        for (boolean complex : new boolean[] {false, true}) {
            Case c = Case.random(9, 8, 3, complex, true);
            LowRankMatrix exact = complex ? COMPLEX : REAL;
            double coarse = advanced(integrator, c.equation(), c.y(), 20).distance(exact);
            double fine = advanced(integrator, c.equation(), c.y(), 40).distance(exact);
            assertThat(Math.log(coarse / fine) / Math.log(2))
                    .as("%s, complex %s, errors %.3g and %.3g", integrator, complex, coarse, fine)
                    .isCloseTo(integrator.order(), within(0.25));
            assertThat(integrator.substep().order()).isGreaterThanOrEqualTo(integrator.order());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneStepErrorsFallWithOneOrderMore(boolean complex) {
        Case c = Case.random(9, 8, 3, complex, true);
        assertThat(localOrder(c, afe(Retraction.ORTHOGRAPHIC))).isCloseTo(3, within(0.15));
        assertThat(localOrder(c, new Prh(Retraction.ORTHOGRAPHIC))).isCloseTo(3, within(0.15));
        assertThat(localOrder(c, aprh(Retraction.ORTHOGRAPHIC, Acceleration.analytic())))
                .isCloseTo(4, within(0.15));
    }

    private static double localOrder(Case c, MatrixIntegrator integrator) {
        return Math.log(localError(c, integrator, 0.04) / localError(c, integrator, 0.02))
                / Math.log(2);
    }

    private static double localError(Case c, MatrixIntegrator integrator, double h) {
        LowRankMatrix exact = c.y();
        for (int i = 0; i < 10; i++) {
            Span span = new Span(i, 0, i * h / 10, h / 10);
            exact =
                    chart(Retraction.ORTHOGRAPHIC, ButcherTableau.DORMAND_PRINCE)
                            .step(c.equation(), span, exact)
                            .value();
        }
        Span whole = new Span(0, 0, 0, h);
        return integrator.step(c.equation(), whole, c.y()).value().distance(exact);
    }

    /// F(t, Y) = A Y + Y Bᵀ + c(t) C + Y G Y, flat.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fullRankIsFlat(boolean complex) {
        Case c = Case.random(5, 5, 5, complex, true);
        Matrix g = Cases.gaussian(5, 5, complex, new SplitMix64(9));
        MatrixEquation f = SumEquation.of(c.equation(), new QuadraticEquation(0.3, Dense.of(g)));
        double h = FIRST.h();
        double t = FIRST.t();
        Matrix y = c.y().toDense();
        Matrix k1 = at(f, t, y);
        Matrix k2 = at(f, t + 2 * h / 3, y.plus(2 * h / 3, k1));
        Matrix ralston = y.plus(h / 4, k1).plus(0.75 * h, k2);
        for (Retraction retraction : Retraction.values()) {
            Matrix euler = stepped(new RetractionEuler(retraction), f, c);
            assertThat(euler.minus(y.plus(h, k1)).norm()).isLessThan(1e-14);
            if (retraction.order() == 2) {
                Matrix prh = stepped(new Prh(retraction), f, c);
                assertThat(prh.minus(ralston).norm()).isLessThan(1e-13);
            }
        }
        Matrix chart = stepped(chart(Retraction.ORTHOGRAPHIC, ButcherTableau.RALSTON), f, c);
        assertThat(chart.minus(ralston).norm()).isLessThan(1e-14);

        // an equation that does not depend on time has an exact derivative
        Case still = Case.random(5, 5, 5, complex, false);
        f = SumEquation.of(still.equation(), new QuadraticEquation(0.3, Dense.of(g)));
        k1 = at(f, t, y);
        Matrix second = f.derivative(t, low(y), low(k1)).apply(Matrix.identity(5)); // Y″
        Matrix taylor = y.plus(h, k1).plus(h * h / 2, second);
        assertThat(stepped(afe(Retraction.SVD), f, still).minus(taylor).norm()).isLessThan(1e-14);
        Matrix stage = y.plus(2 * h / 3, k1).plus(2 * h * h / 9, second);
        Matrix third = y.plus(h / 4, k1).plus(0.75 * h, at(f, t + 2 * h / 3, stage));
        assertThat(
                        stepped(aprh(Retraction.KLS, Acceleration.analytic()), f, still)
                                .minus(third)
                                .norm())
                .isLessThan(1e-13);
        assertThat(stepped(accelerated(Retraction.KLS), f, still).minus(third).norm())
                .isLessThan(1e-14);
    }

    private static LowRankMatrix low(Matrix dense) {
        return LowRankMatrix.ofFactors(dense, Matrix.identity(dense.cols()));
    }

    private static Matrix at(MatrixEquation f, double t, Matrix y) {
        return f.evaluate(t, low(y)).apply(Matrix.identity(y.cols()));
    }

    private static Matrix stepped(MatrixIntegrator integrator, MatrixEquation f, Case c) {
        return integrator.step(f, FIRST, c.y()).value().toDense();
    }

    /// The step by the formulas of the spec with F frozen in the right places.
    @Test
    void splittingAndBugWithEulerSubstepsAreTheirRetractions() {
        Case c = Case.random(9, 8, 3, true, false);
        LowRankMatrix y = c.y();
        MatrixEquation f = c.equation();
        double h = FIRST.h();
        double t = FIRST.t();
        LinearMap f0 = f.evaluate(t, y);
        Qr k = Qr.of(y.u().times(y.s()).plus(h, f0.apply(y.v())));
        LowRankMatrix afterK = new LowRankMatrix(k.q(), k.r(), y.v());
        Matrix back = k.q().adjointTimes(f.evaluate(t, afterK).apply(y.v()));
        Matrix s = k.r().plus(-h, back);
        LowRankMatrix afterS = new LowRankMatrix(k.q(), s, y.v());
        Matrix l = y.v().timesAdjoint(s).plus(h, f.evaluate(t, afterS).applyAdjoint(k.q()));
        LowRankMatrix ksl = LowRankMatrix.ofFactors(k.q(), l);
        assertThat(
                        new ProjectorSplitting(1, Substep.euler())
                                .step(f, FIRST, y)
                                .value()
                                .distance(ksl))
                .isLessThan(1e-14);

        Matrix u = k.q();
        Matrix v = Basis.of(y.v().timesAdjoint(y.s()).plus(h, f0.applyAdjoint(y.u())));
        LowRankMatrix start = new LowRankMatrix(u, u.adjointTimes(y.apply(v)), v);
        Matrix s1 = start.s().plus(h, u.adjointTimes(f.evaluate(t, start).apply(v)));
        assertThat(
                        new Bug(Substep.euler())
                                .step(f, FIRST, y)
                                .value()
                                .distance(new LowRankMatrix(u, s1, v)))
                .isLessThan(1e-14);

        // with F frozen at (t, Y) they are the extended retractions
        MatrixEquation frozen = (_, _) -> f0;
        LowRankMatrix hf =
                LowRankMatrix.ofFactors(f0.apply(Matrix.identity(8)), Matrix.identity(8)).times(h);
        assertThat(
                        new ProjectorSplitting(1, Substep.euler())
                                .step(frozen, FIRST, y)
                                .value()
                                .distance(Retraction.KSL.extended(y, hf)))
                .isLessThan(1e-14);
        assertThat(
                        new Bug(Substep.euler())
                                .step(frozen, FIRST, y)
                                .value()
                                .distance(Retraction.KLS.extended(y, hf)))
                .isLessThan(1e-14);
    }

    @ParameterizedTest // F is tangent: the curvature does not enter
    @ValueSource(booleans = {false, true})
    void rankPreservingFlowsDoNotSeeSmallSingularValues(boolean complex) {
        Case c = Case.random(9, 8, 3, complex, false);
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            Case scaled = c.withCore(Matrix.diagonal(1, 0.5, i == 0 ? 0.25 : 1e-9));
            LowRankMatrix exact =
                    new LowRankMatrix(
                            Expm.of(c.a()).times(scaled.y().u()),
                            scaled.y().s(),
                            Expm.of(c.b()).conjugate().times(scaled.y().v()));
            Step<LowRankMatrix> step =
                    new Afe(Retraction.ORTHOGRAPHIC).step(scaled.homogeneous(), FIRST, scaled.y());
            assertThat(step.report().rejections()).isZero();
            errors[i] =
                    advanced(new Afe(Retraction.ORTHOGRAPHIC), scaled.homogeneous(), scaled.y(), 20)
                            .distance(exact);
        }
        assertThat(errors[0]).isLessThan(2e-3);
        assertThat(errors[1]).isLessThan(2 * errors[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hermitianProblemsStayHermitian(boolean complex) {
        SplitMix64 random = new SplitMix64(12);
        Matrix u = Cases.basis(12, 3, complex, random);
        LowRankMatrix y = new LowRankMatrix(u, Matrix.diagonal(1, 0.6, -0.3), u);
        Matrix a = Cases.gaussian(12, 12, complex, random).times(0.2);
        Matrix c = Cases.gaussian(12, 2, complex, random).times(0.1);
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(12, 12)
                                .left(Coefficient.ONE, Dense.of(a))
                                .right(Coefficient.ONE, Dense.of(a.conjugate())),
                        LowRankSource.constant(c, c));
        for (Retraction r : List.of(Retraction.ORTHOGRAPHIC, Retraction.SVD, Retraction.KLS)) {
            for (MatrixIntegrator integrator :
                    List.of(
                            new RetractionEuler(r),
                            afe(r),
                            new Prh(r),
                            aprh(r, Acceleration.analytic()),
                            chart(r, ButcherTableau.RK4))) {
                LowRankMatrix end = advanced(integrator, equation, y, 5);
                assertThat(end.distance(end.adjoint())).isLessThan(1e-12);
            }
        }
        LowRankMatrix broken = advanced(afe(Retraction.KSL), equation, y, 5);
        assertThat(broken.distance(broken.adjoint())).isGreaterThan(1e-6);
    }

    @Test // ‖W(G, F)‖ grows as 1/σ_r; the guard is what keeps AFE in order
    void curvatureBlowsTheAccelerationUpAndTheGuardSeesIt() {
        Case c = Case.random(9, 8, 3, false, false);
        double before = 0;
        for (int k = 3; k <= 6; k++) {
            Case small = c.withCore(Matrix.diagonal(1, 0.5, Math.pow(10, -k)));
            LinearMap f = small.equation().evaluate(0, small.y());
            TangentVector g = TangentVector.projection(small.y(), f);
            double now = g.weingarten(f).norm();
            assertThat(k == 3 ? 10 : now / before).isCloseTo(10, within(0.1));
            before = now;
        }
        Case small = c.withCore(Matrix.diagonal(1, 0.5, 1e-5));
        LowRankMatrix prh =
                new Prh(Retraction.ORTHOGRAPHIC).step(small.equation(), FIRST, small.y()).value();
        for (MatrixIntegrator guarded :
                List.of(new Afe(Retraction.ORTHOGRAPHIC), new Aprh(Retraction.ORTHOGRAPHIC))) {
            Step<LowRankMatrix> step = guarded.step(small.equation(), FIRST, small.y());
            assertThat(step.report().rejections()).isEqualTo(1);
            assertThat(step.value().distance(prh)).isLessThan(1e-14);
        }
        Step<LowRankMatrix> open =
                afe(Retraction.ORTHOGRAPHIC).step(small.equation(), FIRST, small.y());
        assertThat(open.report().rejections()).isZero();
        assertThat(open.value().norm()).isGreaterThan(10 * prh.norm());
        Step<LowRankMatrix> chart =
                new AcceleratedChart(
                                Retraction.ORTHOGRAPHIC,
                                Acceleration.analytic(),
                                CurvatureGuard.STANDARD)
                        .step(small.equation(), FIRST, small.y());
        assertThat(chart.report().rejections()).isEqualTo(1);
        assertThat(
                        chart.value()
                                .distance(
                                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.RALSTON)
                                                .step(small.equation(), FIRST, small.y())
                                                .value()))
                .isLessThan(1e-14);
        Step<LowRankMatrix> factor =
                new Afe(Retraction.FACTOR).step(small.equation(), FIRST, small.y());
        assertThat(factor.report().rejections()).isEqualTo(1);
    }

    @Test
    void accelerationsAgree() {
        for (boolean complex : new boolean[] {false, true}) {
            Case c = Case.random(9, 8, 3, complex, true);
            LinearMap f = c.equation().evaluate(0.3, c.y());
            TangentVector g = TangentVector.projection(c.y(), f);
            TangentVector exact = Acceleration.analytic().at(c.equation(), 0.3, 1, f, g);
            double coarse = difference(c, f, g, 1e-4).minus(exact).norm();
            double fine = difference(c, f, g, 1e-6).minus(exact).norm();
            assertThat(coarse).isLessThan(1e-3 * exact.norm());
            assertThat(coarse / fine).isCloseTo(100, within(5.0));
        }
    }

    private static TangentVector difference(Case c, LinearMap f, TangentVector g, double epsilon) {
        return new Acceleration.Difference(epsilon).at(c.equation(), 0.3, 1, f, g);
    }

    @Test
    void reportsCountEvaluationsAndEstimateErrors() {
        Case c = Case.random(9, 8, 3, false, false);
        MatrixEquation f = c.equation();
        var euler = new RetractionEuler(Retraction.KLS).step(f, FIRST, c.y()).report();
        assertThat(euler.evaluations()).isEqualTo(1);
        assertThat(euler.errorEstimate()).isEmpty();
        assertThat(euler.ranksAfter()).containsExactly(3);
        var prh = new Prh(Retraction.KLS).step(f, FIRST, c.y()).report();
        assertThat(prh.evaluations()).isEqualTo(2);
        assertThat(new Aprh(Retraction.KLS).step(f, FIRST, c.y()).report().evaluations())
                .isEqualTo(3);

        double euler1 = localError(c, new RetractionEuler(Retraction.ORTHOGRAPHIC), 0.01);
        Span span = new Span(0, 0, 0, 0.01);
        Step<LowRankMatrix> afe = new Afe(Retraction.ORTHOGRAPHIC).step(f, span, c.y());
        assertThat(afe.report().evaluations()).isEqualTo(2);
        // the estimate sees the tangential part of the Euler step's error
        assertThat(afe.report().errorEstimate().orElseThrow())
                .isBetween(0.5 * euler1, 1.05 * euler1);
        double prh1 = localError(c, new Prh(Retraction.ORTHOGRAPHIC), 0.01);
        Aprh embedded =
                new Aprh(
                        Retraction.ORTHOGRAPHIC,
                        Acceleration.analytic(),
                        CurvatureGuard.STANDARD,
                        Aprh.Estimate.EMBEDDED);
        assertThat(embedded.step(f, span, c.y()).report().errorEstimate().orElseThrow())
                .isCloseTo(prh1, within(0.05 * prh1));
        assertThat(
                        chart(Retraction.ORTHOGRAPHIC, ButcherTableau.DORMAND_PRINCE)
                                .step(f, span, c.y())
                                .report()
                                .errorEstimate())
                .isPresent();
    }

    @Test
    void backwardStepsReturn() {
        Case c = Case.random(9, 8, 3, false, true);
        MatrixIntegrator integrator = aprh(Retraction.KLS, Acceleration.difference());
        LowRankMatrix there = integrator.step(c.equation(), new Span(0, 0, 0, 0.02), c.y()).value();
        LowRankMatrix back =
                integrator.step(c.equation(), new Span(1, 0, 0.02, -0.02), there).value();
        assertThat(back.distance(c.y())).isLessThan(1e-6);
    }

    @Test
    void failuresSayWhy() {
        Case c = Case.random(9, 8, 3, false, false);
        Case flat = c.withCore(Matrix.diagonal(1, 0.5, 0));
        assertThatExceptionOfType(RetractionException.class)
                .isThrownBy(() ->
                        new Afe(Retraction.ORTHOGRAPHIC).step(flat.equation(), FIRST, flat.y()))
                .withMessage(
                        "Afe at t = 0.200000, h = 0.100000: TangentVector: the core S must be"
                                + " regular, found condition number Infinity where 4.50e+15 is"
                                + " allowed; reduce h, choose another retraction, or start from a"
                                + " smaller rank");
        MatrixEquation broken = (_, y) -> y.times(new Complex(Double.NaN, 0));
        for (MatrixIntegrator integrator :
                List.of(
                        new RetractionEuler(Retraction.SVD),
                        new Afe(Retraction.KLS),
                        new Prh(Retraction.ORTHOGRAPHIC),
                        new Aprh(Retraction.KSL),
                        chart(Retraction.KLS, ButcherTableau.RK4))) {
            assertThatExceptionOfType(DivergenceException.class)
                    .isThrownBy(() -> integrator.step(broken, FIRST, c.y()))
                    .withMessageContaining("G(t) has 9 non-finite entries of 9");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prh(Retraction.FACTOR))
                .withMessage("Prh: Hermite curves want a retraction with an inverse, found factor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Aprh(Retraction.FACTOR))
                .withMessage(
                        "Aprh: Hermite curves want a retraction with an inverse, found factor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart(Retraction.KLS, ButcherTableau.DIRK2))
                .withMessage("ChartRungeKutta: wants an explicit tableau, found dirk2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CurvatureGuard(0))
                .withMessage("CurvatureGuard: kappa must be positive, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Acceleration.Difference(0))
                .withMessage("Acceleration: the fraction must be in (0, 1], found 0.0");
    }
}
