package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.neural.data.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class SpectrumProjectionTest {
    /// Of the spec's figures (spec `condlr` C1).
    private static final double FIGURE = 1e-9;

    private static final List<Double> SPREAD = List.of(3.0, 1.0, 0.5, 0.1);
    private static final List<Double> CLOSE = List.of(2.0, 1.9, 1.8);

    private static Matrix core(List<Double> sigma) {
        SplitMix64 random = new SplitMix64(60);
        int r = sigma.size();
        Matrix p = Draws.orthonormal(Draws.matrix(random, r, r));
        Matrix q = Draws.orthonormal(Draws.matrix(random, r, r));
        double[] entries = sigma.stream().mapToDouble(Double::doubleValue).toArray();
        return p.times(Matrix.diagonal(entries)).timesAdjoint(q);
    }

    private static Arguments row(
            SpectrumProjection projection,
            List<Double> sigma,
            double tau,
            double distance,
            double... expected) {
        return Arguments.of(
                projection, sigma, tau, distance, Arrays.stream(expected).boxed().toList());
    }

    static Stream<Arguments> table() {
        var mean = SpectrumProjection.MEAN_CENTRED;
        var nearest = SpectrumProjection.NEAREST;
        double low = 1.163895487;
        double half = 1.161904762;
        double two = 0.8727272727;
        return Stream.of(
                row(mean, SPREAD, 0, 2.229349681, 1.15, 1.15, 1.15, 1.15),
                row(nearest, SPREAD, 0, 2.229349681, 1.15, 1.15, 1.15, 1.15),
                row(
                        mean,
                        SPREAD,
                        0.1,
                        2.139335731,
                        1.204761905,
                        1.095238095,
                        1.095238095,
                        1.095238095),
                row(nearest, SPREAD, 0.1, 2.134692510, 1.280285036, low, low, low),
                row(mean, SPREAD, 0.5, 1.863652328, 1.38, 1, 0.92, 0.92),
                row(nearest, SPREAD, 0.5, 1.781117894, 1.742857143, half, half, half),
                row(mean, SPREAD, 2, 1.362672007, 1.725, 1, 0.575, 0.575),
                row(nearest, SPREAD, 2, 0.9390517461, 2.618181818, 1, two, two),
                row(mean, CLOSE, 0.1, 0.01346870059, 1.990476190, 1.9, 1.809523810),
                row(nearest, CLOSE, 0.1, 0.01345345588, 1.990950226, 1.9, 1.809954751),
                row(
                        SpectrumProjection.AUTHORS,
                        SPREAD,
                        0,
                        2.958265561,
                        1.601561738,
                        1.601561738,
                        1.601561738,
                        1.601561738),
                row(
                        SpectrumProjection.AUTHORS,
                        CLOSE,
                        0,
                        0.1688342035,
                        1.901753577,
                        1.901753577,
                        1.901753577));
    }

    @ParameterizedTest
    @MethodSource("table")
    void givesTheFiguresOfTheSpec(
            SpectrumProjection projection,
            List<Double> sigma,
            double tau,
            double distance,
            List<Double> expected) {
        Matrix s = core(sigma);
        SpectrumProjection.Projected projected = projection.project(s, tau);

        assertThat(projected.core().minus(s).norm()).isCloseTo(distance, within(FIGURE));
        assertEach(projected.singularValues(), expected);
        assertEach(Svd.of(projected.core()).singularValues(), expected);
    }

    private static void assertEach(List<Double> found, List<Double> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(FIGURE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void boundsTheConditionOfNearlySingularCores(SpectrumProjection projection) {
        Matrix s = core(List.of(5.0, 1.0, 0.01, 1e-12));
        for (double tau : List.of(0.0, 1e-3, 0.1, 0.5, 2.0, 10.0)) {
            List<Double> sigma = Svd.of(projection.project(s, tau).core()).singularValues();
            assertThat(sigma.getFirst() / sigma.getLast())
                    .isLessThanOrEqualTo((1 + tau) * (1 + 1e-12));
        }
    }

    @Test // no matrix of Σ_τ with the same singular vectors is nearer
    void nearestIsNotBeatenByAnyOtherInterval() {
        SplitMix64 random = new SplitMix64(9);
        for (int trial = 0; trial < 50; trial++) {
            List<Double> sigma =
                    Stream.generate(random::nextDouble)
                            .limit(5)
                            .sorted((a, b) -> b.compareTo(a))
                            .toList();
            Matrix s = core(sigma);
            double tau = 2 * random.nextDouble();
            double found = SpectrumProjection.NEAREST.project(s, tau).core().minus(s).norm();
            for (double t = 0.002; t < 1; t += 0.002) {
                double low = t;
                double other =
                        Math.sqrt(
                                sigma.stream()
                                        .mapToDouble(x -> x - Math.clamp(x, low, (1 + tau) * low))
                                        .map(d -> d * d)
                                        .sum());
                assertThat(found).isLessThanOrEqualTo(other + 1e-12);
            }
        }
    }

    @Test
    void nearestLeavesAConditionedCoreToTheBit() {
        Matrix s = core(List.of(2.0, 1.0, 1.0, 1.0));
        assertThat(SpectrumProjection.NEAREST.project(s, 1.5).core()).isEqualTo(s);
    }

    @Test // the clamp moves the mean; spec `condlr` C1, τ = 0.5
    void meanCentredIsNotIdempotent() {
        Matrix once = SpectrumProjection.MEAN_CENTRED.project(core(SPREAD), 0.5).core();
        Matrix twice = SpectrumProjection.MEAN_CENTRED.project(once, 0.5).core();
        // the mean 1.15 became 1.055, and 1.38 is cut to 1.2 times that
        assertThat(Svd.of(twice).singularValues().getFirst()).isCloseTo(1.266, within(FIGURE));
    }

    @ParameterizedTest
    @EnumSource
    void refusesANegativeTolerance(SpectrumProjection projection) {
        assertThatThrownBy(() -> projection.project(core(CLOSE), -0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SpectrumProjection: τ must be ≥ 0, found -0.1");
    }
}
