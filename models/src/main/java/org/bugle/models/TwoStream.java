package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// The two-stream instability: two beams of a [Vlasov] plasma that move against each other at
/// ±`beam` in each direction, a perturbation of which grows.
@Named(
        value = "vlasov/two-stream",
        doc = "Two-stream instability in one to three space and velocity dimensions")
public record TwoStream(
        @Key(
                        doc = "dimensions of space, and as many of velocity",
                        def = "1",
                        min = 1,
                        max = 3,
                        source = SPEC)
                int dimensions,
        @Key(doc = Vlasov.POINTS, def = "[64, 128]", min = 4, source = "a choice")
                List<Integer> points,
        @Key(doc = "amplitude of the perturbation", def = "0.001", source = SPEC) double amplitude,
        @Key(
                        doc = "wave number k of the perturbation",
                        unit = "1/Debye length",
                        def = "0.2",
                        above = 0,
                        source = SPEC)
                double wavenumber,
        @Key(doc = "velocity interval", unit = "thermal velocity", def = "[-9, 9]", source = SPEC)
                List<Double> velocities,
        @Key(doc = "speed of the beams", unit = "thermal velocity", def = "2.4", source = SPEC)
                double beam,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "10",
                        min = 2,
                        source = "a choice; M5 runs at rank 10")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "the usual set-up, as in arXiv:1801.01103";

    public TwoStream {
        points = Lists.ofTwo("points", points);
        velocities = Lists.interval("velocities", velocities);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return new Vlasov(dimensions, points, amplitude, wavenumber, velocities, padding)
                .problem(v -> (maxwellian(v - beam) + maxwellian(v + beam)) / 2, 40);
    }

    private static double maxwellian(double v) {
        return Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
    }
}
