package org.bugle.models;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// The heat equation on the unit square with a source, Y′ = A Y + Y A + C: A = κ (n+1)² tridiag(1,
/// −2, 1) on the n interior points of [0, 1], C_jk = c/(1 + a (x_j − x_k)²), and a start of sine
/// waves Σ_k w_k sin(π p_k x) sin(π q_k y).
@Named(value = "heat/matrix", doc = "Heat equation with a source on the unit square")
public record Heat(
        @Key(doc = "interior points n in each direction", def = "32", min = 2, source = SPEC)
                int points,
        @Key(doc = "diffusivity", def = "1", above = 0, source = SPEC) double diffusivity,
        @Key(doc = "strength c of the source", def = "1", source = SPEC) double strength,
        @Key(doc = "sharpness a of the source", def = "10", min = 0, source = SPEC)
                double sharpness,
        @Key(doc = "weight of each wave of the start", def = "[1, 0.5]", source = SPEC)
                List<Double> weights,
        @Key(doc = "wave numbers in x", def = "[1, 2]", min = 1, source = SPEC)
                List<Integer> xWaves,
        @Key(doc = "wave numbers in y", def = "[1, 3]", min = 1, source = SPEC)
                List<Integer> yWaves)
        implements ProblemFamily {
    static final String SPEC = "midpoint-bug M6";

    public Heat {
        weights = List.copyOf(weights);
        xWaves = Lists.ofSize("xWaves", weights.size(), xWaves);
        yWaves = Lists.ofSize("yWaves", weights.size(), yWaves);
    }

    @Override
    public MatrixProblem problem(long seed) {
        double h = 1.0 / (points + 1);
        Grid x =
                new Grid(
                        "x",
                        "",
                        Matrix.generate(points, 1, (i, _) -> (i + 1) * h),
                        Matrix.generate(points, 1, (i, _) -> h));
        var laplacian = new DirichletLaplacian(points, diffusivity / (h * h));
        Banded a = laplacian.operator();
        LowRankMatrix source =
                Chebyshev.interpolate(
                        x, x, (s, t) -> strength / (1 + sharpness * (s - t) * (s - t)));
        LowRankMatrix start =
                new LowRankMatrix(
                        waves(x, xWaves),
                        Matrix.diagonal(weights.stream().mapToDouble(w -> w).toArray()),
                        waves(x, yWaves));
        return new MatrixProblem(
                SeparableEquation.of(
                        SeparableOperator.zero(points, points)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a),
                        LowRankSource.constant(source)),
                x,
                x,
                Start.of(start),
                0,
                0.1,
                Math.min(8, points),
                List.of(),
                List.of(),
                laplacian.hasExactSolution()
                        ? new Reference.Exact<>("exact", t -> laplacian.solution(start, source, t))
                        : new Reference.None<>());
    }

    private static Matrix waves(Grid x, List<Integer> numbers) {
        return Matrix.generate(
                x.size(),
                numbers.size(),
                (i, k) -> Math.sin(Math.PI * numbers.get(k) * x.point(i)));
    }
}
