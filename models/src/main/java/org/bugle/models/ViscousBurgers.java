package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Tucker;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The viscous Burgers equation u_t + Σ_j ∂_j(½u²) = d Δu + φ on a periodic box of length 2π from
/// u₀ = sin(x₁ + … + x_D), of ranks 2. Without φ the wave steepens; with φ = (D/2) e^{−2Ddt}
/// sin(2(x₁ + …
/// + x_D)) it decays as it is, u = e^{−Ddt} u₀.
@Named(value = "burgers/viscous", doc = "Viscous Burgers equation from a diagonal wave")
public record ViscousBurgers(
        @Key(doc = "directions", def = "3", min = 2, max = 3, source = SPEC) int dimensions,
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "100",
                        min = 4,
                        source = "default of the authors' code; B2: 150")
                List<Integer> points,
        @Key(doc = "diffusivity d", def = "0.5", min = 0, source = SPEC) double diffusivity,
        @Key(doc = "the source φ", def = "decaying", source = SPEC + "; B2: none") Source source,
        @Key(
                        doc = "a start by a tolerance is padded to this rank, by harmonics",
                        def = "8",
                        min = 1,
                        source = "a choice; the flux sin 2X cannot be seen from sin X")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "rail B1";

    /// What there is beside Burgers' flux and diffusion.
    public enum Source {
        /// Keeps the form of the wave.
        DECAYING,
        /// Nothing.
        NONE
    }

    public ViscousBurgers {
        points = Lists.ofEach("points", dimensions, points);
    }

    @Override
    public Problem<?> problem(long seed) {
        PeriodicBox box = PeriodicBox.of(points, -Math.PI, Math.PI);
        List<SplitEquation.Term> fluxes = new ArrayList<>();
        for (int mode = 0; mode < dimensions; mode++) {
            List<Optional<LinearMap>> factors =
                    new ArrayList<>(Collections.nCopies(dimensions, Optional.empty()));
            factors.set(mode, Optional.of(box.axes().get(mode).first()));
            fluxes.add(new SplitEquation.Term(Coefficient.of(-0.5), factors, 2));
        }
        boolean decaying = source == Source.DECAYING;
        double rate = 2 * dimensions * diffusivity;
        SplitEquation.Source phi =
                new SplitEquation.Source(
                        Coefficient.of(t -> dimensions / 2.0 * Math.exp(-rate * t)),
                        wave(box.grid(), 2));
        return new BoxProblem(
                        box,
                        box.equation(
                                Collections.nCopies(dimensions, diffusivity),
                                fluxes,
                                decaying ? List.of(phi) : List.of()),
                        wave(box.grid(), 1),
                        BoxPadding.of(padding, box, ViscousBurgers::directions),
                        decaying ? 0.2 : 1,
                        decaying ? 4 : 8,
                        List.of(BoxProblem.Invariant.MASS),
                        List.of(),
                        decaying ? Optional.of(this::solution) : Optional.empty())
                .problem();
    }

    /// Multiplication by cos and sin, which leads to all harmonics.
    private static List<LinearMap> directions(Axis axis) {
        return List.of(new Diagonal(axis.sample(Math::cos)), new Diagonal(axis.sample(Math::sin)));
    }

    private Tucker solution(ProductGrid grid, double t) {
        return wave(grid, 1).times(Math.exp(-dimensions * diffusivity * t));
    }

    /// sin(k(x₁ + … + x_D)), the imaginary part of Π_j (cos kx_j + i sin kx_j).
    private Tucker wave(ProductGrid grid, int k) {
        List<Matrix> factors = new ArrayList<>();
        for (int mode = 0; mode < dimensions; mode++) {
            factors.add(
                    Matrix.hcat(
                            grid.sampled(mode, x -> Math.cos(k * x)),
                            grid.sampled(mode, x -> Math.sin(k * x))));
        }
        int[] shape = new int[dimensions];
        Arrays.fill(shape, 2);
        Tensor core =
                Tensor.generate(
                        shape,
                        index -> {
                            int sines = Arrays.stream(index).sum();
                            return sines % 2 == 0 ? 0 : sines % 4 == 1 ? 1 : -1;
                        });
        return new Tucker(core, factors);
    }
}
