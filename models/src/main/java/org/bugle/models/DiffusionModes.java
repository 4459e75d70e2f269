package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// Decaying standing waves: u_t = Σ_j d_j ∂_j² u on a periodic box of length L from u₀ = Σ_k Π_j
/// sin(2πk x_j/L), whose rank is the number of waves at all times ([TravellingWaves]). As many
/// diffusivities as directions: two make a matrix, three a tensor on the star.
@Named(value = "diffusion/modes", doc = "Decaying standing waves on a periodic box")
public record DiffusionModes(
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "200",
                        min = 4,
                        source = SPEC)
                List<Integer> points,
        @Key(
                        doc = "length L of the box",
                        def = "6.283185307179586",
                        above = 0,
                        source = SPEC + "; another public set-up has 1")
                double length,
        @Key(
                        doc = "diffusivity in each of the two or three directions",
                        def = "[0.25, 0.1111111111111111]",
                        min = 0,
                        source = SPEC)
                List<Double> diffusivity,
        @Key(doc = "wave number k of each wave", def = "[1, 2]", min = 1, source = SPEC)
                List<Integer> waves)
        implements ProblemFamily {
    static final String SPEC = "rail E1";

    public DiffusionModes {
        diffusivity = Lists.directions("diffusivity", diffusivity);
        points = Lists.ofEach("points", diffusivity.size(), points);
        waves = List.copyOf(waves);
    }

    @Override
    public Problem<?> problem(long seed) {
        return new TravellingWaves(points, 0, length, diffusivity, List.of(), 0, waves)
                .problem(0.5, Math.max(1, waves.size()))
                .problem();
    }
}
