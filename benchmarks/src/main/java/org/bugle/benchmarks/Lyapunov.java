package org.bugle.benchmarks;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;

/// X′ = A X + X A + C on n points of [0, 1]: A = tridiag(1, −2, 1)/dx², C of rank 10 in factors, a
/// random start of rank r, and a step of 0.1 dx².
record Lyapunov(int n, int r) {
    /// Columns of the factors of the source.
    private static final int SOURCE_RANK = 10;

    SeparableEquation equation() {
        double scale = (n + 1.0) * (n + 1.0);
        Banded a = Banded.tridiagonal(n, 1, -2, 1).times(scale);
        Matrix c = Matrix.randomGaussian(n, SOURCE_RANK, new SplitMix64(3));
        return SeparableEquation.of(
                SeparableOperator.zero(n, n).left(Coefficient.ONE, a).right(Coefficient.ONE, a),
                LowRankSource.constant(c, c));
    }

    LowRankMatrix start() {
        Matrix u = Basis.of(Matrix.randomGaussian(n, r, new SplitMix64(4)));
        Matrix v = Basis.of(Matrix.randomGaussian(n, r, new SplitMix64(5)));
        return new LowRankMatrix(
                u, Matrix.generate(r, r, (i, j) -> i == j ? Math.pow(0.7, i) : 0), v);
    }

    Span span() {
        return new Span(0, 0, 0, 0.1 / ((n + 1.0) * (n + 1.0)));
    }
}
