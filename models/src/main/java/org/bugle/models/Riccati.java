package org.bugle.models;

import org.bugle.equation.QuadraticEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// The Riccati equation Y′ = A Y + Y Aᵀ − Y G Y, the common order test of matrix integrators: F(Y)
/// lies in the tangent space of Y, so the exact solution keeps the rank of the start.
///
/// A = tridiag(−a, 0, a) + b diag(cos i), G = diag(g₀ + g₁ sin i), i = 1 … n, and Y₀ = U diag(σ) Uᵀ
/// with U_ik = √(2/(n+1)) sin(π i k/(n+1)). Exact: Y(t) = P Q⁻¹ where [P; Q] = exp(t [[A, 0], [G,
/// −Aᵀ]]) [Y₀; I].
@Named(value = "riccati", doc = "Riccati equation that keeps the rank of its start")
public record Riccati(
        @Key(doc = "size n of the matrix", def = "40", min = 5, source = SPEC) int points,
        @Key(
                        doc = "singular values of the start",
                        def = "[1, 0.5, 0.25, 0.125]",
                        min = 0,
                        source = "M1; M2 has 1, 1e-3, 1e-6, 1e-9")
                List<Double> singularValues,
        @Key(doc = "wave number of each column of U", def = "[1, 2, 3, 5]", min = 1, source = SPEC)
                List<Integer> waves,
        @Key(doc = "a, off the diagonal of A", def = "1", source = SPEC) double coupling,
        @Key(doc = "b, on the diagonal of A", def = "0.5", source = SPEC) double diagonal,
        @Key(doc = "g0, the mean of G", def = "1", source = SPEC) double quadratic,
        @Key(doc = "g1, the variation of G", def = "0.5", source = SPEC) double variation)
        implements ProblemFamily {
    static final String SPEC = "order test of randomized-rk R3 and midpoint-bug M1";

    /// The exact solution is a dense exponential of size 2n.
    private static final int EXACT_POINTS = 1000;

    public Riccati {
        singularValues = List.copyOf(singularValues);
        waves = List.copyOf(waves);
        if (waves.size() != singularValues.size()) {
            throw new IllegalArgumentException(
                    "waves must be as many as singularValues (%d), found %d"
                            .formatted(singularValues.size(), waves.size()));
        }
        int highest = waves.stream().max(Integer::compare).orElse(0);
        if (highest > points || waves.stream().distinct().count() < waves.size()) {
            throw new IllegalArgumentException(
                    "waves must be distinct and at most points = %d, found %s"
                            .formatted(points, waves));
        }
    }

    @Override
    public MatrixProblem problem(long seed) {
        Grid index = Grid.counted("i", 1, points);
        LowRankMatrix start = start();
        return new MatrixProblem(
                equation(),
                index,
                index,
                Start.of(start),
                0,
                1,
                start.rank(),
                List.of(),
                List.of(),
                points <= EXACT_POINTS
                        ? new Reference.Exact<>("exact", t -> exact(start.toDense(), t))
                        : new Reference.None<>());
    }

    private SumEquation equation() {
        Banded a = a();
        return SumEquation.of(
                SeparableEquation.of(
                        SeparableOperator.zero(points, points)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a)),
                new QuadraticEquation(-1, g()));
    }

    private Banded a() {
        return Banded.generate(
                points,
                1,
                1,
                (i, j) -> i == j ? diagonal * Math.cos(i + 1) : j > i ? coupling : -coupling);
    }

    private Diagonal g() {
        return new Diagonal(
                Matrix.generate(points, 1, (i, j) -> quadratic + variation * Math.sin(i + 1)));
    }

    private LowRankMatrix start() {
        Matrix u =
                Matrix.generate(
                        points,
                        waves.size(),
                        (i, k) ->
                                Math.sqrt(2.0 / (points + 1))
                                        * Math.sin(
                                                Math.PI * (i + 1) * waves.get(k) / (points + 1)));
        double[] sigma = singularValues.stream().mapToDouble(Double::doubleValue).toArray();
        return new LowRankMatrix(u, Matrix.diagonal(sigma), u);
    }

    private LowRankMatrix exact(Matrix start, double t) {
        Matrix all = Matrix.identity(points);
        Matrix a = a().apply(all);
        Matrix hamiltonian =
                Matrix.block(
                        new Matrix[][] {
                            {a, Matrix.zeros(points, points)},
                            {g().apply(all), a.transpose().negate()}
                        });
        Matrix pq = Expm.of(hamiltonian.times(t)).times(Matrix.vcat(start, all));
        Matrix p = pq.rows(0, points);
        Matrix q = pq.rows(points, 2 * points);
        // Yᵀ = Q⁻ᵀ Pᵀ
        return LowRankMatrix.ofFactors(all, Lu.of(q.transpose()).solve(p.transpose()));
    }
}
