package org.bugle.app.papers;

import static org.bugle.app.papers.RandomizedMethods.TAILS;
import static org.bugle.app.papers.RandomizedMethods.once;
import static org.bugle.app.papers.RandomizedMethods.steps;
import static org.bugle.app.papers.RandomizedMethods.within;

import org.bugle.app.papers.RandomizedMethods.Method;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.integrator.randomized.RandomizedRungeKutta;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.AllenCahn;
import org.bugle.models.Boundary;
import org.bugle.models.FullReference;
import org.bugle.models.LatticeSchroedinger;
import org.bugle.models.MatrixProblem;
import org.bugle.models.NonlinearSchroedinger;
import org.bugle.models.SineLyapunov;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The experiments E1–E7 of the randomized Runge–Kutta paper.
final class RandomizedExperiments {
    private static final Source REFERENCE = Source.REFERENCE;

    private static final Method EULER = Method.of(ButcherTableau.EULER);
    private static final Method HEUN = Method.of(ButcherTableau.HEUN);
    private static final Method KUTTA3 = Method.of(ButcherTableau.KUTTA3);
    private static final Method RK4 = Method.of(ButcherTableau.RK4);

    /// Steps of the Lyapunov experiments, without 528, 1028 and 2000.
    private static final List<Double> LYAPUNOV = steps(5, 10, 19, 37, 72, 139, 271);

    private RandomizedExperiments() {}

    private static RandomizedMethods lyapunov(String title, double alpha, int rank) {
        MatrixProblem problem = new SineLyapunov(128, alpha, 11, 20, 0, false).problem(1);
        return new RandomizedMethods(
                Chart.errors(title), problem, once(() -> Lab.exact(problem)), 1, rank);
    }

    private static Case.Measured mean(
            RandomizedMethods on, Method method, List<Double> steps, double... figures) {
        return on.means(method, 2, REFERENCE, steps, within(TAILS, figures));
    }

    private static Case.Measured single(
            RandomizedMethods on, Method method, List<Double> steps, double... figures) {
        return on.means(method, 1, REFERENCE, steps, within(TAILS, figures));
    }

    static Experiment e1() {
        RandomizedMethods on = lyapunov("Figure 1: Lyapunov equation, α = 1", 1, 5);
        return Experiment.of(
                "E1",
                "Lyapunov equation: ranks (figure 1)",
                on.best(1.0e-5, 0.05),
                on.atRank(10).best(8.3e-8, 0.01),
                on.atRank(15).best(6.8e-10, 0.01),
                on.atRank(20).best(5.4e-12, 0.02),
                mean(on, RK4, LYAPUNOV, 5.3e-5, 2.3e-5, 2.2e-5, 2.3e-5, 2.4e-5, 2.4e-5, 2.4e-5)
                        .taking(4),
                mean(
                                on.atRank(10),
                                RK4,
                                LYAPUNOV,
                                4.8e-5,
                                2.3e-6,
                                2.5e-7,
                                1.8e-7,
                                1.7e-7,
                                1.7e-7,
                                1.7e-7)
                        .taking(4),
                mean(
                                on.atRank(15),
                                RK4,
                                LYAPUNOV,
                                4.8e-5,
                                2.3e-6,
                                1.6e-7,
                                1.1e-8,
                                3.4e-9,
                                5.0e-9,
                                5.1e-9)
                        .taking(4),
                mean(
                                on.atRank(20),
                                RK4,
                                LYAPUNOV,
                                4.8e-5,
                                2.3e-6,
                                1.6e-7,
                                1.0e-8,
                                7.0e-10,
                                6.1e-11,
                                4.4e-11)
                        .taking(5),
                mean(
                                on.atRank(8),
                                HEUN,
                                LYAPUNOV,
                                3.5e-3,
                                6.9e-4,
                                1.8e-4,
                                4.4e-5,
                                1.1e-5,
                                3.2e-6,
                                1.3e-6)
                        .taking(2),
                mean(
                        on.atRank(3),
                        EULER,
                        LYAPUNOV,
                        2.2e-2,
                        1.1e-2,
                        5.5e-3,
                        2.8e-3,
                        1.4e-3,
                        7.5e-4,
                        3.9e-4),
                mean(on.atRank(2), EULER, steps(139, 271), 4.2e-3, 4.2e-3),
                // the paper's finest steps: no more than 10 times the best error
                on.atRank(10)
                        .means(RK4, 2, REFERENCE, steps(528, 1028, 2000), bound(8.3e-7))
                        .taking(70),
                on.atRank(20)
                        .means(RK4, 2, REFERENCE, steps(528, 1028, 2000), bound(5.4e-11))
                        .taking(120));
    }

    private static List<Criterion> bound(double error) {
        return Case.atMost(error, error, error);
    }

    /// The odd start hides the even source but for rounding, so that three times the figures are a
    /// bound and no more.
    private static Case.Measured lie(RandomizedMethods on, List<Double> n, double... figures) {
        return on.deterministic(
                "Lie splitting",
                _ -> new ProjectorSplitting(1, Substep.dormandPrince(1e-10)),
                n,
                Case.atMost(Arrays.stream(figures).map(figure -> TAILS * figure).toArray()));
    }

    private static Case.Measured projected(
            RandomizedMethods on, ButcherTableau tableau, List<Double> n, double... figures) {
        return on.deterministic(
                "projected " + tableau.name(),
                _ -> new ProjectedRungeKutta(tableau),
                n,
                within(TAILS, figures));
    }

    /// The odd start hides the even source from tangent methods: they pick it up through rounding.
    private static Case.Measured blind(RandomizedMethods on) {
        return Case.of(
                        List.of(
                                new Claim(
                                        "projected rk4, α = 1: order between 19 and 72 steps",
                                        new Criterion.Between(0.8, 1.2),
                                        REFERENCE),
                                new Claim(
                                        "projected over randomized rk4, α = 1, 19 steps",
                                        new Criterion.AtLeast(1000),
                                        REFERENCE)),
                        lab -> {
                            var projected = new ProjectedRungeKutta(ButcherTableau.RK4);
                            for (int n : new int[] {5, 10}) {
                                lab.point(on.chart(), "projected rk4", n, on.error(projected, n));
                            }
                            double coarse = on.error(projected, 19);
                            double fine = on.error(projected, 72);
                            lab.point(on.chart(), "projected rk4", 19, coarse);
                            lab.point(on.chart(), "projected rk4", 72, fine);
                            double randomized = on.error(RK4, new SketchSource.Seeded(1), 19);
                            return List.of(
                                    Math.log(coarse / fine) / Math.log(72.0 / 19),
                                    coarse / randomized);
                        })
                .taking(2);
    }

    static Experiment e2() {
        RandomizedMethods weak = lyapunov("Figure 2: Lyapunov equation, α = 1e-5", 1e-5, 10);
        RandomizedMethods strong = lyapunov("Figure 2: Lyapunov equation, α = 1", 1, 10);
        return Experiment.of(
                "E2",
                "Lyapunov equation: against tangent methods (figure 2)",
                mean(weak, RK4, steps(5, 10, 19, 37, 72), 4.8e-5, 2.3e-6, 1.6e-7, 3.8e-8, 4.0e-8),
                projected(
                                weak,
                                ButcherTableau.RK4,
                                LYAPUNOV,
                                4.8e-5,
                                3.1e-6,
                                1.2e-6,
                                5.7e-7,
                                4.0e-7,
                                2.9e-7,
                                2.4e-7)
                        .taking(3),
                lie(weak, steps(5, 10, 19, 37, 72), 7.5e-5, 3.5e-6, 1.1e-6, 5.5e-7, 4.1e-7)
                        .taking(1),
                mean(strong, RK4, steps(5, 10, 19, 37, 72), 4.8e-5, 2.4e-6, 2.4e-7, 1.7e-7, 1.6e-7),
                mean(
                        strong,
                        HEUN,
                        steps(5, 10, 19, 37, 72),
                        3.5e-3,
                        6.9e-4,
                        1.8e-4,
                        4.4e-5,
                        1.1e-5),
                mean(
                        strong,
                        EULER,
                        steps(5, 10, 19, 37, 72),
                        2.2e-2,
                        1.1e-2,
                        5.5e-3,
                        2.8e-3,
                        1.4e-3),
                blind(strong));
    }

    static Experiment e3() {
        RandomizedMethods on = lyapunov("Figure 3: constant random matrices", 1, 10);
        Method constant = RK4.constant();
        return Experiment.of(
                "E3",
                "Lyapunov equation: one pair of random matrices a step (figure 3)",
                mean(
                        on,
                        constant,
                        steps(5, 10, 19, 37, 72),
                        4.8e-5,
                        2.3e-6,
                        2.5e-7,
                        1.8e-7,
                        1.7e-7),
                mean(
                        on.atRank(15),
                        constant,
                        steps(5, 10, 19, 37, 72),
                        4.8e-5,
                        2.3e-6,
                        1.6e-7,
                        1.1e-8,
                        4e-9),
                mean(
                        on.atRank(20),
                        constant,
                        steps(5, 10, 19, 37, 72),
                        4.8e-5,
                        2.3e-6,
                        1.6e-7,
                        1.0e-8,
                        7.0e-10),
                mean(
                        on.atRank(8),
                        HEUN.constant(),
                        steps(5, 10, 19, 37, 72),
                        3.5e-3,
                        6.9e-4,
                        1.8e-4,
                        4.4e-5,
                        1.1e-5));
    }

    private static RandomizedMethods schroedinger(String title, double alpha) {
        MatrixProblem problem =
                new NonlinearSchroedinger(
                                100, alpha, 10, List.of(60.0, 50.0), List.of(50.0, 40.0), 30, 1e-9)
                        .problem(1);
        return new RandomizedMethods(
                Chart.errors(title),
                problem,
                once(() -> FullReference.ofTightTolerance().at(problem, 5)),
                5,
                30);
    }

    static Experiment e4() {
        RandomizedMethods on =
                schroedinger("Figure 4: nonlinear Schrödinger equation, α = 0.3", 0.3);
        return Experiment.of(
                "E4",
                "Nonlinear Schrödinger equation: ranks (figure 4)",
                on.norm(20.7300, 3e-6).taking(3),
                on.atRank(15).best(4.7e-4, 0.02),
                on.atRank(20).best(1.9e-5, 0.03),
                on.atRank(25).best(4.0e-7, 0.02),
                single(on, RK4, steps(100, 194, 376), 6.4e-4, 4.3e-5, 3.0e-6).taking(9),
                single(on, RK4, steps(729, 1414), 2.1e-7, 2.3e-8).taking(62),
                single(on.atRank(15), RK4, steps(729), 5.4e-4).taking(5),
                single(on.atRank(20), RK4, steps(729), 2.2e-5).taking(6),
                single(on.atRank(25), RK4, steps(729), 4.9e-7).taking(62),
                single(on, HEUN, steps(100, 194, 376), 0.83, 0.21, 5.4e-2).taking(4),
                single(on, EULER, steps(194, 376), 24, 9.2).taking(2));
    }

    static Experiment e5() {
        RandomizedMethods weak =
                schroedinger("Figure 5: nonlinear Schrödinger equation, α = 3e-4", 3e-4);
        RandomizedMethods strong =
                schroedinger("Figure 5: nonlinear Schrödinger equation, α = 0.3", 0.3);
        return Experiment.of(
                "E5",
                "Nonlinear Schrödinger equation: against projected methods (figure 5)",
                single(weak, RK4, steps(100, 194), 1.7e-4, 1.2e-5).taking(4),
                single(weak, RK4, steps(376, 729, 1414), 8.5e-7, 6.0e-8, 6.4e-9).taking(62),
                projected(weak, ButcherTableau.RK4, steps(100, 194), 1.7e-4, 1.2e-5).taking(4),
                projected(weak, ButcherTableau.RK4, steps(376, 729, 1414), 1.7e-6, 7.8e-7, 4.0e-7)
                        .taking(62),
                projected(strong, ButcherTableau.RK4, steps(100, 194), 8.2e-3, 4.1e-3).taking(4),
                projected(strong, ButcherTableau.HEUN, steps(100, 194), 0.82, 0.21).taking(2));
    }

    private static RandomizedMethods imaginaryTime() {
        MatrixProblem problem =
                new LatticeSchroedinger(
                                512,
                                1,
                                1,
                                Boundary.ZERO,
                                true,
                                LatticeSchroedinger.Initial.RANDOM_DECAY)
                        .problem(1);
        return new RandomizedMethods(
                Chart.errors("Figure 6: Schrödinger equation in imaginary time"),
                problem,
                once(() -> FullReference.ofTightTolerance().at(problem, 0.5)),
                0.5,
                40);
    }

    static Experiment e6() {
        RandomizedMethods on = imaginaryTime();
        List<Double> n = steps(2, 3, 5, 8, 14, 22);
        return Experiment.of(
                "E6",
                "Discrete Schrödinger equation in imaginary time (figure 6)",
                on.atRank(20).best(6.0e-7, 0.2).taking(5),
                on.atRank(30).best(2.1e-8, 0.2),
                on.best(1.7e-9, 0.2),
                on.atRank(50).best(1.7e-10, 0.2),
                single(on, RK4, n, 8.1e-4, 2.0e-4, 3.2e-5, 5.5e-6, 6.4e-7, 1.1e-7).taking(5),
                single(on, KUTTA3, steps(2), 4.6e-3),
                single(on, HEUN, steps(2), 2.2e-2),
                single(on, EULER, steps(2), 7.9e-2),
                single(on, RK4, steps(35, 57, 92), 2.0e-8, 6.8e-9, 4.8e-9).taking(8),
                single(on.atRank(20), RK4, steps(92), 1.3e-6).taking(2),
                single(on.atRank(30), RK4, steps(92), 5.6e-8).taking(3),
                single(on.atRank(50), RK4, steps(92), 7.3e-10).taking(6),
                single(on, KUTTA3, steps(92), 9.6e-8).taking(3),
                single(on, HEUN, steps(92), 2.0e-5).taking(2),
                single(on, EULER, steps(92), 3.2e-3).taking(1));
    }

    private static final Chart FIGURE_7 =
            new Chart(
                    "Figure 7: Allen–Cahn equation",
                    Axis.linear("time"),
                    Axis.log("relative error"));

    static Experiment e7() {
        return Experiment.of(
                "E7",
                "Allen–Cahn equation (figure 7)",
                allenCahn(2, 3.0e-2, 2.6e-2, 3.8e-2, 2.5e-2, 1.3e-3).taking(61),
                allenCahn(10, 5.7e-6, 3.8e-6, 1.8e-4, 4.0e-5, 1.7e-6).taking(61));
    }

    /// Relative errors at five times, of h = 0.02; and the norm at the end.
    private static Case.Measured allenCahn(int rank, double... figures) {
        List<Double> times = List.of(1.0, 3.0, 5.0, 7.0, 10.0);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            claims.add(
                    new Claim(
                            "relative error of rk4, r = %d, t = %.0f".formatted(rank, times.get(i)),
                            Criterion.withinFactor(figures[i], TAILS),
                            REFERENCE));
        }
        claims.add(
                new Claim(
                        "norm of the full solution at t = 10, beside r = %d".formatted(rank),
                        new Criterion.Near(232.683, 1e-5),
                        REFERENCE));
        return Case.of(
                claims,
                lab -> {
                    MatrixProblem problem =
                            new AllenCahn(256, 0.01, AllenCahn.Initial.TANGENTS).problem(1);
                    RandomizedRungeKutta method = RK4.with(rank, new SketchSource.Seeded(1));
                    LowRankMatrix y = method.start(problem.start().full());
                    LowRankMatrix full = problem.start().full();
                    double h = 0.02;
                    List<Double> measured = new ArrayList<>();
                    long step = 0;
                    double t = 0;
                    for (double time : times) {
                        for (; step < Math.round(time / h); step++) {
                            lab.requireTime();
                            Span span = new Span(step, 0, step * h, h);
                            y = method.step(problem.equation(), span, y).value();
                        }
                        full =
                                FullReference.ofTightTolerance()
                                        .at(problem.equation(), t, full, time);
                        t = time;
                        double error = y.distance(full) / full.norm();
                        lab.point(FIGURE_7, "rk4, r = " + rank, time, error);
                        measured.add(error);
                    }
                    measured.add(full.norm());
                    return measured;
                });
    }
}
