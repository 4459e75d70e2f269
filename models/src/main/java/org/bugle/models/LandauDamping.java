package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// Landau damping of a Maxwellian plasma by the [Vlasov] equation. The defaults are strong damping;
/// `amplitude: 0.01` is the field's standard weak damping, whose electric energy decays as
/// e^{−2·0.1533 t} for k = 0.5.
@Named(value = "vlasov/landau-1d1v", doc = "Landau damping in one space and velocity dimension")
public record LandauDamping(
        @Key(doc = "grid points in x and v", def = "[32, 64]", min = 4, source = SPEC)
                List<Integer> points,
        @Key(
                        doc = "amplitude of the perturbation",
                        def = "0.5",
                        source = "midpoint-bug M5; 0.01 is weak damping")
                double amplitude,
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
                        source = "a choice; M5 runs at rank 10")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "midpoint-bug M5";

    public LandauDamping {
        points = Lists.ofTwo("points", points);
        velocities = Lists.interval("velocities", velocities);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return new Vlasov(1, points, amplitude, wavenumber, velocities, padding)
                .problem(v -> Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI), 2);
    }
}
