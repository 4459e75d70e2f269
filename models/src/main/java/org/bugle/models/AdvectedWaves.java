package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.Collections;
import java.util.List;

/// Waves that travel and decay: u_t + s·∇u = d Δu on a periodic box of length L from u₀ = c + Σ_k
/// Π_j sin(2πk x_j/L) ([TravellingWaves]). As many speeds as directions: two make a matrix, three a
/// tensor on the star.
@Named(value = "advection-diffusion/waves", doc = "Waves that travel and decay on a periodic box")
public record AdvectedWaves(
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "100",
                        min = 4,
                        source = "default of the authors' code")
                List<Integer> points,
        @Key(
                        doc = "length L of the box, whose middle is 0",
                        def = "6.283185307179586",
                        above = 0,
                        source = SPEC)
                double length,
        @Key(doc = "diffusivity", def = "0.16666666666666666", min = 0, source = SPEC)
                double diffusivity,
        @Key(doc = "speed in each of the two or three directions", def = "[1, 1, 1]", source = SPEC)
                List<Double> speeds,
        @Key(doc = "constant c of the start", def = "1", source = SPEC + "; T1 has 0")
                double constant,
        @Key(
                        doc = "wave number k of each wave",
                        def = "[1, 2]",
                        min = 1,
                        source = SPEC + "; T1 has [1]")
                List<Integer> waves)
        implements ProblemFamily {
    static final String SPEC = "rail T2";

    public AdvectedWaves {
        speeds = Lists.directions("speeds", speeds);
        points = Lists.ofEach("points", speeds.size(), points);
        waves = List.copyOf(waves);
    }

    @Override
    public Problem<?> problem(long seed) {
        List<Double> all = Collections.nCopies(speeds.size(), diffusivity);
        return new TravellingWaves(points, -length / 2, length, all, speeds, constant, waves)
                .problem(1, 2 * waves.size() + (constant == 0 ? 0 : 1))
                .problem();
    }
}
