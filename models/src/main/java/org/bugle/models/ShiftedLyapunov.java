package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// The [Lyapunov] equation with a source off the centre, which tangent directions do see: for
/// comparisons of methods where F leaves the tangent space.
@Named(value = "lyapunov/shifted", doc = "Lyapunov equation, source off the centre")
public record ShiftedLyapunov(
        @Key(doc = "grid points n", def = "64", min = 3, source = SPEC) int points,
        @Key(doc = "norm of the source", def = "1", source = SPEC) double alpha,
        @Key(doc = "centre of the source", def = "[0.5, -0.3]", source = SPEC) List<Double> shift,
        @Key(doc = "Gaussians in the source", def = "11", min = 1, source = SPEC) int pulses,
        @Key(doc = "sine waves in the start", def = "20", min = 1, source = SPEC) int sines,
        @Key(doc = "the start is the exact solution at this time", def = "0", min = 0) double start,
        @Key(doc = "whether the second difference is divided by dx²", def = "false") boolean scaled)
        implements ProblemFamily {
    static final String SPEC = "midpoint-bug M4";

    public ShiftedLyapunov {
        shift = List.copyOf(shift);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return new Lyapunov(points, alpha, shift, pulses, sines, start, scaled).problem(8);
    }
}
