package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.StateDependentEquation;
import org.bugle.equation.StateDependentEquation.Factor;
import org.bugle.equation.SumEquation;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Problems of `midpoint-bug` small enough to be solved at full rank beside.
final class SmallProblems {
    private SmallProblems() {}

    /// An initial value problem.
    record SmallProblem(MatrixEquation equation, LowRankMatrix start, double end) {
        /// The dense solution at the end by the given number of steps of the classical Runge–Kutta
        /// method.
        LowRankMatrix solved(int steps) {
            return Evolution.of(equation)
                    .from(start)
                    .with(new FullRank(Substep.rk4()))
                    .until(end)
                    .steps(steps)
                    .run()
                    .state();
        }
    }

    /// M1, with the exact solution [#riccatiSolution].
    static SmallProblem riccati() {
        int n = 40;
        Matrix u =
                Matrix.generate(
                        n,
                        4,
                        (i, j) ->
                                Math.sqrt(2.0 / (n + 1))
                                        * Math.sin(
                                                Math.PI
                                                        * (i + 1)
                                                        * new int[] {1, 2, 3, 5}[j]
                                                        / (n + 1)));
        LowRankMatrix start = new LowRankMatrix(u, Matrix.diagonal(1, 0.5, 0.25, 0.125), u);
        Dense a = Dense.of(riccatiA(n));
        Diagonal g = Diagonal.of(values(n, i -> 1 + 0.5 * Math.sin(i + 1)));
        MatrixEquation linear =
                SeparableEquation.of(
                        SeparableOperator.zero(n, n)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a));
        MatrixEquation quadratic =
                StateDependentEquation.left(Coefficient.of(-1), (_, y) -> y.timesRight(g));
        return new SmallProblem(SumEquation.of(linear, quadratic), start, 1);
    }

    private static Matrix riccatiA(int n) {
        return Matrix.generate(
                n,
                n,
                (i, j) -> i == j ? 0.5 * Math.cos(i + 1) : i + 1 == j ? 1 : i == j + 1 ? -1 : 0);
    }

    /// P Q⁻¹ for [P; Q] = exp(t [[A, 0], [G, −Aᵀ]]) [Y₀; I].
    static LowRankMatrix riccatiSolution() {
        int n = 40;
        Matrix a = riccatiA(n);
        Matrix g = Matrix.diagonal(values(n, i -> 1 + 0.5 * Math.sin(i + 1)));
        Matrix block =
                Matrix.block(new Matrix[][] {{a, Matrix.zeros(n, n)}, {g, a.transpose().negate()}});
        Matrix start = Matrix.vcat(riccati().start().toDense(), Matrix.identity(n));
        Matrix pq = Expm.of(block).times(start);
        Matrix p = pq.rows(0, n);
        Matrix q = pq.rows(n, 2 * n);
        Matrix y = Lu.of(q.transpose()).solve(p.transpose()).transpose();
        return LowRankMatrix.ofDense(y, Truncation.relative(0));
    }

    /// The lattice of §6.2 with N points a side and singular values 2^{-2k}: i Y′ = −(D Y + Y Dᵀ) +
    /// V Y V.
    static SmallProblem schroedinger(int n) {
        Circulant d =
                Circulant.ofFirstColumn(
                        Matrix.generate(
                                n, 1, (i, _) -> i == 0 ? 1 : i == 1 || i == n - 1 ? -0.5 : 0));
        Diagonal v = Diagonal.of(values(n, j -> 1 - Math.cos(2 * Math.PI * (j - n / 2.0) / n)));
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(n, n)
                                .left(Coefficient.of(Complex.I), d)
                                .right(Coefficient.of(Complex.I), d)
                                .both(Coefficient.of(Complex.I.negate()), v, v));
        Matrix u = Qr.of(Matrix.randomGaussian(n, n, new SplitMix64(11))).q();
        Matrix w = Qr.of(Matrix.randomGaussian(n, n, new SplitMix64(12))).q();
        Matrix s = Matrix.diagonal(values(n, k -> Math.pow(10, -1 - k)));
        return new SmallProblem(equation, new LowRankMatrix(u, s, w), 1);
    }

    /// M5: Vlasov–Poisson with a strong Landau damping.
    static SmallProblem landau() {
        int nx = 32;
        int nv = 64;
        double length = 4 * Math.PI;
        Circulant dx = Circulant.derivative(nx, length, 1);
        Circulant dv = Circulant.derivative(nv, 12, 1);
        Diagonal v = Diagonal.of(values(nv, j -> -6 + 12.0 * j / nv));
        Matrix weights = Matrix.generate(nv, 1, (_, _) -> 12.0 / nv);
        Matrix integral = integral(dx, nx);
        MatrixEquation equation =
                new StateDependentEquation(
                        false,
                        List.of(
                                new StateDependentEquation.Term(
                                        Coefficient.of(-1),
                                        new Factor.Fixed(dx),
                                        new Factor.Fixed(v)),
                                new StateDependentEquation.Term(
                                        Coefficient.ONE,
                                        new Factor.Dependent(
                                                (_, y) -> field(integral, y.times(weights))),
                                        new Factor.Fixed(dv))));
        Matrix u = Matrix.generate(nx, 1, (i, _) -> 1 + 0.5 * Math.cos(length * i / nx / 2));
        Matrix w =
                Matrix.generate(
                        nv,
                        1,
                        (j, _) ->
                                Math.exp(-Math.pow(-6 + 12.0 * j / nv, 2) / 2)
                                        / Math.sqrt(2 * Math.PI));
        return new SmallProblem(equation, LowRankMatrix.ofFactors(u, w).orthonormalized(), 2);
    }

    /// The inverse of the periodic derivative on functions of mean 0, without the Nyquist mode.
    private static Matrix integral(Circulant dx, int n) {
        Matrix dense = dx.apply(Matrix.identity(n));
        Svd svd = Svd.of(dense);
        Matrix inverse =
                Matrix.diagonal(
                        svd.singularValues().stream()
                                .mapToDouble(s -> s > 1e-8 ? 1 / s : 0)
                                .toArray());
        return svd.v().times(inverse).timesTranspose(svd.u());
    }

    /// diag(E) for E_x = 1 − ρ.
    private static Diagonal field(Matrix integral, Matrix density) {
        return new Diagonal(integral.times(density).negate());
    }

    static double[] values(int n, DoubleUnaryOperator f) {
        return IntStream.range(0, n).mapToDouble(f::applyAsDouble).toArray();
    }

    static double error(LowRankMatrix y, LowRankMatrix exact) {
        return y.distance(exact) / exact.norm();
    }
}
