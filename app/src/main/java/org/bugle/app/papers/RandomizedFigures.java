package org.bugle.app.papers;

import static org.bugle.app.papers.RandomizedMethods.TAILS;
import static org.bugle.app.papers.RandomizedMethods.once;
import static org.bugle.app.papers.RandomizedMethods.steps;
import static org.bugle.app.papers.RandomizedMethods.within;

import org.bugle.app.papers.RandomizedMethods.Method;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.FullReference;
import org.bugle.models.MatrixProblem;
import org.bugle.models.NonlinearSchroedinger;
import org.bugle.models.Riccati;
import org.bugle.models.ShiftedLyapunov;
import org.bugle.models.SineLyapunov;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The reference figures R1 and R3–R6 of randomized low-rank Runge–Kutta methods, from an
/// independent implementation with a portable stream of random numbers.
final class RandomizedFigures {
    private static final Source REFERENCE = Source.REFERENCE;

    private static final Method EULER = Method.of(ButcherTableau.EULER);
    private static final Method HEUN = Method.of(ButcherTableau.HEUN);
    private static final Method HEUN3 = Method.of(ButcherTableau.HEUN3);
    private static final Method KUTTA3 = Method.of(ButcherTableau.KUTTA3);
    private static final Method RK4 = Method.of(ButcherTableau.RK4);
    private static final Method MERSON = Method.of(ButcherTableau.MERSON);

    /// Of figures with four digits.
    private static final double FOUR_DIGITS = 1e-3;

    /// For the mean of a claim on two means.
    private static final int SEEDS = 5;

    private RandomizedFigures() {}

    static Experiment r1() {
        double[] figures = {
            -0.02824975, -1.06561765, -0.22791952, 0.08309417, 0.10309095, -1.26966204
        };
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            claims.add(
                    new Claim(
                            "entry (%d, %d) of the 2×3 Gaussian matrix of seed 1"
                                    .formatted(i / 3 + 1, i % 3 + 1),
                            new Criterion.Near(figures[i], 2e-7),
                            REFERENCE));
        }
        return Experiment.of(
                "R1",
                "The portable stream of random numbers",
                Case.of(
                        claims,
                        _ -> {
                            Matrix drawn = Matrix.randomGaussian(2, 3, new SplitMix64(1));
                            return IntStream.range(0, 6)
                                    .mapToObj(i -> drawn.get(i / 3, i % 3))
                                    .toList();
                        }));
    }

    static Experiment r3() {
        MatrixProblem riccati =
                new Riccati(40, List.of(1.0, 0.5, 0.25, 0.125), List.of(1, 2, 3, 5), 1, 0.5, 1, 0.5)
                        .problem(1);
        RandomizedMethods on =
                new RandomizedMethods(
                        Chart.errors("Riccati equation"),
                        riccati,
                        once(() -> Lab.exact(riccati)),
                        1,
                        4);
        List<Double> n = steps(16, 32, 64, 128);
        Method doubled = new Method("rk4 of stages 2r", RK4.tableau(), List.of(2), RK4.reuse());
        return Experiment.of(
                "R3",
                "Riccati equation, exactly of rank 4: orders",
                on.norm(0.77071716419, 1e-10),
                on.portable(
                        EULER,
                        n,
                        Case.near(
                                1e-6,
                                2.478800303e-2,
                                1.242644665e-2,
                                5.641246640e-3,
                                2.794323388e-3)),
                on.portable(
                        HEUN,
                        n,
                        Case.near(
                                1e-6,
                                9.103729989e-4,
                                2.154336832e-4,
                                5.167981065e-5,
                                1.309715743e-5)),
                on.portable(
                        HEUN3,
                        n,
                        Case.near(
                                1e-6,
                                2.375954104e-5,
                                3.298828291e-6,
                                3.665646603e-7,
                                4.383782403e-8)),
                on.portable(
                        RK4,
                        n,
                        Case.near(
                                1e-6,
                                6.623875687e-5,
                                1.427414157e-5,
                                2.253566541e-6,
                                3.217829623e-7)),
                on.portable(
                        MERSON,
                        n,
                        List.of(
                                new Criterion.Near(1.523486240e-7, 1e-5),
                                new Criterion.Near(7.567788034e-9, 1e-5),
                                new Criterion.Near(4.068613050e-10, 1e-2),
                                new Criterion.Near(2.146332847e-11, 1e-2))),
                means(on, EULER, 2.43e-2, 1.16e-2, 5.6e-3, 3.0e-3),
                means(on, HEUN, 9.1e-4, 2.2e-4, 5.3e-5, 1.3e-5),
                means(on, KUTTA3, 1.2e-4, 2.3e-5, 3.8e-6, 7.1e-7),
                means(on, HEUN3, 2.6e-5, 3.0e-6, 3.6e-7, 4.4e-8),
                means(on, RK4, 7.0e-5, 1.1e-5, 2.7e-6, 3.6e-7).taking(2),
                means(on, MERSON, 1.4e-7, 8.4e-9, 4.7e-10, 2.4e-11).taking(2),
                means(on, Method.wide(), 1.6e-6, 6.0e-8, 3.3e-9, 1.6e-10).taking(2),
                means(on, doubled, 6.6e-6, 9.0e-7, 5.0e-8, 4.1e-9).taking(2),
                on.order(EULER, 20, 16, 128, new Criterion.Between(0.9, 1.1)),
                on.order(HEUN, 20, 16, 128, new Criterion.Between(1.85, 2.15)),
                on.order(HEUN3, 20, 16, 128, new Criterion.Between(2.8, 3.2)),
                on.order(RK4, 20, 16, 128, new Criterion.AtLeast(2)),
                on.order(MERSON, 20, 16, 128, new Criterion.Between(3.6, 4.4)).taking(2),
                on.order(Method.wide(), 20, 16, 128, new Criterion.Between(3.5, 4.5)).taking(2),
                projected(on, ButcherTableau.EULER, n, 2.323e-2, 1.132e-2, 5.587e-3, 2.776e-3),
                projected(on, ButcherTableau.HEUN, n, 8.600e-4, 2.119e-4, 5.260e-5, 1.310e-5),
                projected(on, ButcherTableau.HEUN3, n, 2.292e-5, 2.820e-6, 3.497e-7, 4.354e-8),
                projected(on, ButcherTableau.RK4, n, 5.327e-7, 3.292e-8, 2.047e-9, 1.276e-10),
                projected(on, ButcherTableau.MERSON, n, 8.807e-8, 5.389e-9, 3.335e-10, 2.075e-11),
                splitting(on, 1, 3.166e-5, 7.928e-6, 1.983e-6, 4.957e-7),
                splitting(on, 2, 7.927e-6, 1.983e-6, 4.957e-7, 1.239e-7));
    }

    private static Case.Measured means(RandomizedMethods on, Method method, double... figures) {
        return on.means(method, 20, REFERENCE, steps(16, 32, 64, 128), within(TAILS, figures));
    }

    private static Case.Measured projected(
            RandomizedMethods on, ButcherTableau tableau, List<Double> n, double... figures) {
        return on.deterministic(
                "projected " + tableau.name(),
                _ -> new ProjectedRungeKutta(tableau),
                n,
                Case.near(FOUR_DIGITS, figures));
    }

    private static Case.Measured splitting(RandomizedMethods on, int order, double... figures) {
        return on.deterministic(
                order == 1 ? "Lie splitting" : "Strang splitting",
                _ -> new ProjectorSplitting(order, Substep.rk4(4)),
                steps(16, 32, 64, 128),
                Case.near(FOUR_DIGITS, figures));
    }

    static Experiment r4() {
        MatrixProblem problem = new SineLyapunov(64, 1, 11, 20, 0, false).problem(1);
        RandomizedMethods on =
                new RandomizedMethods(
                        Chart.errors("Lyapunov equation, n = 64"),
                        problem,
                        once(() -> Lab.exact(problem)),
                        1,
                        8);
        List<Double> n = steps(5, 10, 20, 40);
        Source authors = Source.AUTHORS_CODE;
        return Experiment.of(
                "R4",
                "Lyapunov equation of 64 points, rank 8",
                on.norm(30.912567816, 1e-10),
                on.best(3.2221675842e-7, 1e-6),
                on.portable(
                        RK4,
                        n,
                        Case.near(
                                1e-6,
                                6.861419572e-5,
                                3.519994694e-6,
                                5.698238618e-7,
                                5.197484701e-7)),
                on.portable(
                        HEUN,
                        n,
                        Case.near(
                                1e-6,
                                4.999832669e-3,
                                9.875322852e-4,
                                2.244387373e-4,
                                5.368726011e-5)),
                on.portable(
                        EULER,
                        n,
                        Case.near(
                                1e-6,
                                3.157560845e-2,
                                1.535073848e-2,
                                7.563327708e-3,
                                3.753587859e-3)),
                on.means(RK4, 5, authors, n, within(TAILS, 6.87e-5, 4.2e-6, 5.1e-7, 8.0e-7)),
                on.means(KUTTA3, 5, authors, n, within(TAILS, 5.75e-4, 5.85e-5, 6.6e-6, 9.3e-7)),
                on.means(HEUN, 5, authors, n, within(TAILS, 5.00e-3, 9.88e-4, 2.24e-4, 5.37e-5)),
                on.means(EULER, 5, authors, n, within(TAILS, 3.16e-2, 1.54e-2, 7.56e-3, 3.75e-3)),
                on.order(RK4, 20, 5, 10, new Criterion.AtLeast(4)),
                Case.of(
                        "change of the error of rk4, singular values 5e-7 and less set to 1e-30",
                        new Criterion.AtMost(0.3),
                        REFERENCE,
                        _ -> Math.abs(withTinySingularValues(on, problem) / meanError(on) - 1)));
    }

    /// The mean error of rk4 in five steps.
    private static double meanError(RandomizedMethods on) {
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            sum += on.error(RK4, new SketchSource.Seeded(seed), 5);
        }
        return sum / SEEDS;
    }

    /// The same from a start whose singular values, but for the first, are 1e-30.
    private static double withTinySingularValues(RandomizedMethods on, MatrixProblem problem) {
        LowRankMatrix full = problem.start().full();
        int p = full.s().rows();
        Matrix core =
                Matrix.generate(p, p, (i, j) -> i != j ? 0 : i == 0 ? full.s().get(0, 0) : 1e-30);
        LowRankMatrix start = new LowRankMatrix(full.u(), core, full.v());
        LowRankMatrix exact = FullReference.ofTightTolerance().at(problem.equation(), 0, start, 1);
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            var method = RK4.with(on.rank(), new SketchSource.Seeded(seed));
            sum += Lab.run(problem, method.start(start), method, 5).distance(exact);
        }
        return sum / SEEDS;
    }

    static Experiment r5() {
        MatrixProblem problem =
                new ShiftedLyapunov(64, 1, List.of(0.5, -0.3), 11, 20, 0, false).problem(1);
        RandomizedMethods on =
                new RandomizedMethods(
                        Chart.errors("Shifted Lyapunov equation"),
                        problem,
                        once(() -> Lab.exact(problem)),
                        1,
                        8);
        List<Double> n = steps(5, 10, 20, 40);
        return Experiment.of(
                "R5",
                "Shifted Lyapunov equation: the normal part of F",
                on.best(1.6969805e-7, 1e-6),
                on.means(RK4, 5, REFERENCE, n, within(TAILS, 6.87e-5, 3.37e-6, 3.3e-7, 2.5e-7)),
                on.means(HEUN, 5, REFERENCE, n, within(TAILS, 5.00e-3, 9.88e-4, 2.24e-4, 5.37e-5)),
                on.means(EULER, 5, REFERENCE, n, within(TAILS, 3.16e-2, 1.54e-2, 7.57e-3, 3.75e-3)),
                projected(on, ButcherTableau.RK4, n, 2.803e-2, 1.402e-2, 7.008e-3, 3.504e-3),
                projected(on, ButcherTableau.HEUN, n, 8.425e-2, 4.206e-2, 2.103e-2, 1.051e-2),
                projected(on, ButcherTableau.EULER, n, 1.704e-1, 8.500e-2, 4.245e-2, 2.121e-2),
                on.deterministic(
                        "Lie splitting",
                        _ -> new ProjectorSplitting(1, Substep.rk4(4)),
                        n,
                        Case.near(0.01, 2.846e-5, 2.772e-5, 2.661e-5, 2.491e-5)));
    }

    static Experiment r6() {
        MatrixProblem problem =
                new NonlinearSchroedinger(
                                40, 0.3, 5, List.of(24.0, 20.0), List.of(20.0, 16.0), 16, 1e-9)
                        .problem(1);
        RandomizedMethods on =
                new RandomizedMethods(
                        Chart.errors("Nonlinear Schrödinger equation, n = 40"),
                        problem,
                        once(() -> FullReference.ofTightTolerance().at(problem, 2)),
                        2,
                        14);
        List<Double> n = steps(40, 80, 160);
        return Experiment.of(
                "R6",
                "Nonlinear Schrödinger equation of 40 points, complex",
                on.norm(10.952317858, 1e-9),
                on.best(4.04e-6, 0.01),
                on.means(RK4, 5, REFERENCE, n, within(TAILS, 1.72e-4, 1.14e-5, 4.2e-6)).taking(4),
                on.means(HEUN, 5, REFERENCE, n, within(TAILS, 0.197, 4.79e-2, 1.18e-2)).taking(2),
                on.deterministic(
                        "projected rk4",
                        _ -> new ProjectedRungeKutta(ButcherTableau.RK4),
                        n,
                        // rank 14 keeps any 12 of 16 equal directions: 4.2e-3 to 4.8e-3
                        within(1.25, 4.11e-3, 2.04e-3, 1.02e-3)));
    }
}
