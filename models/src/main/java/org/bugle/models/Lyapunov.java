package org.bugle.models;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;
import java.util.stream.IntStream;

/// The differential Lyapunov equation Y′ = A Y + Y A + α C/‖C‖ on n points of [−π, π] with both
/// ends: A = tridiag(1, −2, 1), C_ij = Σ_{k=1..K} 10^{1−k} exp(−k ((x_i − a)² + (x_j − b)²)), and
/// the start Σ_i s_i u_i u_iᵀ with u_i = √(Δx/π) sin(i x) and s = (π/Δx)(1, 5·10^{−7−(i−2)/2}, i ≥
/// 2).
///
/// @param shift a and b
/// @param start t₀: the start is the exact solution at this time
/// @param scaled whether A is divided by Δx²
record Lyapunov(
        int points,
        double alpha,
        List<Double> shift,
        int pulses,
        int sines,
        double start,
        boolean scaled) {
    Lyapunov {
        shift = Lists.ofTwo("shift", shift);
        if (sines >= points) {
            throw new IllegalArgumentException(
                    "sines must be below points = %d, found %d".formatted(points, sines));
        }
        if (start > 0 && points > DirichletLaplacian.EXACT_POINTS) {
            throw new IllegalArgumentException(
                    "start must be 0 for more than %d points, found %s: a later start is the exact, dense solution"
                            .formatted(DirichletLaplacian.EXACT_POINTS, start));
        }
    }

    MatrixProblem problem(int rank) {
        Grid x = Grid.uniform("x", -Math.PI, Math.PI, points);
        double dx = x.spacing();
        var laplacian = new DirichletLaplacian(points, scaled ? 1 / (dx * dx) : 1);
        Banded a = laplacian.operator();
        LowRankMatrix source = source(x);
        LowRankMatrix zero = sines(x);
        return new MatrixProblem(
                SeparableEquation.of(
                        SeparableOperator.zero(points, points)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a),
                        LowRankSource.constant(source)),
                x,
                x,
                Start.of(start > 0 ? laplacian.solution(zero, source, start) : zero),
                start,
                start + 1,
                Math.min(rank, points),
                List.of(),
                List.of(),
                laplacian.hasExactSolution()
                        ? new Reference.Exact<>("exact", t -> laplacian.solution(zero, source, t))
                        : new Reference.None<>());
    }

    private LowRankMatrix source(Grid x) {
        Matrix left =
                Matrix.generate(
                        points,
                        pulses,
                        (i, k) -> Math.pow(10, -k) * pulse(x.point(i) - shift.getFirst(), k + 1));
        Matrix right =
                Matrix.generate(
                        points, pulses, (i, k) -> pulse(x.point(i) - shift.getLast(), k + 1));
        LowRankMatrix c = LowRankMatrix.ofFactors(left, right);
        return c.times(alpha / c.norm());
    }

    private static double pulse(double distance, int k) {
        return Math.exp(-k * distance * distance);
    }

    private LowRankMatrix sines(Grid x) {
        double dx = x.spacing();
        Matrix u =
                Matrix.generate(
                        points,
                        sines,
                        (i, k) -> Math.sqrt(dx / Math.PI) * Math.sin((k + 1) * x.point(i)));
        double[] s =
                IntStream.rangeClosed(1, sines)
                        .mapToDouble(i -> i == 1 ? 1 : 5 * Math.pow(10, -7 - 0.5 * (i - 2)))
                        .map(weight -> weight * Math.PI / dx)
                        .toArray();
        return new LowRankMatrix(u, Matrix.diagonal(s), u);
    }
}
