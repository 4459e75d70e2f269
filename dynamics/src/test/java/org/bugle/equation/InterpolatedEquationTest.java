package org.bugle.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

class InterpolatedEquationTest {
    private static final double ROUNDING = 1e-11;

    /// Sees every conjugation.
    private static final PointwiseFunction CUBIC =
            new Polynomial(
                    List.of(
                            new Polynomial.Monomial(0.5, -1, 1, 1),
                            Polynomial.Monomial.real(0.3, 2)));

    private static final PointwiseFunction REAL_CUBIC =
            new Polynomial(List.of(Polynomial.Monomial.real(-1, 3)));

    private final InterpolationLog log = new InterpolationLog();

    private MatrixEquation interpolated(PointwiseFunction g) {
        return new InterpolatedEquation(g, 1e-8, log);
    }

    /// Smooth, not symmetric, of rank 4 with singular values that fall.
    static LowRankMatrix smooth(int m, int n, boolean complex) {
        Matrix left = waves(m, 1.3);
        Matrix right = waves(n, 0.7);
        Matrix core = Matrix.generate(4, 4, (i, j) -> Math.pow(0.2, i + j) * (1 + 0.3 * i * j));
        LowRankMatrix y = new LowRankMatrix(left, core, right).orthonormalized();
        double scale = Math.sqrt((double) m * n) / y.norm();
        return complex ? y.times(new Complex(0.6 * scale, 0.8 * scale)) : y.times(scale);
    }

    private static Matrix waves(int n, double shift) {
        return Matrix.generate(
                n, 4, (i, k) -> Math.exp(Math.sin((k + 1) * 6.283 * i / n + shift * k)));
    }

    @ParameterizedTest // every g(Y) of a linear g lies in the bases; only real parts of g see y
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void linearFunctionsAreExact(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        var g = new Polynomial(List.of(new Polynomial.Monomial(2, complex ? -0.5 : 0, 0, 1)));
        Matrix u = Cases.basis(m, 3, complex, random);
        Matrix v = Cases.basis(n, 3, complex, random);
        agree(g, u, Cases.gaussian(3, 3, complex, random), v, ROUNDING);
        assertThat(log.account().largestEstimate()).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void fullBasesAreExact(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Matrix u = Cases.basis(m, m, complex, random);
        Matrix v = Cases.basis(n, n, complex, random);
        agree(complex ? CUBIC : REAL_CUBIC, u, Cases.gaussian(m, n, complex, random), v, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void smoothSolutionsMeetTheTolerance(boolean complex) {
        LowRankMatrix y = smooth(300, 220, complex);
        agree(complex ? CUBIC : REAL_CUBIC, y.u(), y.s(), y.v(), 1e-7);
        assertThat(log.account().capped()).isZero();
        assertThat(log.account().mostIndices()).isLessThan(70);
    }

    /// The three restrictions, the evaluation and its derivative against the exact equation.
    private void agree(PointwiseFunction g, Matrix u, Matrix s, Matrix v, double tolerance) {
        MatrixEquation exact = new PointwiseEquation(g);
        MatrixEquation found = interpolated(g);
        same(found.sEquation(u, v).evaluate(0, s), exact.sEquation(u, v).evaluate(0, s), tolerance);
        Matrix k = u.times(s);
        same(found.kEquation(v).evaluate(0, k), exact.kEquation(v).evaluate(0, k), tolerance);
        Matrix l = v.timesAdjoint(s);
        same(found.lEquation(u).evaluate(0, l), exact.lEquation(u).evaluate(0, l), tolerance);
        same(
                found.lEquation(u).negated().evaluate(0, l),
                exact.lEquation(u).evaluate(0, l).negate(),
                tolerance);
        LowRankMatrix y = new LowRankMatrix(u, s, v);
        Matrix all = Matrix.identity(v.rows());
        Matrix dense = exact.evaluate(0, y).apply(all);
        same(found.evaluate(0, y).apply(all), dense, tolerance);
        same(
                found.evaluate(0, y).applyAdjoint(Matrix.identity(u.rows())),
                dense.adjoint(),
                tolerance);
    }

    private static void same(Matrix found, Matrix expected, double tolerance) {
        assertThat(found.minus(expected).norm()).isLessThan(tolerance * expected.norm());
    }

    @Test // the value moves by what a large step moves it
    void laterEvaluationsAreCheckedToo() {
        LowRankMatrix y = smooth(300, 220, false);
        Matrix k = y.u().times(y.s());
        var ode = interpolated(REAL_CUBIC).kEquation(y.v());
        ode.evaluate(0, k);
        Matrix moved = k.plus(0.01, ode.evaluate(0, k));
        Matrix exact = new PointwiseEquation(REAL_CUBIC).kEquation(y.v()).evaluate(0, moved);
        same(ode.evaluate(0, moved), exact, 1e-6);
        assertThat(log.account().built()).isEqualTo(2);
        ode.evaluate(0, moved.times(1 + 1e-9));
        assertThat(log.account().built()).isEqualTo(2);
    }

    @ParameterizedTest // of a function whose image has no low rank
    @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8})
    void theEstimateTellsTheError(double tolerance) {
        LowRankMatrix y = smooth(300, 220, false);
        PointwiseFunction g = PointwiseFunction.real(x -> 1 / (1 + 4 * x * x));
        var found = new InterpolatedEquation(g, tolerance, log);
        Matrix k = y.u().times(y.s());
        Matrix exact = new PointwiseEquation(g).kEquation(y.v()).evaluate(0, k);
        double error = found.kEquation(y.v()).evaluate(0, k).minus(exact).norm() / exact.norm();
        assertThat(error).isLessThan(4 * log.account().largestEstimate());
        assertThat(error).isGreaterThan(log.account().largestEstimate() / 10);
        assertThat(log.account().capped() == 0)
                .isEqualTo(log.account().largestEstimate() <= tolerance);

        var crossLog = new InterpolationLog();
        var cross = new InterpolatedEquation(g, tolerance, crossLog).evaluate(0, y);
        Matrix dense = new PointwiseEquation(g).evaluate(0, y).apply(Matrix.identity(220));
        double crossError = cross.toDense().minus(dense).norm() / dense.norm();
        assertThat(crossError).isLessThan(4 * crossLog.account().largestEstimate());
    }

    @Test
    void theLimitOfSizesIsNoted() {
        SplitMix64 random = new SplitMix64(3);
        LowRankMatrix rough = Cases.lowRank(400, 400, 8, false, random);
        interpolated(PointwiseFunction.real(Math::abs))
                .kEquation(rough.v())
                .evaluate(0, rough.u().times(rough.s()));
        assertThat(log.account().capped()).isEqualTo(1);
        assertThat(log.account().largestEstimate()).isGreaterThan(1e-3);
    }

    @Test
    void derivativesAreInterpolatedToo() {
        LowRankMatrix y = smooth(300, 220, true);
        LowRankMatrix z = y.times(new Complex(0, 0.3));
        Matrix all = Matrix.identity(220);
        Matrix exact = new PointwiseEquation(CUBIC).derivative(0, y, z).apply(all);
        same(interpolated(CUBIC).derivative(0, y, z).apply(all), exact, 1e-6);
    }

    static Stream<MatrixIntegrator> integrators() {
        Truncation truncation = Truncation.relative(1e-6);
        Substep rk4 = Substep.rk4();
        return Stream.of(
                new ProjectorSplitting(1, rk4),
                new ProjectorSplitting(2, rk4),
                new Bug(rk4),
                new AugmentedBug(truncation, rk4),
                new AugmentedBug(truncation, Substep.dirk2()),
                new ParallelBug(1, ParallelBug.Block.K, true, truncation, rk4),
                new ParallelBug(1, ParallelBug.Block.EULER, false, truncation, rk4),
                new ParallelBug(2, ParallelBug.Block.K, false, truncation, rk4),
                new MidpointBug(MidpointBug.Variant.R4, truncation, rk4),
                new MidpointBug(MidpointBug.Variant.R3, truncation, rk4),
                new MidpointBug(MidpointBug.Variant.R3_FIXED, truncation, rk4),
                new MidpointBug(MidpointBug.Variant.EXPLICIT, truncation, rk4));
    }

    @ParameterizedTest
    @MethodSource("integrators")
    void everyIntegratorTakesTheSameSteps(MatrixIntegrator integrator) {
        for (boolean complex : new boolean[] {false, true}) {
            LowRankMatrix y = smooth(120, 90, complex);
            PointwiseFunction g = complex ? CUBIC : REAL_CUBIC;
            LowRankMatrix exact = y;
            LowRankMatrix found = y;
            MatrixEquation one = SumEquation.of(new PointwiseEquation(g));
            MatrixEquation other = InterpolatedEquation.in(one, 1e-8, log);
            for (int k = 0; k < 4; k++) {
                Span span = new Span(k, 0, 0.005 * k, 0.005);
                exact = integrator.step(one, span, exact).value();
                found = integrator.step(other, span, found).value();
            }
            assertThat(found.distance(exact)).isLessThan(1e-6 * exact.norm());
        }
        assertThat(log.account().built()).isPositive();
    }

    @Test
    void theNumberOfThreadsDoesNotChangeABit() {
        LowRankMatrix y = smooth(500, 400, true);
        var bug = new AugmentedBug(Truncation.relative(1e-6), Substep.rk4());
        LowRankMatrix alone = bug.step(interpolated(CUBIC), new Span(0, 0, 0, 0.01), y).value();
        for (int threads : new int[] {1, 2, 5}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                LowRankMatrix shared =
                        pool.submit(() ->
                                        bug.step(interpolated(CUBIC), new Span(0, 0, 0, 0.01), y)
                                                .value())
                                .join();
                assertThat(shared).isEqualTo(alone);
            }
        }
    }

    @Test // an array of m×n would take 20 GB; all that a step makes and forgets is a fraction of it
    void nothingOfTheSizeOfTheMatrixIsMade() {
        int n = 50_000;
        LowRankMatrix y = smooth(n, n, false);
        var bug = new AugmentedBug(Truncation.toRank(4), Substep.rk4());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        LowRankMatrix end = bug.step(interpolated(REAL_CUBIC), new Span(0, 0, 0, 0.01), y).value();
        interpolated(REAL_CUBIC).evaluate(0, y);
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        assertThat(allocated).isLessThan((long) n * n * Double.BYTES / 6);
        assertThat(end.norm()).isBetween(0.9 * y.norm(), y.norm());
    }

    @Test // but for the few rows of the check
    void evaluationsAfterTheFirstHardlyAllocate() {
        LowRankMatrix y = smooth(5000, 4000, false);
        var k = y.u().times(y.s()).buffer();
        var derivative = k.copy();
        var ode = interpolated(REAL_CUBIC).kEquation(y.v());
        ode.evaluate(0, k, derivative);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        ode.evaluate(0, k, derivative);
        assertThat(threads.getThreadAllocatedBytes(id) - before)
                .isLessThan(5L * 8 * 4000 * Double.BYTES);
    }

    @Test
    void refusalsNameWhatIsWrong() {
        assertThatThrownBy(() -> new InterpolatedEquation(CUBIC, 1, log))
                .hasMessage("InterpolatedEquation: tolerance must be in (0, 1), found 1.0");
        assertThatThrownBy(() ->
                        interpolated(PointwiseFunction.real(Math::sin))
                                .evaluate(0, smooth(20, 20, true)))
                .hasMessage(
                        "PointwiseFunction: g is a function of real numbers, found complex ones");
        assertThatThrownBy(() -> Cross.ofEntries(60, 50, (i, j) -> (i * 7 + j * j) % 11, 1e-9, 5))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith(
                        "Cross: the 60×50 function has no rank up to 5 at relative tolerance"
                                + " 1.0E-9; the error was estimated at ");
    }
}
