package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// The [Lyapunov] equation with a centred source. At t = 0 the start is odd and the source even, so
/// tangent directions of the start do not see the source at all: methods that use them want a start
/// at t₀ > 0 (`start: 0.1`).
@Named(value = "lyapunov/sine", doc = "Lyapunov equation of the randomized Runge-Kutta paper")
public record SineLyapunov(
        @Key(doc = "grid points n", def = "128", min = 3, source = SPEC) int points,
        @Key(doc = "norm of the source", def = "1", source = SPEC) double alpha,
        @Key(doc = "Gaussians in the source", def = "11", min = 1, source = SPEC) int pulses,
        @Key(doc = "sine waves in the start", def = "20", min = 1, source = SPEC) int sines,
        @Key(
                        doc = "the start is the exact solution at this time",
                        def = "0",
                        min = 0,
                        source = "retractions E1 has 0.1")
                double start,
        @Key(doc = "whether the second difference is divided by dx²", def = "false", source = SPEC)
                boolean scaled)
        implements ProblemFamily {
    static final String SPEC = "randomized-rk E1-E3";

    @Override
    public MatrixProblem problem(long seed) {
        return new Lyapunov(points, alpha, List.of(0.0), pulses, sines, start, scaled).problem(10);
    }
}
