package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Figures of the spec `gap` A1.
class PlaneSourceTest {
    static final double HALF_LENGTH = 2 * Math.PI; // wave numbers are multiples of ½

    @ParameterizedTest // φ̂(κ, t) = e₀ᵀ exp(t (−iκJ + e₀e₀ᵀ − I)) e₀
    @CsvSource({
        "0.5, 1, 0.969669058228",
        "3, 1, 0.247090217139",
        "20, 1, 0.015837467553",
        "3, 2, -0.033444199901",
    })
    void modesDecayAsTheFourierSymbolSays(double kappa, double time, double symbol) {
        MatrixProblem source =
                Presets.planeSource(256, 64, HALF_LENGTH, 0.1, Derivative.FOURIER).problem(1);
        Complex before = mode(source, source.start().full(), kappa);
        Complex after = mode(source, Methods.exact(source, time), kappa);
        assertThat(after.over(before).re()).isCloseTo(symbol, within(1e-11));
        assertThat(after.over(before).im()).isCloseTo(0, within(1e-11));
    }

    private static Complex mode(MatrixProblem source, LowRankMatrix y, double kappa) {
        Matrix flux = source.fields().getFirst().of().apply(y);
        Complex sum = Complex.ZERO;
        for (int i = 0; i < source.m(); i++) {
            Complex wave = new Complex(0, -kappa * source.rows().point(i)).exp();
            sum = sum.plus(wave.times(flux.get(i, 0)));
        }
        return sum;
    }

    @Tag("slow")
    @ParameterizedTest // the convolution of Ganapol's solution with the pulse
    @CsvSource({
        "0, .67491779",
        ".25, .63754130",
        ".5, .53255532",
        ".75, .37860510",
        ".9, .27038464",
        "1.0, .10414075",
        "1.1, .00008285",
    })
    void scalarFluxAtTimeOne(double x, double figure) {
        MatrixProblem source =
                Presets.planeSource(500, 240, 1.25, 0.03, Derivative.FOURIER).problem(1);
        Matrix flux = source.fields().getFirst().of().apply(Methods.exact(source, 1));
        assertThat(interpolated(source, flux, x)).isCloseTo(figure, within(1e-7));
    }

    /// The trigonometric interpolant of an even number of values.
    private static double interpolated(MatrixProblem source, Matrix values, double x) {
        int n = values.rows();
        double period = n * source.rows().spacing();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double s = Math.PI * (x - source.rows().point(i)) / period;
            double kernel = Math.abs(Math.sin(s)) < 1e-14 ? 1 : Math.sin(n * s) / Math.tan(s) / n;
            sum += values.get(i, 0) * kernel;
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Derivative.class)
    void closedFormSolvesTheDiscreteEquation(Derivative derivative) {
        MatrixProblem source = // absorbing, and scaled towards diffusion
                new PlaneSource(
                                40,
                                9,
                                1.5,
                                0.2,
                                1e-2,
                                0.5,
                                2,
                                0.3,
                                derivative,
                                Boundary.PERIODIC,
                                5)
                        .problem(1);
        LowRankMatrix full = FullReference.ofTightTolerance().at(source, 0.7);
        LowRankMatrix exact = Methods.exact(source, 0.7);
        assertThat(full.distance(exact)).isLessThan(1e-10 * exact.norm());
        assertThat(source.observables().getFirst().invariant()).isFalse();
    }

    @Test
    void massIsKeptWithoutAbsorption() {
        MatrixProblem source = Presets.planeSource(64, 10, 1.5, 0.1, Derivative.CENTRED).problem(1);
        Observable<LowRankMatrix> mass = source.observables().getFirst();
        assertThat(mass.invariant()).isTrue();
        assertThat(mass.quantity().of(0, source.start().full())).isCloseTo(1, within(1e-12));
        assertThat(mass.quantity().of(1, Methods.exact(source, 1))).isCloseTo(1, within(1e-12));
    }

    @Test // spec `gap` §6, pitfall 1
    void aStartOfRankOneIsFrozenAndThePaddedOneIsNot() {
        MatrixProblem source =
                Presets.planeSource(64, 16, 1.5, 0.15, Derivative.FOURIER).problem(1);
        Truncation truncation = new Truncation.Tail(0, 1e-6, 1, 16);
        AugmentedBug bug = new AugmentedBug(truncation, Substep.rk4(2));
        LowRankMatrix start = source.start().full();
        LowRankMatrix exact = Methods.exact(source, 1);

        LowRankMatrix frozen = Methods.run(source, start, bug, 50);
        Matrix before = source.fields().getFirst().of().apply(start);
        Matrix after = source.fields().getFirst().of().apply(frozen);
        assertThat(after.minus(before).norm()).isLessThan(1e-12 * before.norm());

        LowRankMatrix padded = source.start().by(truncation);
        assertThat(padded.rank()).isEqualTo(10);
        assertThat(padded.distance(start)).isLessThan(1e-14 * start.norm());
        assertThat(Methods.run(source, padded, bug, 50).distance(exact))
                .isLessThan(1e-4 * exact.norm());
    }

    @Test // orth[1, μ, μ², …] are the first moments
    void paddingOfTheAngleIsTheLowMoments() {
        MatrixProblem source =
                Presets.planeSource(64, 16, 1.5, 0.15, Derivative.FOURIER).problem(1);
        LowRankMatrix start = source.start().ofRank(6);
        Matrix low = Matrix.identity(16, 6);
        assertThat(low.adjointTimes(start.v()).map(Math::abs).minus(Matrix.identity(6)).norm())
                .isLessThan(1e-12);
        assertThat(start.orthonormalityDefect()).isLessThan(1e-13);
    }

    @Test
    void fourierInAVacuumIsRefused() {
        assertThatThrownBy(() ->
                        new PlaneSource(
                                64, 16, 1, 0.1, 0, 1, 1, 0, Derivative.FOURIER, Boundary.ZERO, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("derivative fourier wants boundary: periodic, found zero");
    }

    @Test
    void nothingComesInFromAVacuum() {
        MatrixProblem source =
                new PlaneSource(60, 8, 0.5, 0.05, 0, 1, 1, 0, Derivative.UPWIND, Boundary.ZERO, 5)
                        .problem(1);
        LowRankMatrix end = FullReference.ofTightTolerance().at(source, 2);
        Observable<LowRankMatrix> mass = source.observables().getFirst();
        assertThat(mass.quantity().of(2, end)).isBetween(0.0, 0.5);
        assertThat(source.reference()).isEqualTo(new Reference.None<>());
    }
}
