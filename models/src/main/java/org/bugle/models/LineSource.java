package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.hipparchus.special.BesselJ;

import java.util.List;
import java.util.stream.IntStream;

/// The line-source benchmark of radiative transfer: a pulse of particles on a line, seen in the
/// plane across it, which flies in all directions of space and is scattered isotropically (see
/// [PlaneTransport]). The start is φ₀ = max(floor, e^{−r²/4s²}/(4πs²)) with s = `width`, isotropic
/// and of rank 1; hence the padding.
@Named(
        value = "radiative-transfer/line-source",
        doc = "Pulse of radiation in a scattering plane (Ganapol's benchmark in two dimensions)")
public record LineSource(
        @Key(doc = "cells in x and in y", def = "100", min = 4, source = "250 in low-rank papers")
                int cells,
        @Key(doc = "discretisation of the directions", def = "moments") AngleRule angle,
        @Key(
                        doc = "degree N of the (N+1)(N+2)/2 spherical harmonics",
                        def = "15",
                        min = 1,
                        source = "39 in low-rank papers")
                int degree,
        @Key(doc = "of a quadrature: polar nodes, azimuths", def = "[8, 16]")
                List<Integer> directions,
        @Key(
                        doc = "the plane is [-halfLength, halfLength] in x and in y",
                        def = "1.5",
                        above = 0,
                        source = SPEC)
                double halfLength,
        @Key(doc = "s of the pulse, half its variance", def = "0.03", above = 0, source = SPEC)
                double width,
        @Key(
                        doc = "least scalar flux of the start",
                        def = "0",
                        min = 0,
                        source = "gap A2: 1e-4 in low-rank papers, 0 in the exact figures")
                double floor,
        @Key(doc = "Knudsen number, the scaling to diffusion", def = "1", above = 0) double knudsen,
        @Key(doc = "scattering", def = "1", min = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(doc = "absorption", def = "0", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(doc = "discretisation of the derivatives", def = "fourier", source = "gap §4.3")
                Derivative derivative,
        @Key(doc = "what lies beyond the edges", def = "periodic") Boundary boundary,
        @Key(doc = "a start by a tolerance is padded to this rank", def = "10", min = 3)
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap A2";

    /// e^{−s²κ²} < 10⁻¹⁷ beyond sκ of this.
    private static final double FADED = 6.3;

    /// Gauss–Legendre nodes of the integral over κ: per half wave of the integrand, and at least.
    private static final int NODES_A_WAVE = 3;

    private static final int NODES = 60;

    public LineSource {
        directions = Lists.ofSize("directions", 2, directions);
    }

    @Override
    public MatrixProblem problem(long seed) {
        return plane().problem(1, 20, padding);
    }

    private UniformPlane plane() {
        Grid x = axis("x");
        var transport =
                new PlaneTransport(
                        x,
                        axis("y"),
                        derivative,
                        boundary,
                        Directions.of(angle, degree, directions),
                        knudsen);
        double variance = 4 * width * width;
        return new UniformPlane(
                transport,
                sigmaScattering,
                sigmaAbsorption,
                transport.sampled((s, t) ->
                        Math.max(
                                floor,
                                Math.exp(-(s * s + t * t) / variance) / (Math.PI * variance))));
    }

    private Grid axis(String name) {
        double spacing = 2 * halfLength / cells;
        return Grid.periodic(name, -halfLength + spacing / 2, 2 * halfLength, cells);
    }

    /// The exact scalar flux φ(r, t) in an infinite plane at distances r from the line, without the
    /// floor: (1/2π) ∫ φ̂(κ, t) e^{−s²κ²} J₀(κr) κ dκ, with the Fourier symbol φ̂ in moments up to
    /// the degree. That must be large: φ̂ is right up to κ ≈ degree·ε/t.
    ///
    /// @return a value for every distance
    public List<Double> exactScalarFlux(List<Double> distances, double t) {
        double collisions = sigmaScattering / (knudsen * knudsen);
        var mode = new KineticMode(degree + 1, 1 / knudsen, collisions);
        double last = FADED / width;
        double reach = t / knudsen + distances.stream().mapToDouble(r -> r).max().orElse(0);
        int nodes = NODES_A_WAVE * (int) Math.ceil(last * reach / Math.PI) + NODES;
        Matrix gauss = Legendre.nodes(nodes);
        double[] kappas = new double[nodes];
        double[] spectrum = new double[nodes];
        Parallel.forEach(
                nodes,
                i -> {
                    double kappa = last * (1 + gauss.get(i, 0)) / 2;
                    double pulse = Math.exp(-width * width * kappa * kappa);
                    kappas[i] = kappa;
                    spectrum[i] = gauss.get(i, 1) * mode.at(kappa, t).get(0, 0) * pulse * kappa;
                });
        double scale = last / (2 * Math.PI) * Math.exp(-sigmaAbsorption * t);
        return distances.stream()
                .map(r ->
                        scale
                                * IntStream.range(0, nodes)
                                        .mapToDouble(
                                                i -> spectrum[i] * BesselJ.value(0, kappas[i] * r))
                                        .sum())
                .toList();
    }
}
