package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// The plane-source benchmark of radiative transfer in a slab: a pulse of particles in the middle,
/// moving at unit speed in all directions μ and scattered isotropically,
///
/// ∂_t f = −(μ/ε) ∂_x f + (σ_s/ε²)(ρ − f) − σ_a f, ρ = ½ ∫ f dμ,
///
/// in Legendre moments ([SlabTransport]): Y is cells × moments, ρ is its first column and φ = 2ρ
/// the scalar flux. The start φ₀ = max(floor, Gaussian of standard deviation `width`) is isotropic,
/// of rank 1, and ⟨ρ₀, ∂_x ρ₀⟩ = 0 hides the equation from it; hence the padding.
@Named(
        value = "radiative-transfer/plane-source",
        doc = "Pulse of radiation in a scattering slab (Ganapol's benchmark)")
public record PlaneSource(
        @Key(doc = "cells in x", def = "1000", min = 4, source = "1001 in low-rank papers")
                int cells,
        @Key(doc = "Legendre moments in angle", def = "200", min = 2, source = "low-rank papers")
                int moments,
        @Key(doc = "the slab is [-halfLength, halfLength]", def = "1.5", above = 0, source = SPEC)
                double halfLength,
        @Key(doc = "standard deviation of the pulse", def = "0.03", above = 0, source = SPEC)
                double width,
        @Key(
                        doc = "least scalar flux of the start",
                        def = "0",
                        min = 0,
                        source = "gap A1: 1e-4 in low-rank papers, 0 in the exact figures")
                double floor,
        @Key(doc = "Knudsen number, the scaling to diffusion", def = "1", above = 0, source = SPEC)
                double knudsen,
        @Key(doc = "scattering", def = "1", min = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(doc = "absorption", def = "0", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(doc = "discretisation of the x derivative", def = "fourier", source = "gap §4.3")
                Derivative derivative,
        @Key(doc = "what lies beyond the ends of the slab", def = "periodic") Boundary boundary,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "10",
                        min = 2,
                        source = "ttn §5.2")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap A1";

    public PlaneSource {
        SlabTransport.requireFit(derivative, boundary);
    }

    private SlabTransport transport() {
        return SlabTransport.uniform(
                cells,
                2 * halfLength,
                moments,
                knudsen,
                derivative,
                boundary,
                sigmaScattering,
                sigmaAbsorption);
    }

    @Override
    public MatrixProblem problem(long seed) {
        SlabTransport transport = transport();
        double dx = transport.spacing();
        Grid x = Grid.periodic("x", -halfLength + dx / 2, 2 * halfLength, cells);
        LowRankMatrix start = start(x);
        int most = Math.min(cells, moments);
        return new MatrixProblem(
                transport.equation(),
                x,
                Grid.counted("moment", 0, moments),
                Start.krylov(start, Math.min(padding, most), transport.d(), transport.j()),
                0,
                1,
                Math.min(20, most),
                List.of(transport.mass("mass", "integral of the scalar flux", 2)),
                List.of(new Field<>("scalar-flux", x, y -> transport.density(y).times(2))),
                transport.isSolved()
                        ? new Reference.Exact<>(
                                "exact by Fourier modes", t -> transport.exact(start, t))
                        : new Reference.None<>());
    }

    private LowRankMatrix start(Grid x) {
        Matrix density =
                Matrix.generate(
                        cells,
                        1,
                        (i, _) -> {
                            double s = x.point(i) / width;
                            double gauss = Math.exp(-s * s / 2) / (Math.sqrt(2 * Math.PI) * width);
                            return Math.max(floor, gauss) / 2;
                        });
        return LowRankMatrix.ofFactors(density, Matrix.identity(moments, 1)).orthonormalized();
    }
}
