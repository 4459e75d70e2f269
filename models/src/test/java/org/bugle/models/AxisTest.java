package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

class AxisTest {
    private static final double LO = -0.7;
    private static final double HI = 1.8;
    private static final double WAVE = Math.PI / (HI - LO);

    private static Matrix dense(Operator a) {
        return a.apply(Matrix.identity(a.rows()));
    }

    static Stream<Axis> all() {
        return Stream.concat(
                Stream.of(Axis.fourier("x", LO, HI, 24), Axis.fourier("x", LO, HI, 25)),
                Stream.concat(
                        Stream.of(Ends.DIRICHLET, Ends.NEUMANN, Ends.FREE)
                                .map(ends -> Axis.chebyshev("x", LO, HI, 24, ends)),
                        Stream.of(2, 4, 6)
                                .flatMap(accuracy ->
                                        Stream.of(Ends.PERIODIC, Ends.DIRICHLET, Ends.NEUMANN)
                                                .map(ends ->
                                                        Axis.differences(
                                                                "x", LO, HI, 24, accuracy,
                                                                ends)))));
    }

    /// A wave that obeys the ends.
    private static DoubleUnaryOperator wave(Ends ends, int number) {
        return switch (ends) {
            case PERIODIC -> x -> Math.sin(2 * number * WAVE * (x - LO) + 0.3);
            case DIRICHLET -> x -> Math.sin(number * WAVE * (x - LO));
            case NEUMANN, FREE -> x -> Math.cos(number * WAVE * (x - LO));
        };
    }

    /// Its second derivative is the wave times −this.
    private static double square(Ends ends, int number) {
        double k = (ends == Ends.PERIODIC ? 2 : 1) * number * WAVE;
        return k * k;
    }

    private static double secondError(Axis axis, int number) {
        Matrix u = axis.sample(wave(axis.ends(), number));
        return axis.second().apply(u).plus(square(axis.ends(), number), u).maxAbs();
    }

    private static double firstError(Axis axis) {
        double k = Math.sqrt(square(axis.ends(), 1));
        DoubleUnaryOperator slope =
                switch (axis.ends()) {
                    case PERIODIC -> x -> k * Math.cos(k * (x - LO) + 0.3);
                    case DIRICHLET -> x -> k * Math.cos(k * (x - LO));
                    case NEUMANN, FREE -> x -> -k * Math.sin(k * (x - LO));
                };
        Matrix u = axis.sample(wave(axis.ends(), 1));
        return axis.first().apply(u).minus(axis.sample(slope)).maxAbs();
    }

    @Test // spec rail §2
    void fourierMatricesAreThoseOfTheSpecification() {
        Axis axis = Axis.fourier("x", 0, 2 * Math.PI, 8);
        assertColumn(
                axis.first(), 0, -1.20710678, 0.5, -0.20710678, 0, 0.20710678, -0.5, 1.20710678);
        assertColumn(
                axis.second(), -5.5, 3.41421356, -1, 0.58578644, -0.5, 0.58578644, -1, 3.41421356);
        assertThat(axis.grid().point(0)).isCloseTo(Math.PI / 8, within(1e-15));
        List<Double> values = Eigen.hermitian(dense(axis.second())).values();
        double[] squares = {-16, -9, -9, -4, -4, -1, -1, 0};
        for (int i = 0; i < 8; i++) {
            assertThat(values.get(i)).isCloseTo(squares[i], within(1e-13));
        }
    }

    private static void assertColumn(Operator a, double... column) {
        Matrix matrix = dense(a);
        for (int i = 0; i < column.length; i++) {
            for (int j = 0; j < column.length; j++) {
                assertThat(matrix.get(i, j))
                        .isCloseTo(column[Math.floorMod(i - j, 8)], within(5e-9));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, '-1/2 0 1/2'",
        "1, 4, '1/12 -2/3 0 2/3 -1/12'",
        "1, 6, '-1/60 3/20 -3/4 0 3/4 -3/20 1/60'",
        "2, 2, '1 -2 1'",
        "2, 4, '-1/12 4/3 -5/2 4/3 -1/12'",
        "2, 6, '1/90 -3/20 3/2 -49/18 3/2 -3/20 1/90'",
        "3, 2, '-1/2 1 0 -1 1/2'",
        "4, 4, '-1/6 2 -13/2 28/3 -13/2 2 -1/6'",
    })
    void differencesHaveTheirWellKnownWeights(int order, int accuracy, String weights) {
        int n = 16;
        Axis axis = Axis.differences("x", 0, n, n, accuracy, Ends.NEUMANN);
        Matrix row = dense(axis.derivative(order)).rows(8, 9);
        List<Double> wanted = fractions(weights);
        for (int k = 0; k < wanted.size(); k++) {
            assertThat(row.get(0, 8 + k - wanted.size() / 2))
                    .isCloseTo(wanted.get(k), within(1e-14));
        }
    }

    private static List<Double> fractions(String text) {
        return new Scanner(text)
                .tokens()
                .map(token -> new Scanner(token).useLocale(Locale.ROOT).useDelimiter("/"))
                .map(token -> token.nextDouble() / (token.hasNext() ? token.nextDouble() : 1))
                .toList();
    }

    @ParameterizedTest // both derivatives, near the ends too: the largest error counts
    @EnumSource(mode = Mode.EXCLUDE, names = "FREE")
    void differencesHaveTheirAccuracy(Ends ends) {
        for (int accuracy : new int[] {2, 4, 6}) {
            for (int n = 16; n < 64; n *= 2) {
                Axis coarse = differences(n, accuracy, ends);
                Axis fine = differences(2 * n, accuracy, ends);
                assertThat(log2(secondError(coarse, 1) / secondError(fine, 1)))
                        .as("second, accuracy %d, n %d", accuracy, n)
                        .isCloseTo(accuracy, within(0.1));
                assertThat(log2(firstError(coarse) / firstError(fine)))
                        .as("first, accuracy %d, n %d", accuracy, n)
                        .isCloseTo(accuracy, within(0.1));
            }
        }
    }

    private static Axis differences(int n, int accuracy, Ends ends) {
        // halving h halves the distances of interior points when n + 1 doubles
        return Axis.differences("x", LO, HI, ends == Ends.DIRICHLET ? n - 1 : n, accuracy, ends);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    @Test
    void spectralAxesReachRounding() {
        for (int n : new int[] {24, 25}) {
            assertThat(secondError(Axis.fourier("x", LO, HI, n), 3)).isLessThan(1e-11);
            assertThat(firstError(Axis.fourier("x", LO, HI, n))).isLessThan(1e-12);
            for (Ends ends : new Ends[] {Ends.DIRICHLET, Ends.NEUMANN, Ends.FREE}) {
                Axis axis = Axis.chebyshev("x", LO, HI, n, ends);
                assertThat(secondError(axis, 2)).as("%s", ends).isLessThan(1e-9);
                assertThat(firstError(axis)).as("%s", ends).isLessThan(1e-10);
            }
        }
    }

    @Test
    void chebyshevIsExactForPolynomials() {
        for (int n : new int[] {5, 8}) {
            assertExact(
                    n, Ends.FREE, x -> Math.pow(x, 4), x -> 4 * Math.pow(x, 3), x -> 12 * x * x);
            // (1 − x²)(2 + x): zero at ±1
            assertExact(
                    n,
                    Ends.DIRICHLET,
                    x -> (1 - x * x) * (2 + x),
                    x -> 1 - 4 * x - 3 * x * x,
                    x -> -4 - 6 * x);
            // no slope at ±1
            assertExact(
                    n, Ends.NEUMANN, x -> x * x * x - 3 * x + 1, x -> 3 * x * x - 3, x -> 6 * x);
        }
    }

    private static void assertExact(
            int n,
            Ends ends,
            DoubleUnaryOperator f,
            DoubleUnaryOperator first,
            DoubleUnaryOperator second) {
        Axis axis = Axis.chebyshev("x", -1, 1, n, ends);
        Matrix u = axis.sample(f);
        assertThat(axis.first().apply(u).minus(axis.sample(first)).maxAbs()).isLessThan(1e-12);
        assertThat(axis.second().apply(u).minus(axis.sample(second)).maxAbs()).isLessThan(1e-11);
        assertThat(axis.derivative(3).apply(u).minus(third(axis, second)).maxAbs())
                .isLessThan(1e-10);
    }

    /// The derivative of a quadratic function, by differences that are exact for it.
    private static Matrix third(Axis axis, DoubleUnaryOperator second) {
        return axis.sample(x -> second.applyAsDouble(x + 0.5) - second.applyAsDouble(x - 0.5));
    }

    @Test // 2, 0 and ∫(1 − x²)(1 + x²) = 8/5; the weights of the unknowns know the ends
    void weightsIntegrate() {
        Axis free = Axis.chebyshev("x", -1, 1, 7, Ends.FREE);
        assertIntegral(free, x -> Math.pow(x, 6) + x, 2.0 / 7);
        Axis dirichlet = Axis.chebyshev("x", -1, 1, 7, Ends.DIRICHLET);
        assertIntegral(dirichlet, x -> 1 - Math.pow(x, 4), 8.0 / 5);
        Axis neumann = Axis.chebyshev("x", -1, 1, 7, Ends.NEUMANN);
        assertIntegral(neumann, x -> 1 + x * x - Math.pow(x, 4) / 2, 2 + 2.0 / 3 - 1.0 / 5);
        assertIntegral(Axis.fourier("x", 0, 3, 8), x -> 2 + Math.cos(2 * Math.PI * x / 3), 6);
        Axis even = Axis.differences("x", 0, 1, 8, 2, Ends.NEUMANN);
        assertIntegral(even, x -> 2 + Math.cos(Math.PI * x), 2);
        Axis odd = Axis.differences("x", 0, 1, 9, 2, Ends.DIRICHLET);
        assertIntegral(odd, x -> Math.sin(2 * Math.PI * x), 0);
    }

    private static void assertIntegral(Axis axis, DoubleUnaryOperator f, double value) {
        assertThat(axis.grid().weights().inner(axis.sample(f)).re())
                .isCloseTo(value, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("all")
    void evenDerivativesAreSymmetricAndOddPeriodicOnesSkew(Axis axis) {
        boolean chebyshev = axis.first() instanceof Dense;
        Matrix second = dense(axis.second());
        Matrix first = dense(axis.first());
        assertThat(axis.second().isHermitian()).isEqualTo(!chebyshev);
        if (!chebyshev) {
            assertThat(second.minus(second.transpose()).maxAbs()).isLessThan(1e-12);
            assertThat(axis.derivative(4).isHermitian()).isTrue();
        }
        if (axis.ends() == Ends.PERIODIC) {
            assertThat(first.plus(first.transpose()).maxAbs()).isLessThan(1e-13);
            Matrix ones = axis.sample(_ -> 1);
            for (int order = 1; order <= 4; order++) {
                Operator derivative = axis.derivative(order);
                double scale = dense(derivative).maxAbs();
                assertThat(derivative).isInstanceOf(Circulant.class);
                assertThat(derivative.isComplex()).isFalse();
                assertThat(derivative.applyAdjoint(ones).maxAbs()).isLessThan(1e-14 * scale);
            }
        }
    }

    @Test // mass does not leave through ends without a slope
    void neumannDifferencesConserveTheIntegral() {
        for (int accuracy : new int[] {2, 4, 6}) {
            Axis axis = Axis.differences("x", LO, HI, 24, accuracy, Ends.NEUMANN);
            Matrix sums = axis.second().applyAdjoint(axis.grid().weights());
            assertThat(sums.maxAbs()).isLessThan(1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void resolventsOfTheSecondDerivativeAreFastAndRight(Axis axis) {
        Operator second = axis.second();
        assertThat(second).isInstanceOfAny(Circulant.class, Banded.class, Dense.class);
        Matrix b = axis.sample(x -> 1 / (1 + x * x));
        Matrix fast = second.resolvent(Complex.real(10)).solve(b);
        Matrix dense = Lu.of(Matrix.identity(axis.size()).times(10).minus(dense(second))).solve(b);
        assertThat(fast.isComplex()).isFalse();
        assertThat(fast.minus(dense).norm()).isLessThan(1e-12 * dense.norm());
    }

    @ParameterizedTest
    @MethodSource("all")
    void derivativesAreMadeOnce(Axis axis) {
        assertThat(axis.derivative(2)).isSameAs(axis.second()).isSameAs(axis.derivative(2));
        Matrix u = axis.sample(x -> x);
        assertThat(axis.derivative(0).apply(u)).isEqualTo(u);
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> Axis.fourier("x", 1, 1, 8))
                .hasMessage("Axis x: wants lo < hi and at least 1 points, found 1.0, 1.0 and 8");
        assertThatThrownBy(() -> Axis.differences("x", 0, 1, 8, 3, Ends.PERIODIC))
                .hasMessage("Axis x: differences have accuracy 2, 4 or 6, found 3");
        assertThatThrownBy(() -> Axis.differences("y", 0, 1, 8, 2, Ends.FREE))
                .hasMessage(
                        "Axis y: differences want periodic, Dirichlet or Neumann ends; for free"
                                + " ends choose Chebyshev points");
        assertThatThrownBy(() -> Axis.chebyshev("x", 0, 1, 8, Ends.PERIODIC))
                .hasMessage(
                        "Axis x: Chebyshev points have two ends; for periodic ones choose Fourier"
                                + " or differences");
        assertThatThrownBy(() -> Axis.differences("x", 0, 1, 6, 4, Ends.DIRICHLET).derivative(4))
                .hasMessage(
                        "Differences: derivative 4 of accuracy 4 wants at least 7 points, found 6");
        assertThatThrownBy(() -> Axis.fourier("x", 0, 1, 8).derivative(-1))
                .hasMessage("Axis x: the order of a derivative must be ≥ 0, found -1");
    }
}
