package org.bugle.integrator.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A grid of 400³ = 64 million points: a full one would take 512 MB an array, and hours.
class RailLargeTest {
    private static final int N = 400;
    private static final double SIDE = 4 * Math.PI;
    private static final double DIFFUSIVITY = 1.0 / 12;
    private static final double H = 0.01;
    private static final int STEPS = 20;

    /// exp(−x² − 4y² − z²) turns about the z-axis and diffuses (as rail T4, which is narrower in
    /// y); the covariance is known.
    @Test
    void robustOptionsKeepTheBasesFarBelowTheGrid() {
        SplitEquation equation = equation();
        Rail rail =
                new Rail(
                        ImexTableau.IMEX443,
                        new TuckerTruncation.Sequential(new Truncation.Tail(0, 1e-4, 1, 8)),
                        RailOptions.ROBUST);
        Tucker y =
                Tucker.product(1, Stream.of(1, 4, 1).map(RailLargeTest::gaussian).toList())
                        .orthonormalized();
        int largest = 0;
        for (int k = 0; k < STEPS; k++) {
            Step<Tucker> step = rail.step(equation, new Span(k, 0, k * H, H), y);
            y = step.value();
            largest = Math.max(largest, Collections.max(step.report().ranksAugmented()));
            assertThat(step.report().capped()).isFalse();
        }
        // R beside r: bases as large as the grid would be the full method
        assertThat(Collections.max(y.ranks())).isBetween(4, 8);
        assertThat(largest).isGreaterThan(Collections.max(y.ranks())).isLessThan(N / 4);
        double relative = y.minus(exact(STEPS * H)).norm() / y.norm();
        assertThat(relative).isLessThan(STEPS * 1e-4);
    }

    private static Matrix gaussian(double a) {
        return points().map(x -> Math.exp(-a * x * x));
    }

    private static Matrix points() {
        return Matrix.generate(N, 1, (i, _) -> SIDE * ((i + 0.5) / N - 0.5));
    }

    /// u_t − y u_x + x u_y = Δu/12.
    private static SplitEquation equation() {
        Optional<LinearMap> first = Optional.of(Circulant.derivative(N, SIDE, 1));
        Optional<LinearMap> x = Optional.of(new Diagonal(points()));
        Operator second =
                Circulant.ofSymbol(Circulant.derivative(N, SIDE, 2).symbol().times(DIFFUSIVITY));
        return new SplitEquation(
                List.of(N, N, N),
                Collections.nCopies(3, Optional.of(second)),
                List.of(
                        SplitEquation.Term.linear(
                                Coefficient.ONE, List.of(first, x, Optional.empty())),
                        SplitEquation.Term.linear(
                                Coefficient.of(-1), List.of(x, first, Optional.empty()))),
                List.of());
    }

    /// The Gaussian of covariance e^{At} Σ₀ e^{−At} + 2dtI (spec `rail` §5.10), from samples in the
    /// plane.
    private static Tucker exact(double t) {
        double c = Math.cos(t);
        double s = Math.sin(t);
        double p = 1.0 / 2 + 2 * DIFFUSIVITY * t; // variances along the turned axes
        double q = 1.0 / 8 + 2 * DIFFUSIVITY * t;
        double peak = Math.sqrt(1.0 / 2 / p * (1.0 / 8) / q * (1.0 / 2) / p);
        Matrix x = points();
        Matrix plane =
                Matrix.generate(
                        N,
                        N,
                        (i, j) -> {
                            double along = c * x.get(i, 0) + s * x.get(j, 0);
                            double across = -s * x.get(i, 0) + c * x.get(j, 0);
                            return peak
                                    * Math.exp(
                                            -along * along / (2 * p) - across * across / (2 * q));
                        });
        Matrix z = x.map(v -> Math.exp(-v * v / (2 * p)));
        return new Tucker(
                Tensor.of(plane).reshape(N, N, 1),
                List.of(Matrix.identity(N), Matrix.identity(N), z));
    }
}
