package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Spreading Gaussians: u_t = Σ_j d_j ∂_j² u on a periodic box from u₀ = Σ_k α_k e^{−s|x − c_k|²}.
/// Each stays a product, so the rank is the number of Gaussians at all times. As many diffusivities
/// as directions: two make a matrix, three a tensor on the star.
@Named(value = "diffusion/gaussians", doc = "Spreading Gaussians in a periodic box")
public record DiffusionGaussians(
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "200",
                        min = 4,
                        source = SPEC)
                List<Integer> points,
        @Key(
                        doc = "ends of the box in every direction",
                        def = "[0, 14]",
                        source = SPEC + "; three-dimensional: [-7, 7]")
                List<Double> interval,
        @Key(
                        doc = "diffusivity in each of the two or three directions",
                        def = "[0.25, 0.1111111111111111]",
                        min = 0,
                        source = SPEC + "; three-dimensional: 1/4, 1/9, 1/16")
                List<Double> diffusivity,
        @Key(doc = "height of each Gaussian", def = "[0.8, 0.5]", source = SPEC)
                List<Double> amplitudes,
        @Key(
                        doc = "centre of each Gaussian",
                        def = "[[6.5, 6.5], [7.5, 7]]",
                        source =
                                SPEC
                                        + "; three-dimensional: [[-0.5, -0.5, -0.5], [0.5, 0,"
                                        + " 0.25]]")
                List<List<Double>> centres,
        @Key(doc = "sharpness s of the Gaussians", def = "15", above = 0, source = SPEC)
                double sharpness)
        implements ProblemFamily {
    static final String SPEC = "rail E2";

    /// Beyond so many standard deviations a Gaussian is below rounding.
    private static final double REACH = 9;

    public DiffusionGaussians {
        interval = Lists.interval("interval", interval);
        diffusivity = Lists.directions("diffusivity", diffusivity);
        points = Lists.ofEach("points", diffusivity.size(), points);
        amplitudes = List.copyOf(amplitudes);
        int dimensions = diffusivity.size();
        centres =
                Lists.ofSize("centres", amplitudes.size(), centres).stream()
                        .map(centre -> Lists.ofSize("each of the centres", dimensions, centre))
                        .toList();
    }

    @Override
    public Problem<?> problem(long seed) {
        PeriodicBox box = PeriodicBox.of(points, interval.getFirst(), interval.getLast());
        return new BoxProblem(
                        box,
                        box.equation(diffusivity, List.of(), List.of()),
                        solution(box.grid(), 0),
                        BoxPadding.none(box),
                        5,
                        Math.max(1, amplitudes.size()),
                        List.of(BoxProblem.Invariant.MASS),
                        List.of(),
                        Optional.of(this::solution))
                .problem();
    }

    private Tucker solution(ProductGrid grid, double t) {
        List<Matrix> factors = new ArrayList<>();
        for (int mode = 0; mode < grid.dimensions(); mode++) {
            int direction = mode;
            Grid axis = grid.axes().get(mode);
            factors.add(
                    Matrix.generate(
                            axis.size(),
                            amplitudes.size(),
                            (i, k) -> kernel(direction, axis.point(i), k, t)));
        }
        return ProductGrid.sum(amplitudes, factors);
    }

    /// One factor of a Gaussian at a time, with all its periodic images.
    private double kernel(int direction, double x, int number, double t) {
        double start = 1 / (2 * sharpness);
        double variance = start + 2 * diffusivity.get(direction) * t;
        double length = interval.getLast() - interval.getFirst();
        int images = (int) Math.ceil(REACH * Math.sqrt(variance) / length);
        double sum = 0;
        for (int m = -images; m <= images; m++) {
            double distance = x - centres.get(number).get(direction) + m * length;
            sum += Math.exp(-distance * distance / (2 * variance));
        }
        return sum * Math.sqrt(start / variance);
    }
}
