package org.bugle.models;

import org.bugle.equation.Cross;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// The Allen–Cahn equation of phase separation on a periodic square, Y′ = ε (M Y + Y M) + Y − Y³
/// (entry by entry), M = the second difference over Δx² on n points of [0, 2π] with both ends, as
/// the source has it.
@Named(value = "allen-cahn/square", doc = "Allen-Cahn equation of phase separation")
public record AllenCahn(
        @Key(doc = "grid points n in each direction", def = "256", min = 4, source = SPEC)
                int points,
        @Key(doc = "diffusion ε", def = "0.01", above = 0, source = SPEC) double epsilon,
        @Key(doc = "the initial value", def = "tangents", source = SPEC) Initial initial)
        implements ProblemFamily {
    static final String SPEC = "randomized-rk E7";

    /// The initial value.
    public enum Initial {
        /// (e^{−tan²x} + e^{−tan²y}) sin x sin y/(1 + e^{|csc(x/2)|} + e^{|csc(y/2)|}), from dense
        /// samples.
        TANGENTS,
        /// sin x sin y, of rank 1.
        SINES
    }

    /// Up to so many points the start of tangents is a dense array for a moment; its singular
    /// values below the second number, as a fraction of the norm, are rounding.
    private static final int DENSE = 1000;

    private static final double ROUNDING = 1e-15;

    /// Above, it is made of a few rows and columns, to this fraction of its norm; its rank is then
    /// below 60 for all sizes.
    private static final double SAMPLED = 1e-13;

    private static final int MOST = 200;

    /// Rows that the energy makes dense at a time.
    private static final int BLOCK = 64;

    @Override
    public MatrixProblem problem(long seed) {
        Grid x = Grid.uniform("x", 0, 2 * Math.PI, points);
        Operator m = Differences.second(points, x.spacing(), Boundary.PERIODIC);
        Coefficient diffusion = Coefficient.of(epsilon);
        SeparableOperator spread =
                SeparableOperator.zero(points, points).left(diffusion, m).right(diffusion, m);
        var linear = SeparableEquation.of(spread.identity(Coefficient.ONE));
        var cubic = new PointwiseEquation(Polynomial.Monomial.real(-1, 3));
        var laplacian = SeparableEquation.of(spread);
        double cell = x.spacing() * x.spacing();
        return new MatrixProblem(
                SumEquation.of(linear, cubic),
                x,
                x,
                Start.of(start(x)),
                0,
                10,
                Math.min(10, points),
                List.of(
                        new Observable<>(
                                "energy",
                                "∫∫ ½ ε |∇u|² + ¼ (1 − u²)²",
                                false,
                                (t, y) -> cell * (gradient(laplacian, y) + well(y)))),
                List.of(),
                new Reference.None<>());
    }

    private LowRankMatrix start(Grid x) {
        return switch (initial) {
            case TANGENTS -> {
                Matrix.Entry entry = (i, j) -> tangents(x.point(i), x.point(j));
                yield points <= DENSE
                        ? LowRankMatrix.ofSamples(
                                points, points, entry, Truncation.relative(ROUNDING))
                        : Cross.ofEntries(points, points, entry, SAMPLED, MOST);
            }
            case SINES -> {
                Matrix sine = x.points().map(Math::sin);
                yield LowRankMatrix.ofFactors(sine, sine);
            }
        };
    }

    /// 0 where a cosecant is infinite.
    private static double tangents(double x, double y) {
        double bumps = Math.exp(-square(Math.tan(x))) + Math.exp(-square(Math.tan(y)));
        return bumps * Math.sin(x) * Math.sin(y) / (1 + wall(x) + wall(y));
    }

    private static double wall(double x) {
        return Math.exp(Math.abs(1 / Math.sin(x / 2)));
    }

    private static double square(double x) {
        return x * x;
    }

    /// −½ ⟨Y, ε (M Y + Y M)⟩.
    private static double gradient(SeparableEquation laplacian, LowRankMatrix y) {
        return -y.u().times(y.s()).inner(laplacian.evaluate(0, y).apply(y.v())).re() / 2;
    }

    /// Σ ¼ (1 − y²)².
    private static double well(LowRankMatrix y) {
        double sum = 0;
        for (int row = 0; row < y.rows(); row += BLOCK) {
            Matrix block = y.block(row, Math.min(y.rows(), row + BLOCK), 0, y.cols());
            for (double value : block.toArray()) {
                sum += square(1 - value * value) / 4;
            }
        }
        return sum;
    }
}
