package org.bugle.models;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.ArrayList;
import java.util.List;

/// Radiative transfer in a periodic slab in diffusive scaling,
///
/// ε ∂_t f + μ ∂_x f = (σ_s/ε)(ρ − f) − ε σ_a f + ε Q, ρ = ½ ∫ f dμ,
///
/// in Legendre moments ([SlabTransport]). As ε → 0 the density follows ∂_tρ = ∂_x((1/3σ_s) ∂_xρ) −
/// σ_aρ + Q. Profiles are cosine sums Σ_k c_k cos(2πkx/length), one number being constant. A start
/// of rank 1 may hide the equation from a method of low rank (⟨ρ₀, ∂_xρ₀⟩ = 0), hence the padding
/// by ∂_xρ₀, … and μ, μ², ….
@Named(
        value = "radiative-transfer/slab",
        doc = "Radiation in a periodic slab, from free flight to the diffusion limit")
public record Slab(
        @Key(doc = "cells in x", def = "32", min = 4, source = SPEC) int cells,
        @Key(doc = "Legendre moments in angle", def = "24", min = 2, source = SPEC) int moments,
        @Key(doc = "period in x, from 0 on", def = "6.283185307179586", above = 0, source = SPEC)
                double length,
        @Key(doc = "Knudsen number ε", def = "1e-3", above = 0, source = SPEC) double knudsen,
        @Key(
                        doc = "scattering: cosine coefficients, one number for a uniform slab",
                        def = "1",
                        unit = "1/length",
                        source = "gap E5: [1, 0.5]")
                List<Double> sigmaScattering,
        @Key(doc = "absorption: cosine coefficients", def = "0", unit = "1/length", source = SPEC)
                List<Double> sigmaAbsorption,
        @Key(doc = "isotropic source: cosine coefficients", def = "0", source = SPEC)
                List<Double> source,
        @Key(doc = "the start", def = "isotropic", source = "gap E1, E2, S3, S7") Initial initial,
        @Key(doc = "discretisation of the x derivative", def = "fourier", source = "gap §4.3")
                Derivative derivative,
        @Key(
                        doc = "first moments that truncations of the start leave as they are",
                        def = "0",
                        min = 0,
                        source = "gap §4.9")
                int preserved,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "3",
                        min = 1,
                        source = "gap §4.9")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap E1";

    /// The kinetic density is compared with in every step while the solution is no larger than
    /// this.
    private static final int COMPARED = 4096;

    /// Nodes of the Gauss rule for the moments of a start; its functions of μ are entire.
    private static final int NODES = 40;

    /// The initial distribution f₀(x, μ), with x in units of length/2π.
    public enum Initial {
        /// e^{sin x}.
        ISOTROPIC(1),
        /// e^{cos x}, even in x.
        EVEN(1),
        /// (1 + ½ sin x) e^{−μ cos x}, far from any equilibrium.
        ILL_PREPARED(NODES),
        /// 2 + cos x (1 + ½μ) + ½ sin(2x) μ²: the solution has rank 5.
        FEW_MODES(3);

        private final int moments; // the others are zero, to rounding

        Initial(int moments) {
            this.moments = moments;
        }

        private double at(double x, double mu) {
            return switch (this) {
                case ISOTROPIC -> Math.exp(Math.sin(x));
                case EVEN -> Math.exp(Math.cos(x));
                case ILL_PREPARED -> (1 + Math.sin(x) / 2) * Math.exp(-mu * Math.cos(x));
                case FEW_MODES -> 2 + Math.cos(x) * (1 + mu / 2) + Math.sin(2 * x) * mu * mu / 2;
            };
        }

        private LowRankMatrix of(Grid x, double length, int all) {
            int kept = Math.min(moments, all);
            // the nodes are eigenvalues of J, and p_j(μ_q) √w_q the entries of its eigenvectors
            Matrix j = Legendre.multiplication(NODES).apply(Matrix.identity(NODES));
            Eigen.Hermitian nodes = Eigen.hermitian(j);
            Matrix values =
                    Matrix.generate(
                            x.size(),
                            NODES,
                            (i, q) ->
                                    nodes.vectors().get(0, q)
                                            * at(
                                                    2 * Math.PI * x.point(i) / length,
                                                    nodes.values().get(q)));
            return LowRankMatrix.ofFactors(
                            values.timesTranspose(nodes.vectors().rows(0, kept)),
                            Matrix.identity(all, kept))
                    .orthonormalized();
        }
    }

    public Slab {
        sigmaScattering = profile("sigmaScattering", sigmaScattering);
        sigmaAbsorption = profile("sigmaAbsorption", sigmaAbsorption);
        source = List.copyOf(source);
    }

    /// A cosine sum is nowhere negative if its first coefficient outweighs the others.
    private static List<Double> profile(String name, List<Double> cosines) {
        double others = cosines.stream().skip(1).mapToDouble(Math::abs).sum();
        if (cosines.isEmpty() || cosines.getFirst() < others) {
            throw new IllegalArgumentException(
                    "%s must be nowhere negative: its first coefficient at least the sum of the others' moduli, found %s"
                            .formatted(name, cosines));
        }
        return List.copyOf(cosines);
    }

    private Matrix profile(Grid x, List<Double> cosines) {
        return Matrix.generate(
                cells,
                1,
                (i, _) -> {
                    double sum = 0;
                    for (int k = 0; k < cosines.size(); k++) {
                        sum += cosines.get(k) * Math.cos(2 * Math.PI * k * x.point(i) / length);
                    }
                    return sum;
                });
    }

    @Override
    public MatrixProblem problem(long seed) {
        Grid x = Grid.periodic("x", 0, length, cells);
        SlabTransport transport = transport(x);
        LowRankMatrix start = initial.of(x, length, moments);
        int most = Math.min(cells, moments);
        Start padded =
                Start.krylov(start, Math.min(padding, most), transport.d(), transport.j())
                        .preserving(preserved);
        return new MatrixProblem(
                transport.equation(),
                x,
                Grid.counted("moment", 0, moments),
                padded,
                0,
                0.5,
                Math.min(4, most),
                observables(transport, start),
                List.of(new Field<>("density", x, transport::density)),
                transport.isSolved()
                        ? new Reference.Exact<>(
                                "exact by Fourier modes", t -> transport.exact(start, t))
                        : new Reference.None<>());
    }

    private SlabTransport transport(Grid x) {
        return new SlabTransport(
                cells,
                length,
                moments,
                knudsen,
                derivative,
                Boundary.PERIODIC,
                profile(x, sigmaScattering),
                profile(x, sigmaAbsorption),
                profile(x, source));
    }

    private List<Observable<LowRankMatrix>> observables(
            SlabTransport transport, LowRankMatrix start) {
        List<Observable<LowRankMatrix>> all = new ArrayList<>();
        all.add(transport.mass("mass", "integral of the density", 1));
        if (transport.hasLimit()) {
            Matrix density = transport.density(start);
            all.add(
                    new Observable<>(
                            "diffusion-distance",
                            "relative distance of the density from that of the diffusion limit",
                            false,
                            (t, y) -> distance(transport.density(y), transport.limit(density, t))));
        }
        if (transport.isSolved() && (long) cells * moments <= COMPARED) {
            all.add(
                    new Observable<>(
                            "density-error",
                            "relative error of the density",
                            false,
                            (t, y) ->
                                    distance(
                                            transport.density(y),
                                            transport.density(transport.exact(start, t)))));
        }
        return all;
    }

    private static double distance(Matrix density, Matrix reference) {
        return density.minus(reference).norm() / reference.norm();
    }

    /// The density of the diffusion limit at a time, cells×1.
    ///
    /// @throws IllegalArgumentException if it is not known: a varying slab of many cells, or one
    ///   that does not scatter everywhere
    public Matrix diffusionLimit(double time) {
        Grid x = Grid.periodic("x", 0, length, cells);
        SlabTransport transport = transport(x);
        return transport.limit(transport.density(initial.of(x, length, moments)), time);
    }
}
