package org.bugle.substep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.MatrixFree;
import org.bugle.operator.Coefficient;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class SubstepTest {
    private static final Span SPAN = new Span(0, 0, 0.3, 0.5);

    private static SeparableOde.Term left(Coefficient c, org.bugle.linalg.LinearMap a) {
        return new SeparableOde.Term(c, Optional.of(a), Optional.empty());
    }

    private static SeparableOde.Term right(Coefficient c, Matrix m) {
        return new SeparableOde.Term(c, Optional.empty(), Optional.of(m));
    }

    private static SeparableOde.Term both(Coefficient c, org.bugle.linalg.LinearMap a, Matrix m) {
        return new SeparableOde.Term(c, Optional.of(a), Optional.of(m));
    }

    /// X′ = A X + X Mᵀ + C through one large exponential of the Kronecker form with the source
    /// appended.
    private static Matrix exact(Matrix a, Matrix m, Matrix c, double h, Matrix x0) {
        int n = a.rows();
        int r = m.rows();
        Matrix big =
                Matrix.generateComplex(
                        n * r + 1,
                        n * r + 1,
                        (p, q) -> {
                            if (p == n * r) {
                                return Complex.ZERO;
                            }
                            if (q == n * r) {
                                return c.at(p % n, p / n);
                            }
                            Complex sum = Complex.ZERO;
                            if (p / n == q / n) {
                                sum = sum.plus(a.at(p % n, q % n));
                            }
                            if (p % n == q % n) {
                                sum = sum.plus(m.at(p / n, q / n));
                            }
                            return sum;
                        });
        Matrix start =
                Matrix.generateComplex(
                        n * r + 1, 1, (p, q) -> p == n * r ? Complex.ONE : x0.at(p % n, p / n));
        Matrix end = Expm.of(big.times(h)).times(start);
        return Matrix.generateComplex(n, r, (i, j) -> end.at(j * n + i, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exponentialsSolveTheKroneckerFormExactly(boolean complex) {
        SplitMix64 random = new SplitMix64(7);
        Matrix a = Cases.gaussian(7, 7, complex, random);
        Matrix m = Cases.gaussian(3, 3, complex, random);
        Matrix c = Cases.gaussian(7, 3, complex, random);
        Matrix x0 = Cases.gaussian(7, 3, complex, random);
        SeparableOde ode = kronecker(Dense.of(a), m, c);
        Matrix expected = exact(a, m, c, SPAN.h(), x0);
        for (Substep substep : List.of(Substep.exponential(), Substep.krylov(1e-12))) {
            Matrix found = substep.solve(ode, SPAN, x0);
            assertThat(found.minus(expected).norm()).isLessThan(1e-10 * expected.norm());
            assertThat(found.isComplex()).isEqualTo(complex);
        }
        SeparableOde free = new SeparableOde(kronecker(Dense.of(a), m, c).terms(), List.of());
        Matrix found = Substep.exponential().solve(free, SPAN, x0);
        Matrix homogeneous = exact(a, m, c.times(0), SPAN.h(), x0);
        assertThat(found.minus(homogeneous).norm()).isLessThan(1e-12 * homogeneous.norm());
    }

    private static SeparableOde kronecker(org.bugle.linalg.LinearMap a, Matrix m, Matrix c) {
        return new SeparableOde(
                List.of(left(Coefficient.ONE, a), right(Coefficient.ONE, m)),
                List.of(new SeparableOde.Source(Coefficient.ONE, c)));
    }

    @Test
    void aStiffHermitianOdeWithASourceIsSolvedThroughEigenvectors() {
        SplitMix64 random = new SplitMix64(8);
        Banded a = Banded.tridiagonal(12, 1, -2, 1).times(1e4);
        Matrix m = Matrix.diagonal(-1e3, -2, 0);
        Matrix c = Cases.gaussian(12, 3, false, random);
        Matrix x0 = Cases.gaussian(12, 3, false, random);
        Matrix dense = a.apply(Matrix.identity(12));
        // the steady state of the two stiff columns, the exact flow of all
        Matrix found = Substep.exponential().solve(kronecker(a, m, c), SPAN, x0);
        Matrix slope = dense.times(found).plus(found.timesTranspose(m)).plus(c);
        assertThat(slope.norm()).isLessThan(1e-9 * c.norm());
    }

    static Stream<Arguments> implicitMethodsAndStructures() {
        return Stream.of(
                        Arguments.of(Substep.implicitEuler(), 1),
                        Arguments.of(Substep.dirk2(), 2),
                        Arguments.of(Substep.dirk3(), 3))
                .flatMap(method ->
                        Stream.of(
                                        "dense",
                                        "banded",
                                        "circulant",
                                        "matrix-free",
                                        "both",
                                        "nonlinear")
                                .map(s -> Arguments.of(method.get()[0], method.get()[1], s)));
    }

    @ParameterizedTest(name = "{2} by {0}")
    @MethodSource("implicitMethodsAndStructures")
    void implicitMethodsHaveTheirOrderForEveryStructure(Substep once, int order, String structure) {
        SplitMix64 random = new SplitMix64(9);
        int n = 8;
        Matrix m = Cases.gaussian(3, 3, false, random).times(0.4);
        Matrix c = Cases.gaussian(n, 3, false, random);
        Matrix x0 = Cases.gaussian(n, 3, false, random);
        Matrix a = Cases.gaussian(n, n, false, random).times(0.4);
        ModeOde ode =
                switch (structure) {
                    case "dense" -> kronecker(Dense.of(a), m, c);
                    case "banded" -> kronecker(Banded.tridiagonal(n, 1, -2, 0.5), m, c);
                    case "circulant" -> kronecker(Circulant.derivative(n, 8, 1), m, c);
                    case "matrix-free" ->
                            kronecker(MatrixFree.real(n, n, a::times, a::adjointTimes), m, c);
                    case "both" ->
                            new SeparableOde(
                                    List.of(
                                            both(
                                                    Coefficient.of(Math::cos),
                                                    Banded.tridiagonal(n, 1, -2, 0.5),
                                                    m),
                                            left(Coefficient.ONE, Dense.of(a))),
                                    List.of(new SeparableOde.Source(Coefficient.of(Math::sin), c)));
                    default ->
                            new FunctionOde(
                                    false,
                                    (t, x) ->
                                            a.times(x)
                                                    .minus(x.hadamard(x).hadamard(x).times(0.1))
                                                    .plus(c.times(Math.cos(t))));
                };
        Matrix expected = Substep.dormandPrince(1e-12).solve(ode, SPAN, x0);
        ButcherTableau tableau = ((Dirk) once).tableau();
        double coarse = error(new Dirk(tableau, 16), ode, x0, expected);
        double fine = error(new Dirk(tableau, 32), ode, x0, expected);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(0.25));
    }

    private static double error(Substep substep, ModeOde ode, Matrix x0, Matrix expected) {
        return substep.solve(ode, SPAN, x0).minus(expected).norm();
    }

    static Stream<Arguments> explicitMethods() {
        return Stream.of(
                Arguments.of(ButcherTableau.EULER, 1),
                Arguments.of(ButcherTableau.MIDPOINT, 2),
                Arguments.of(ButcherTableau.HEUN, 2),
                Arguments.of(ButcherTableau.RALSTON, 2),
                Arguments.of(ButcherTableau.HEUN3, 3),
                Arguments.of(ButcherTableau.RK4, 4),
                Arguments.of(ButcherTableau.DORMAND_PRINCE, 5));
    }

    @ParameterizedTest
    @MethodSource("explicitMethods")
    void explicitMethodsHaveTheirOrderOnANonautonomousComplexOde(
            ButcherTableau tableau, int order) {
        SplitMix64 random = new SplitMix64(10);
        Matrix a = Cases.gaussian(6, 6, true, random);
        Matrix m = Cases.gaussian(2, 2, true, random);
        Matrix x0 = Cases.gaussian(6, 2, false, random); // real start of a complex ODE
        ModeOde ode =
                new SeparableOde(
                        List.of(
                                both(Coefficient.of(t -> Math.exp(-t)), Dense.of(a), m),
                                right(Coefficient.of(Complex.I), m)),
                        List.of());
        Matrix expected =
                new ExplicitRungeKutta(ButcherTableau.DORMAND_PRINCE, 400).solve(ode, SPAN, x0);
        double coarse =
                error(new ExplicitRungeKutta(tableau, order > 4 ? 64 : 16), ode, x0, expected);
        double fine =
                error(new ExplicitRungeKutta(tableau, order > 4 ? 128 : 32), ode, x0, expected);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(0.25));
    }

    @Test
    void theExponentialOfANonlinearOrVaryingOdeIsOfOrderTwo() {
        SplitMix64 random = new SplitMix64(11);
        Matrix a = Cases.gaussian(6, 6, false, random);
        Matrix x0 = Cases.gaussian(6, 2, false, random);
        ModeOde nonlinear =
                new FunctionOde(
                        false,
                        (t, x) -> a.times(x).times(Math.cos(t)).minus(x.hadamard(x).times(0.3)));
        Matrix expected = Substep.dormandPrince(1e-12).solve(nonlinear, SPAN, x0);
        double coarse = composed(nonlinear, x0, 16).minus(expected).norm();
        double fine = composed(nonlinear, x0, 32).minus(expected).norm();
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(2, within(0.2));
    }

    private static Matrix composed(ModeOde ode, Matrix x0, int steps) {
        Matrix x = x0;
        double h = SPAN.h() / steps;
        for (int i = 0; i < steps; i++) {
            x = Substep.exponential().solve(ode, new Span(i, 0, SPAN.t() + i * h, h), x);
        }
        return x;
    }

    @Test
    void stabilityLimitsAreThoseOfTheTextbooks() {
        assertThat(Substep.rk4().stability().real()).isCloseTo(2.785, within(2e-3));
        assertThat(Substep.rk4(3).stability().imaginary()).isCloseTo(3 * 2.828, within(1e-2));
        assertThat(Substep.euler().stability().real()).isCloseTo(2, within(2e-3));
        assertThat(Substep.dirk3().stability()).isEqualTo(Substep.Stability.UNLIMITED);
    }

    @Test
    void evaluationsAreCounted() {
        ModeOde ode = new FunctionOde(false, (t, x) -> x);
        Substep.rk4(3).solve(ode, SPAN, Matrix.identity(2));
        assertThat(ode.evaluations()).isEqualTo(12);
    }

    @Test
    void negationTurnsOnlyTheRightHandSide() {
        ModeOde ode = new FunctionOde(false, (t, x) -> x.times(t));
        assertThat(ode.negated().evaluate(2, Matrix.identity(2)))
                .isEqualTo(Matrix.identity(2).times(-2));
    }

    @Test
    void wrongTableausAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExplicitRungeKutta(ButcherTableau.DIRK2, 1))
                .withMessage(
                        "ExplicitRungeKutta: wants an explicit tableau and steps ≥ 1, found dirk2,"
                                + " 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dirk(ButcherTableau.RK4, 1))
                .withMessage(
                        "Dirk: wants a tableau with one γ > 0 on its diagonal and steps ≥ 1, found"
                                + " rk4, 1");
    }
}
