package org.bugle.models;

import org.bugle.equation.GivenEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;
import java.util.stream.IntStream;

/// The classical test of robustness to small singular values (Kieri, Lubich, Walach 2016): A(t) =
/// e^{tW₁} e^t D e^{tW₂}ᵀ with D = diag(d, d², …) and skew-symmetric W₁, W₂, either as the solution
/// of Y′ = W₁ Y + Y + Y W₂ᵀ or as a given matrix.
@Named(
        value = "rotating/small-singular-values",
        doc = "A rotating matrix whose singular values decay geometrically")
public record RotatingSingularValues(
        @Key(
                        doc = "size n of the matrix",
                        def = "100",
                        min = 2,
                        source = "retractions E2; ttn S1: 20")
                int points,
        @Key(
                        doc = "ratio d of the singular values",
                        def = "0.5",
                        above = 0,
                        below = 1,
                        source = SPEC)
                double decay,
        @Key(doc = "whether F depends on Y", def = "field", source = SPEC) Form form,
        @Key(doc = "how W1 and W2 are made", def = "waves", source = SPEC) Generator generator,
        @Key(
                        doc = "a, b, c of the waves of W1",
                        def = "[0.7, 1.1, 0.3]",
                        source = "retractions R4; ttn S1: [1, 0, 1]")
                List<Double> left,
        @Key(
                        doc = "a, b, c of the waves of W2",
                        def = "[1.3, 0.2, 0.9]",
                        source = "retractions R4; ttn S1: [2, 0, 2]")
                List<Double> right,
        @Key(
                        doc = "the norm of W1 and W2 that is 1",
                        def = "spectral",
                        source = "retractions R4; ttn S1: frobenius")
                Scaling scaling)
        implements ProblemFamily {
    static final String SPEC = "retractions E2";

    /// Singular values below this fraction of the first are left out.
    private static final double NEGLIGIBLE = 1e-25;

    /// The waves fill a dense matrix.
    private static final int MOST_WAVES = 4000;

    /// The equation: of the solution, or of its derivative.
    public enum Form {
        /// F(Y) = W₁ Y + Y + Y W₂ᵀ.
        FIELD,
        /// F(t) = A′(t).
        GIVEN
    }

    /// The skew-symmetric matrices.
    public enum Generator {
        /// The skew part of sin(a i + b j + c i j), i, j = 1 … n; dense.
        WAVES,
        /// tridiag(−½, 0, ½), for any size.
        TRIDIAGONAL
    }

    /// The norm in which the waves are scaled to 1.
    public enum Scaling {
        SPECTRAL,
        FROBENIUS
    }

    public RotatingSingularValues {
        left = Lists.ofSize("left", 3, left);
        right = Lists.ofSize("right", 3, right);
        if (generator == Generator.WAVES && points > MOST_WAVES) {
            throw new IllegalArgumentException(
                    "generator waves fills dense matrices of at most %d points, found %d; choose generator: tridiagonal"
                            .formatted(MOST_WAVES, points));
        }
    }

    @Override
    public MatrixProblem problem(long seed) {
        Operator w1 = generator(left);
        Operator w2 = generator(right);
        Rotation rotation = new Rotation(w1, w2, singularValues());
        Grid index = Grid.counted("i", 1, points);
        return new MatrixProblem(
                switch (form) {
                    case FIELD -> field(w1, w2);
                    case GIVEN -> new GivenEquation(false, rotation::derivative);
                },
                index,
                index,
                Start.of(rotation.at(0)),
                0,
                1,
                Math.min(16, points),
                List.of(),
                List.of(),
                new Reference.Exact<>("exact", rotation::at));
    }

    private static MatrixEquation field(Operator w1, Operator w2) {
        return SeparableEquation.of(
                SeparableOperator.zero(w1.rows(), w2.rows())
                        .left(Coefficient.ONE, w1)
                        .identity(Coefficient.ONE)
                        .right(Coefficient.ONE, w2));
    }

    private double[] singularValues() {
        int count = (int) Math.ceil(Math.log(NEGLIGIBLE) / Math.log(decay));
        return IntStream.rangeClosed(1, Math.min(points, count))
                .mapToDouble(j -> Math.pow(decay, j))
                .toArray();
    }

    private Operator generator(List<Double> wave) {
        return switch (generator) {
            case TRIDIAGONAL -> Banded.tridiagonal(points, -0.5, 0, 0.5);
            case WAVES -> {
                double a = wave.get(0);
                double b = wave.get(1);
                double c = wave.get(2);
                Matrix x =
                        Matrix.generate(
                                points,
                                points,
                                (i, j) ->
                                        Math.sin(
                                                a * (i + 1) + b * (j + 1) + c * (i + 1) * (j + 1)));
                Matrix skew = x.minus(x.transpose());
                double norm = scaling == Scaling.SPECTRAL ? skew.norm2() : skew.norm();
                yield Dense.of(skew.times(1 / norm));
            }
        };
    }

    /// A(t) and A′(t) in factors.
    private record Rotation(Operator w1, Operator w2, Matrix core) {
        Rotation(Operator w1, Operator w2, double[] singularValues) {
            this(w1, w2, Matrix.diagonal(singularValues));
        }

        LowRankMatrix at(double t) {
            return new LowRankMatrix(rotated(w1, t), core.times(Math.exp(t)), rotated(w2, t));
        }

        LowRankMatrix derivative(double t) {
            LowRankMatrix y = at(t);
            Matrix left = w1.apply(y.u()).plus(y.u()).times(y.s());
            return LowRankMatrix.ofFactors(
                    Matrix.hcat(left, y.u().times(y.s())), Matrix.hcat(y.v(), w2.apply(y.v())));
        }

        private Matrix rotated(Operator w, double t) {
            Matrix first = Matrix.identity(w.rows(), core.rows());
            return t == 0 ? first : w.exp(Complex.real(t), first);
        }
    }
}
