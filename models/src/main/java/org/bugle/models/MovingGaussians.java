package org.bugle.models;

import org.bugle.equation.GivenEquation;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;

/// Y′ = A′(t) for a sum of Gaussian pulses that move, A(t) = Σ_k p_k(x, t) q_k(y, t) with p_k =
/// exp(−a (x − c − s t)²) and q_k likewise: a given matrix whose rank is the number of pulses.
@Named(value = "moving-gaussians", doc = "A given matrix: Gaussian pulses that move")
public record MovingGaussians(
        @Key(doc = "grid points in x and y", def = "[50, 40]", min = 2, source = SPEC)
                List<Integer> points,
        @Key(doc = "ends of the x interval", def = "[-6, 6]", source = SPEC) List<Double> xRange,
        @Key(doc = "ends of the y interval", def = "[-5, 5]", source = SPEC) List<Double> yRange,
        @Key(doc = "centre c of each pulse in x", def = "[-1, 1]", source = SPEC)
                List<Double> xCentres,
        @Key(doc = "speed s of each pulse in x", def = "[1, -0.5]", source = SPEC)
                List<Double> xSpeeds,
        @Key(doc = "sharpness a of each pulse in x", def = "[1, 0.5]", above = 0, source = SPEC)
                List<Double> xSharpness,
        @Key(doc = "centre c of each pulse in y", def = "[0, -1]", source = SPEC)
                List<Double> yCentres,
        @Key(doc = "speed s of each pulse in y", def = "[1, -1]", source = SPEC)
                List<Double> ySpeeds,
        @Key(doc = "sharpness a of each pulse in y", def = "[0.5, 1]", above = 0, source = SPEC)
                List<Double> ySharpness)
        implements ProblemFamily {
    static final String SPEC = "midpoint-bug M3";

    public MovingGaussians {
        points = Lists.ofTwo("points", points);
        xRange = Lists.interval("xRange", xRange);
        yRange = Lists.interval("yRange", yRange);
        xCentres = List.copyOf(xCentres);
        int pulses = xCentres.size();
        xSpeeds = Lists.ofSize("xSpeeds", pulses, xSpeeds);
        xSharpness = Lists.ofSize("xSharpness", pulses, xSharpness);
        yCentres = Lists.ofSize("yCentres", pulses, yCentres);
        ySpeeds = Lists.ofSize("ySpeeds", pulses, ySpeeds);
        ySharpness = Lists.ofSize("ySharpness", pulses, ySharpness);
    }

    @Override
    public MatrixProblem problem(long seed) {
        Grid x = Grid.uniform("x", xRange.getFirst(), xRange.getLast(), points.getFirst());
        Grid y = Grid.uniform("y", yRange.getFirst(), yRange.getLast(), points.getLast());
        Pulses p = new Pulses(x, xCentres, xSpeeds, xSharpness);
        Pulses q = new Pulses(y, yCentres, ySpeeds, ySharpness);
        return new MatrixProblem(
                new GivenEquation(
                        false,
                        t -> // the product rule, in factors
                        LowRankMatrix.ofFactors(
                                        Matrix.hcat(p.derivative(t), p.at(t)),
                                        Matrix.hcat(q.at(t), q.derivative(t)))),
                x,
                y,
                Start.of(LowRankMatrix.ofFactors(p.at(0), q.at(0))),
                0,
                1,
                xCentres.size(),
                List.of(),
                List.of(),
                new Reference.Exact<>("exact", t -> LowRankMatrix.ofFactors(p.at(t), q.at(t))));
    }

    /// One factor of all pulses.
    private record Pulses(
            Grid grid, List<Double> centres, List<Double> speeds, List<Double> sharpness) {
        Matrix at(double t) {
            return Matrix.generate(grid.size(), centres.size(), (i, k) -> value(i, k, t));
        }

        Matrix derivative(double t) {
            return Matrix.generate(
                    grid.size(),
                    centres.size(),
                    (i, k) ->
                            2
                                    * sharpness.get(k)
                                    * distance(i, k, t)
                                    * speeds.get(k)
                                    * value(i, k, t));
        }

        private double value(int i, int k, double t) {
            double d = distance(i, k, t);
            return Math.exp(-sharpness.get(k) * d * d);
        }

        private double distance(int i, int k, double t) {
            return grid.point(i) - centres.get(k) - speeds.get(k) * t;
        }
    }
}
