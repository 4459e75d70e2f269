package org.bugle.models;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.equation.split.StagedMatrix;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ModeOde;

import java.util.List;
import java.util.Locale;

/// The full-rank solution as a reference: the dense m×n equation by the Dormand–Prince 8(5,3)
/// method of Hipparchus with steps that adapt to a tight tolerance. Explicit, so it is slow where
/// the equation is stiff.
///
/// @param tolerance relative, of the local error; entries far below the root mean square of the
///   start are held to it absolutely
/// @param memory bytes that the solution and the stages of the method may fill
public record FullReference(double tolerance, long memory) {
    /// Arrays of the size of the solution that the method keeps: 13 stages and the states.
    private static final int ARRAYS = 20;

    /// @throws IllegalArgumentException if the tolerance is not in (0, 1)
    public FullReference {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "FullReference: tolerance must be in (0, 1), found " + tolerance);
        }
    }

    /// Tolerance 10⁻¹² in three quarters of the memory of this process.
    public static FullReference ofTightTolerance() {
        return new FullReference(1e-12, Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /// The solution of a problem at a time, from its untruncated start.
    ///
    /// @throws IllegalArgumentException if it does not fit into the memory
    /// @throws ArithmeticException if it blows up, or is too stiff
    public LowRankMatrix at(MatrixProblem problem, double time) {
        return at(problem.equation(), problem.startTime(), problem.start().full(), time);
    }

    /// The solution Y(`time`) from Y(`startTime`), as dense factors Y·I·I.
    ///
    /// @throws IllegalArgumentException if it does not fit into the memory
    /// @throws ArithmeticException if it blows up, or is too stiff
    public LowRankMatrix at(
            MatrixEquation equation, double startTime, LowRankMatrix start, double time) {
        requireMemory(start, equation.isComplex() || start.isComplex());
        Matrix y0 = start.toDense();
        Matrix y1 =
                new DenseFlow(derivative(equation, y0), equation.isComplex(), tolerance)
                        .solve(startTime, y0, time);
        return LowRankMatrix.ofFactors(y1, Matrix.identity(y1.cols()));
    }

    private void requireMemory(LowRankMatrix start, boolean complex) {
        double bytes = 8.0 * ARRAYS * start.rows() * start.cols() * (complex ? 2 : 1);
        if (bytes > memory || (double) start.rows() * start.cols() > LowRankMatrix.DENSE_LIMIT) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "FullReference: the full %d×%d solution needs %.3g GiB of memory of"
                                    + " which %.3g GiB may be used; choose fewer points or no"
                                    + " reference",
                            start.rows(),
                            start.cols(),
                            bytes / (1 << 30),
                            (double) memory / (1 << 30)));
        }
    }

    private static DenseFlow.Derivative derivative(MatrixEquation equation, Matrix y0) {
        return switch (equation) {
            case SeparableEquation separable -> (t, y) -> separable(separable, t, y);
            case SumEquation(List<MatrixEquation> parts) -> {
                List<DenseFlow.Derivative> each =
                        parts.stream().map(f -> derivative(f, y0)).toList();
                yield (t, y) ->
                        each.stream().map(f -> f.at(t, y)).reduce(Matrix::plus).orElseThrow();
            }
            case StagedMatrix staged -> derivative(staged.whole(), y0);
            default -> { // the K-equation in the full right basis V = I is the equation itself
                ModeOde ode = equation.kEquation(Matrix.identity(y0.cols()));
                yield ode::evaluate;
            }
        };
    }

    /// By the structured factors: a dense n×n array for B would cost O(m n²) at each evaluation.
    private static Matrix separable(SeparableEquation equation, double t, Matrix y) {
        Matrix sum = Matrix.zeros(y.rows(), y.cols());
        for (SeparableOperator.Term term : equation.operator().terms()) {
            Matrix left = term.left().map(a -> a.apply(y)).orElse(y);
            Matrix both = term.right().map(b -> timesTranspose(left, b)).orElse(left);
            sum = sum.plus(term.coefficient().at(t), both);
        }
        for (var source : equation.sources()) {
            sum = sum.plus(source.coefficient().at(t), source.value().toDense());
        }
        return sum;
    }

    /// Y Bᵀ.
    private static Matrix timesTranspose(Matrix y, LinearMap b) {
        return b.apply(y.transpose()).transpose();
    }
}
