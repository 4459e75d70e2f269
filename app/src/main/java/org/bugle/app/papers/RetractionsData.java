package org.bugle.app.papers;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.manifold.Acceleration;
import org.bugle.integrator.manifold.TangentVector;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.stream.IntStream;

/// Deterministic test data of the retractions paper: everything is made of sines.
final class RetractionsData {
    /// a, b, c of g(m, n; a, b, c)_ij = sin(a i + b j + c i j), counted from 1.
    record Wave(double a, double b, double c) {
        Matrix of(int rows, int columns) {
            return Matrix.generate(
                    rows,
                    columns,
                    (i, j) -> Math.sin(a * (i + 1) + b * (j + 1) + c * (i + 1) * (j + 1)));
        }
    }

    static final Wave P0 = new Wave(1, 2, 0.3);
    static final Wave P1 = new Wave(2, 1, 0.7);
    static final Wave P2 = new Wave(0.7, 1.1, 0.3);
    static final Wave P3 = new Wave(1.3, 0.2, 0.9);
    static final Wave P4 = new Wave(0.9, 0.4, 0.5);
    static final Wave P5 = new Wave(0.3, 1.7, 0.2);

    private RetractionsData() {}

    /// The thin Q with a positive diagonal of R.
    static Matrix orth(Matrix x) {
        Qr qr = Qr.of(x);
        double[] signs =
                IntStream.range(0, qr.r().cols())
                        .mapToDouble(j -> Math.signum(qr.r().get(j, j)))
                        .toArray();
        return qr.q().times(Matrix.diagonal(signs));
    }

    /// The 20×15 point of rank 4 with these singular values.
    static LowRankMatrix point(double... singularValues) {
        return new LowRankMatrix(
                orth(P0.of(20, 4)), Matrix.diagonal(singularValues), orth(P1.of(15, 4)));
    }

    static LowRankMatrix low(Matrix dense) {
        return LowRankMatrix.ofFactors(dense, Matrix.identity(dense.cols()));
    }

    /// F = A Y + Y Bᵀ + α C/‖C‖ on 20×15 matrices, ‖A‖₂ = ‖B‖₂ = 1.
    static MatrixEquation equation(double alpha) {
        Matrix a = P2.of(20, 20);
        Matrix b = P3.of(15, 15);
        Matrix decay =
                Matrix.diagonal(IntStream.range(0, 6).mapToDouble(j -> Math.pow(10, -j)).toArray());
        LowRankMatrix c = LowRankMatrix.ofFactors(P4.of(20, 6).times(decay), P5.of(15, 6));
        SeparableOperator operator =
                SeparableOperator.zero(20, 15)
                        .left(Coefficient.ONE, Dense.of(a.times(1 / a.norm2())))
                        .right(Coefficient.ONE, Dense.of(b.times(1 / b.norm2())));
        return alpha == 0
                ? SeparableEquation.of(operator)
                : SeparableEquation.of(operator, LowRankSource.constant(c.times(alpha / c.norm())));
    }

    /// G(0, Y).
    static TangentVector velocity(MatrixEquation f, LowRankMatrix y) {
        return TangentVector.projection(y, f.evaluate(0, y));
    }

    /// 𝒜(0, Y).
    static TangentVector acceleration(MatrixEquation equation, LowRankMatrix y) {
        LinearMap f = equation.evaluate(0, y);
        return Acceleration.analytic().at(equation, 0, 1, f, TangentVector.projection(y, f));
    }

    /// Equal steps from time 0.
    static LowRankMatrix advanced(
            MatrixIntegrator integrator,
            MatrixEquation equation,
            LowRankMatrix start,
            double end,
            int steps) {
        double h = end / steps;
        LowRankMatrix y = start;
        for (int i = 0; i < steps; i++) {
            y = integrator.step(equation, new Span(i, 0, i * h, h), y).value();
        }
        return y;
    }

    static LowRankMatrix step(
            ManifoldMethods method, MatrixEquation equation, LowRankMatrix y, double h) {
        return advanced(method.integrator(), equation, y, h, 1);
    }

    /// The solution without a bound of the rank.
    static LowRankMatrix full(MatrixEquation equation, LowRankMatrix y, double h) {
        return advanced(new FullRank(Substep.rk4(200)), equation, y, h, 1);
    }
}
