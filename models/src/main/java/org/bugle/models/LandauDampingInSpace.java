package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// Landau damping of a Maxwellian [Vlasov] plasma in several dimensions. The defaults are the weak
/// damping of arXiv:1801.01103, whose electric energy decays as e^{−2·0.1533 t} for k = 0.5 in any
/// number of dimensions.
@Named(
        value = "vlasov/landau",
        doc = "Landau damping in one to three space and velocity dimensions")
public record LandauDampingInSpace(
        @Key(
                        doc = "dimensions of space, and as many of velocity",
                        def = "2",
                        min = 1,
                        max = 3,
                        source = SPEC)
                int dimensions,
        @Key(doc = Vlasov.POINTS, def = "[16, 32]", min = 4, source = "a choice")
                List<Integer> points,
        @Key(doc = "amplitude of the perturbation", def = "0.01", source = SPEC) double amplitude,
        @Key(
                        doc = "wave number k of the perturbation",
                        unit = "1/Debye length",
                        def = "0.5",
                        above = 0,
                        source = SPEC)
                double wavenumber,
        @Key(doc = "velocity interval", unit = "thermal velocity", def = "[-6, 6]", source = SPEC)
                List<Double> velocities,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "10",
                        min = 2,
                        source = "a choice")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "the usual set-up, as in arXiv:1801.01103";

    public LandauDampingInSpace {
        points = Lists.ofTwo("points", points);
        velocities = Lists.interval("velocities", velocities);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return new Vlasov(dimensions, points, amplitude, wavenumber, velocities, padding)
                .problem(v -> Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI), 10);
    }
}
