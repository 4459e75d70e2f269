package org.bugle.models;

import org.bugle.equation.Cross;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.PointwiseFunction;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Operator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.formula.Formula;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// A reaction–diffusion equation of one's own on a square, Y′ = d (M Y + Y M) + g(Y) entry by
/// entry, M = the second difference over Δx² on n points of [0, length]: x_i = i Δx, Δx = length/n
/// where the square is periodic, else the interior points i Δx, Δx = length/(n + 1), with Y = 0 on
/// the boundary. g and the initial value are formulas.
@Named(
        value = "reaction-diffusion/square",
        doc = "Reaction-diffusion equation with a reaction of one's own")
public record ReactionDiffusion(
        @Key(doc = "grid points n in each direction", def = "128", min = 4) int points,
        @Key(doc = "side of the square", def = "6.283185307179586", above = 0) double length,
        @Key(doc = "diffusion coefficient d", def = "0.01", min = 0) double diffusion,
        @Key(doc = "reaction g, a formula in y and alpha", def = "alpha*y - y^3") String reaction,
        @Key(doc = "the number alpha in the reaction and in the initial value", def = "1")
                double alpha,
        @Key(doc = "what lies beyond the square", def = "periodic") Boundary boundary,
        @Key(doc = "initial value, a formula in x, y and alpha", def = "sin(x)*sin(y)")
                String initial)
        implements ProblemFamily {
    /// To this fraction of its norm the initial value is made of a few of its rows and columns.
    private static final double SAMPLED = 1e-13;

    private static final int MOST = 200;

    /// @throws IllegalArgumentException if a formula cannot be read
    public ReactionDiffusion {
        Formula.of("reaction", reaction, List.of("y", "alpha"));
        Formula.of("initial", initial, List.of("x", "y", "alpha"));
    }

    @Override
    public MatrixProblem problem(long seed) {
        Grid x = grid("x");
        Operator m = Differences.second(points, x.spacing(), boundary);
        Coefficient d = Coefficient.of(diffusion);
        Formula g = Formula.of("reaction", reaction, List.of("y", "alpha"));
        return new MatrixProblem(
                SumEquation.of(
                        SeparableEquation.of(
                                SeparableOperator.zero(points, points).left(d, m).right(d, m)),
                        new PointwiseEquation(PointwiseFunction.real(y -> g.at(y, alpha)))),
                x,
                grid("y"),
                Start.of(start(x)),
                0,
                1,
                Math.min(10, points),
                List.of(),
                List.of(),
                new Reference.None<>());
    }

    private Grid grid(String name) {
        return switch (boundary) {
            case PERIODIC -> Grid.periodic(name, 0, length, points);
            case ZERO -> Grid.interior(name, 0, length, points);
        };
    }

    private LowRankMatrix start(Grid grid) {
        Formula value = Formula.of("initial", initial, List.of("x", "y", "alpha"));
        int most = Math.min(points, MOST);
        return Cross.ofEntries(
                points,
                points,
                (i, j) -> entry(value, grid.point(i), grid.point(j)),
                SAMPLED,
                most);
    }

    private double entry(Formula value, double x, double y) {
        double result = value.at(x, y, alpha);
        if (!Double.isFinite(result)) {
            throw new IllegalArgumentException(
                    "initial: '%s' is %s at x = %s, y = %s".formatted(initial, result, x, y));
        }
        return result;
    }
}
