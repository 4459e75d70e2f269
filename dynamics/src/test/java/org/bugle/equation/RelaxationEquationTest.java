package org.bugle.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.integrator.matrix.FullRank;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Sparse;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.bugle.testing.Solutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class RelaxationEquationTest {
    private static final int CELLS = 12;

    private static final int MOMENTS = 7;

    /// The ways in which a derivative is stored.
    enum Derivative {
        FOURIER,
        PERIODIC,
        ENDS;

        LinearMap of(int n) {
            double half = n / (4 * Math.PI);
            return switch (this) {
                case FOURIER -> Circulant.derivative(n, 2 * Math.PI, 1);
                case ENDS -> Banded.tridiagonal(n, -half, 0, half);
                case PERIODIC -> {
                    List<Sparse.Entry> entries = new ArrayList<>();
                    for (int i = 0; i < n; i++) {
                        entries.add(new Sparse.Entry(i, (i + 1) % n, half));
                        entries.add(new Sparse.Entry((i + 1) % n, i, -half));
                    }
                    yield Sparse.of(n, n, entries);
                }
            };
        }
    }

    static Banded legendre(int n) {
        return Banded.generate(
                n,
                1,
                1,
                (i, j) -> {
                    double k = Math.max(i, j);
                    return i == j ? 0 : k / Math.sqrt(4 * k * k - 1);
                });
    }

    private static Matrix profile(int n, double mean, double amplitude) {
        return Matrix.generate(n, 1, (i, _) -> mean + amplitude * Math.cos(2 * Math.PI * i / n));
    }

    private static RelaxationEquation uniform(Derivative derivative, int cells, double knudsen) {
        return RelaxationEquation.uniform(
                derivative.of(cells), legendre(MOMENTS), knudsen, 1.3, 0.4);
    }

    private static RelaxationEquation varying(Derivative derivative, int cells, double knudsen) {
        return new RelaxationEquation(
                derivative.of(cells),
                legendre(MOMENTS),
                knudsen,
                profile(cells, 1, 0.5),
                profile(cells, 0.4, 0.2),
                profile(cells, 0.1, 0.7));
    }

    private static List<RelaxationEquation> equations(Derivative derivative, double knudsen) {
        return List.of(uniform(derivative, CELLS, knudsen), varying(derivative, CELLS, knudsen));
    }

    @ParameterizedTest // structure changes the digits that are lost, not the result
    @EnumSource(Derivative.class)
    void substepsGiveWhatTheyGiveWithoutTheStructure(Derivative derivative) {
        for (boolean complex : new boolean[] {false, true}) {
            for (int rank : new int[] {1, 4}) {
                for (RelaxationEquation equation : equations(derivative, 0.3)) {
                    for (Substep substep :
                            List.of(
                                    Substep.rk4(),
                                    Substep.implicitEuler(),
                                    Substep.dirk3(),
                                    Substep.krylov(1e-12),
                                    Substep.exponential())) {
                        compare(equation, substep, rank, complex);
                    }
                }
            }
        }
    }

    private static void compare(
            RelaxationEquation equation, Substep substep, int rank, boolean complex) {
        MatrixEquation plain =
                substep.order() == 2 // without the structure, both go through Krylov spaces
                        ? equation.separable()
                        : Solutions.plain(equation);
        LowRankMatrix y = Cases.lowRank(CELLS, MOMENTS, rank, complex, new SplitMix64(rank + 17L));
        Span span = new Span(0, 0, 0, 0.05);
        Matrix k = y.u().times(y.s());
        Matrix l = y.v().timesAdjoint(y.s());
        same(substep, span, k, equation.kEquation(y.v()), plain.kEquation(y.v()));
        same(substep, span, l, equation.lEquation(y.u()), plain.lEquation(y.u()));
    }

    private static void same(
            Substep substep, Span span, Matrix x0, ModeOde structured, ModeOde plain) {
        Matrix found = substep.solve(structured, span, x0);
        Matrix expected = substep.solve(plain, span, x0);
        assertThat(found.isComplex()).isEqualTo(x0.isComplex());
        assertThat(found.minus(expected).norm())
                .as("%s, %s", substep.name(), x0)
                .isLessThan(1e-9 * expected.norm());
    }

    @ParameterizedTest // s = σh/ε² = 208 is one step with the slow mode alone, two with all of them
    @ValueSource(booleans = {false, true})
    void theSlowModeIsWhatIsLeftOfAll(boolean complex) {
        RelaxationEquation equation = uniform(Derivative.FOURIER, CELLS, 0.05);
        LowRankMatrix y = Cases.lowRank(CELLS, MOMENTS, 4, complex, new SplitMix64(8));
        Matrix k = y.u().times(y.s());
        Matrix l = y.v().timesAdjoint(y.s());
        semigroup(equation.kEquation(y.v()), k);
        semigroup(equation.lEquation(y.u()), l);
        Matrix low = Matrix.identity(MOMENTS, 4); // holds e₀, so that γ = 1
        semigroup(equation.kEquation(low), k);
    }

    private static void semigroup(ModeOde ode, Matrix x0) {
        Substep exact = Substep.exponential();
        Span whole = new Span(0, 0, 0, 0.4);
        Matrix once = exact.solve(ode, whole, x0);
        Matrix middle = exact.solve(ode, whole.firstHalf(), x0);
        Matrix twice = exact.solve(ode, whole.secondHalf(), middle);
        assertThat(once.minus(twice).norm()).isLessThan(1e-12 * x0.norm());
    }

    /// Implicit Euler in the limit: (I − h D (1/3σ) D + h σ_a) ρ₁ = ρ₀ + h Q.
    private static Matrix limitStep(RelaxationEquation equation, double h, Matrix density) {
        int n = density.rows();
        Matrix d = equation.derivative().apply(Matrix.identity(n));
        Matrix diffusion = equation.scattering().map(s -> h / (3 * s));
        Matrix flux = Matrix.generate(n, n, (i, j) -> diffusion.get(i, 0) * d.get(i, j));
        Matrix loss =
                Matrix.generate(
                        n, n, (i, j) -> i == j ? 1 + h * equation.absorption().get(i, 0) : 0);
        return Lu.of(loss.minus(d.times(flux))).solve(density.plus(h, equation.source()));
    }

    @ParameterizedTest // 240·7 unknowns of a full derivative are solved by iteration
    @CsvSource({
        "FOURIER, 12",
        "FOURIER, 240",
        "PERIODIC, 12",
        "ENDS, 12",
        "ENDS, 200",
    })
    void implicitStepsReachTheDiffusionLimitToRounding(Derivative derivative, int cells) {
        double h = 0.5;
        Matrix density = Matrix.generate(cells, 1, (i, _) -> Math.exp(Math.sin(i * 6.0 / cells)));
        LowRankMatrix start = LowRankMatrix.ofFactors(density, Matrix.identity(MOMENTS, 1));
        for (double knudsen : new double[] {1e-6, 1e-9, 1e-12}) {
            for (RelaxationEquation equation :
                    List.of(
                            uniform(derivative, cells, knudsen),
                            varying(derivative, cells, knudsen))) {
                Matrix expected = limitStep(equation, h, density);
                Matrix found =
                        new FullRank(Substep.implicitEuler())
                                .step(equation, new Span(0, 0, 0, h), start)
                                .value()
                                .apply(Matrix.identity(MOMENTS, 1));
                double kinetic = 100 * knudsen * knudsen * cells * cells;
                assertThat(found.minus(expected).norm())
                        .isLessThan((1e-12 + kinetic) * expected.norm());
            }
        }
    }

    @Test // e^{−κ²t/3σ − σ_a t} for tiny ε, in one step that no explicit method could take
    void exactFlowReachesTheHeatEquation() {
        for (double knudsen : new double[] {1e-6, 1e-9, 1e-12}) {
            RelaxationEquation equation = uniform(Derivative.FOURIER, CELLS, knudsen);
            Matrix wave =
                    Matrix.generate(CELLS, 1, (i, _) -> Math.cos(2 * 2 * Math.PI * i / CELLS));
            Matrix found =
                    Substep.exponential()
                            .solve(
                                    equation.kEquation(Matrix.identity(MOMENTS)),
                                    new Span(0, 0, 0, 0.5),
                                    wave.times(Matrix.identity(1, MOMENTS)));
            double decay = Math.exp(-0.5 * (4 / (3 * 1.3) + 0.4));
            assertThat(found.columns(0, 1).minus(wave.times(decay)).norm()).isLessThan(1e-11);
            Matrix flux = // −(ε/(√3σ)) ∂_x ρ
                    Matrix.generate(
                            CELLS,
                            1,
                            (i, _) ->
                                    knudsen
                                            * (2 / (Math.sqrt(3) * 1.3))
                                            * decay
                                            * Math.sin(2 * 2 * Math.PI * i / CELLS));
            assertThat(found.columns(1, 2).minus(flux).norm())
                    .isLessThan((1e-13 + 10 * knudsen * knudsen) * knudsen * CELLS);
        }
    }

    @Test
    void symbolsOfATransformComeBack() {
        Matrix x = Cases.gaussian(9, 3, true, new SplitMix64(2));
        Matrix there = Circulant.transform(x);
        assertThat(Circulant.inverseTransform(there).minus(x).norm()).isLessThan(1e-14 * x.norm());
        Complex sum = Complex.ZERO;
        for (int i = 0; i < 9; i++) {
            sum = sum.plus(x.at(i, 1).times(new Complex(0, -2 * Math.PI * 2 * i / 9).exp()));
        }
        assertThat(there.at(2, 1).minus(sum).abs()).isLessThan(1e-13);
    }

    @Test
    void wrongShapesAreRefused() {
        LinearMap d = Derivative.FOURIER.of(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelaxationEquation.uniform(d, legendre(4), 0, 1, 0))
                .withMessage("RelaxationEquation: the Knudsen number must be positive, found 0.0");
        Matrix eight = profile(8, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RelaxationEquation(d, legendre(4), 1, eight, profile(7, 1, 0), eight))
                .withMessage(
                        "RelaxationEquation: profiles must be 8×1 as the derivative has 8 rows,"
                                + " found 7×1");
        Banded skew = Banded.tridiagonal(4, -1, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelaxationEquation.uniform(d, skew, 1, 1, 0))
                .withMessage(
                        "RelaxationEquation: the velocities must be a symmetric tridiagonal"
                                + " matrix");
    }
}
