package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// Radiation in a periodic plane (see [PlaneTransport]) from the smooth isotropic density ρ₀ =
/// exp(a (sin x + cos y)) on [0, 2π)². As ε → 0 it follows the diffusion equation ∂_t ρ = Δρ/(3σ_s)
/// − σ_a ρ.
@Named(
        value = "radiative-transfer/periodic-2d",
        doc = "Smooth radiation in a periodic plane, from transport to diffusion")
public record PeriodicPlane(
        @Key(doc = "points in x and in y", def = "12", min = 3, source = SPEC) int points,
        @Key(doc = "discretisation of the directions", def = "quadrature", source = SPEC)
                AngleRule angle,
        @Key(doc = "degree N of the (N+1)(N+2)/2 spherical harmonics", def = "7", min = 1)
                int degree,
        @Key(doc = "of a quadrature: polar nodes, azimuths", def = "[6, 12]", source = SPEC)
                List<Integer> directions,
        @Key(doc = "a in the start", def = "0.5", source = SPEC) double amplitude,
        @Key(
                        doc = "Knudsen number, the scaling to diffusion",
                        def = "0.1",
                        above = 0,
                        source = SPEC)
                double knudsen,
        @Key(doc = "scattering", def = "1", above = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(doc = "absorption", def = "0", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(doc = "discretisation of the derivatives", def = "fourier", source = SPEC)
                Derivative derivative,
        @Key(doc = "a start by a tolerance is padded to this rank", def = "6", min = 3) int padding)
        implements ProblemFamily {
    static final String SPEC = "gap E6";

    public PeriodicPlane {
        directions = Lists.ofSize("directions", 2, directions);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return plane().problem(0.3, 6, padding);
    }

    private UniformPlane plane() {
        var transport =
                new PlaneTransport(
                        Grid.periodic("x", 0, 2 * Math.PI, points),
                        Grid.periodic("y", 0, 2 * Math.PI, points),
                        derivative,
                        Boundary.PERIODIC,
                        Directions.of(angle, degree, directions),
                        knudsen);
        return new UniformPlane(
                transport,
                sigmaScattering,
                sigmaAbsorption,
                transport.sampled((s, t) -> Math.exp(amplitude * (Math.sin(s) + Math.cos(t)))));
    }

    /// ρ at a time in the diffusion limit, with the same discrete derivatives, at every point.
    public Matrix diffusionLimit(double time) {
        return plane().diffusionLimit(time);
    }
}
