package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Source;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Heat;
import org.bugle.models.MatrixProblem;
import org.bugle.models.MovingGaussians;
import org.bugle.models.Riccati;
import org.bugle.models.ShiftedLyapunov;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// The midpoint BUG integrator (arXiv:2402.08607): tables M1–M7 and the discrete Schrödinger
/// equation. The paper's own figures could not be read; all figures are those of an independent
/// implementation.
final class MidpointBugPaper {
    private static final double ONE_PERCENT = 0.01;
    private static final Source REFERENCE = Source.REFERENCE;

    private MidpointBugPaper() {}

    static Paper paper() {
        return new Paper(
                "midpoint-bug",
                "2402.08607",
                "A robust second-order low-rank BUG integrator based on the midpoint rule",
                () ->
                        List.of(
                                m1(),
                                m2(),
                                m3(),
                                m4(),
                                MidpointBugPhysics.m5(),
                                m6(),
                                MidpointBugPhysics.m7(),
                                MidpointBugPhysics.lattice()));
    }

    /// A table of errors at a fixed rank: rows are methods, columns numbers of steps.
    private record Errors(
            Chart chart,
            Supplier<MatrixProblem> problem,
            IntFunction<Substep> substep,
            List<Double> steps) {
        Case.Measured row(Methods method, List<Criterion> expected) {
            return row(method, steps, expected);
        }

        Case.Measured row(Methods method, List<Double> some, List<Criterion> expected) {
            return Case.curve(
                    chart, method.toString(), REFERENCE, some, expected, n -> error(method, n));
        }

        Case.Measured row(Methods method, double tolerance, double... figures) {
            return row(method, Case.near(tolerance, figures));
        }

        private double error(Methods method, double n) {
            MatrixProblem each = problem.get();
            int rank = each.rank();
            var integrator = method.with(Truncation.toRank(rank), substep.apply((int) n));
            return Lab.run(each, each.start().ofRank(rank), integrator, (int) n)
                    .distance(Lab.exact(each));
        }
    }

    private static Riccati riccati(Double... singularValues) {
        return new Riccati(40, List.of(singularValues), List.of(1, 2, 3, 5), 1, 0.5, 1, 0.5);
    }

    private static Experiment m1() {
        Supplier<MatrixProblem> problem = () -> riccati(1.0, 0.5, 0.25, 0.125).problem(1);
        Errors errors =
                new Errors(
                        Chart.errors("Riccati equation"),
                        problem,
                        _ -> Substep.rk4(4),
                        List.of(8.0, 16.0, 32.0, 64.0));
        double p = ONE_PERCENT;
        return Experiment.of(
                "M1",
                "Riccati equation, exactly of rank 4",
                Case.of(
                        "norm of the solution",
                        new Criterion.Near(0.7707171642, 1e-9),
                        REFERENCE,
                        _ -> Lab.exact(problem.get()).norm()),
                errors.row(Methods.BUG, p, 8.477e-3, 4.283e-3, 2.154e-3, 1.080e-3),
                errors.row(Methods.AUGMENTED, p, 1.333e-3, 3.332e-4, 8.325e-5, 2.080e-5),
                errors.row(Methods.PARALLEL_1, p, 8.863e-3, 4.370e-3, 2.174e-3, 1.085e-3),
                errors.row(Methods.MIDPOINT_3R, p, 2.982e-4, 7.444e-5, 1.859e-5, 4.644e-6),
                errors.row(Methods.MIDPOINT_3R_FIXED, p, 2.984e-4, 7.445e-5, 1.859e-5, 4.644e-6),
                // the columns that 4r drops leave the span of 3r: 1.1 × its figures are the bound
                errors.row(Methods.MIDPOINT_4R, Case.atMost(3.28e-4, 8.19e-5, 2.045e-5, 5.11e-6)),
                errors.row(Methods.PARALLEL_2, p, 2.659e-3, 6.654e-4, 1.664e-4, 4.160e-5),
                errors.row(Methods.LIE, p, 1.258e-4, 3.166e-5, 7.928e-6, 1.983e-6),
                errors.row(Methods.STRANG, p, 3.165e-5, 7.927e-6, 1.983e-6, 4.957e-7),
                errors.row(Methods.PROJECTED_MIDPOINT, p, 3.594e-3, 8.651e-4, 2.123e-4, 5.260e-5));
    }

    private static Experiment m2() {
        Errors errors =
                new Errors(
                        Chart.errors("Small singular values"),
                        () -> riccati(1.0, 1e-3, 1e-6, 1e-9).problem(1),
                        _ -> Substep.rk4(4),
                        List.of(8.0, 16.0, 32.0, 64.0, 128.0));
        double p = ONE_PERCENT;
        return Experiment.of(
                "M2",
                "Riccati equation from singular values down to 1e-9",
                errors.row(Methods.AUGMENTED, p, 3.522e-4, 2.666e-4, 6.665e-5, 1.666e-5, 4.164e-6),
                errors.row(
                        Methods.MIDPOINT_3R, p, 4.819e-5, 4.316e-5, 1.084e-5, 2.709e-6, 6.771e-7),
                errors.row(Methods.BUG, p, 1.381e-2, 1.660e-3, 8.342e-4, 4.183e-4, 2.094e-4),
                errors.row(Methods.STRANG, p, 2.354e-5, 6.754e-6, 1.690e-6, 4.226e-7, 1.057e-7),
                errors.row(
                        Methods.PARALLEL_2, // from n = 128 on it is limited by rounding
                        List.of(8.0, 16.0, 32.0, 64.0),
                        Case.near(p, 2.682e-4, 3.366e-5, 4.250e-6, 5.452e-7)));
    }

    private static Experiment m3() {
        Supplier<MatrixProblem> problem =
                () ->
                        new MovingGaussians(
                                        List.of(50, 40),
                                        List.of(-6.0, 6.0),
                                        List.of(-5.0, 5.0),
                                        List.of(-1.0, 1.0),
                                        List.of(1.0, -0.5),
                                        List.of(1.0, 0.5),
                                        List.of(0.0, -1.0),
                                        List.of(1.0, -1.0),
                                        List.of(0.5, 1.0))
                                .problem(1);
        Errors errors =
                new Errors(
                        Chart.errors("Moving Gaussians"),
                        problem,
                        _ -> Substep.rk4(20),
                        List.of(4.0, 8.0, 16.0, 32.0));
        double p = ONE_PERCENT;
        List<Criterion> quadrature = Case.atMost(3e-9, 2e-10, 1.1e-11, 1e-12);
        return Experiment.of(
                "M3",
                "Two moving Gaussians, F = A′(t) of rank 2",
                Case.of(
                        "norm of the solution",
                        new Criterion.Near(8.591187, 1e-7),
                        REFERENCE,
                        _ -> Lab.exact(problem.get()).norm()),
                errors.row(Methods.MIDPOINT_3R, p, 2.126e-2, 5.109e-3, 1.269e-3, 3.165e-4),
                errors.row(Methods.MIDPOINT_3R_FIXED, p, 2.126e-2, 5.109e-3, 1.269e-3, 3.165e-4),
                // as in M1: 1.1 × the figures of 3r
                errors.row(Methods.MIDPOINT_4R, Case.atMost(2.339e-2, 5.62e-3, 1.396e-3, 3.482e-4)),
                errors.row(Methods.PARALLEL_1, p, 2.193e-1, 5.649e-2, 1.417e-2, 3.537e-3),
                errors.row(Methods.PARALLEL_2, p, 1.760e-4, 5.874e-6, 1.890e-7, 5.98e-9),
                errors.row(Methods.BUG, quadrature),
                errors.row(Methods.AUGMENTED, quadrature),
                errors.row(Methods.LIE, quadrature),
                errors.row(Methods.STRANG, quadrature),
                errors.row(Methods.PROJECTED_MIDPOINT, p, 9.682e-2, 2.425e-2, 6.033e-3, 1.502e-3));
    }

    private static Experiment m4() {
        Supplier<MatrixProblem> problem =
                () -> new ShiftedLyapunov(64, 1, List.of(0.5, -0.3), 11, 20, 0, false).problem(1);
        Errors errors =
                new Errors(
                        Chart.errors("Shifted Lyapunov equation"),
                        problem,
                        _ -> Substep.rk4(4),
                        List.of(5.0, 10.0, 20.0, 40.0));
        double p = ONE_PERCENT;
        return Experiment.of(
                "M4",
                "Shifted Lyapunov equation, F not tangent",
                Case.of(
                        "best error of rank 8",
                        new Criterion.Near(1.697e-7, p),
                        REFERENCE,
                        _ -> Lab.best(Lab.exact(problem.get()), 8)),
                errors.row(Methods.BUG, p, 6.669e-3, 3.834e-3, 2.021e-3, 1.036e-3),
                errors.row(Methods.AUGMENTED, p, 9.06e-5, 2.69e-5, 2.74e-5, 7.55e-6),
                // figures that hold to a factor of 2 where the spread of others is as large
                errors.row(Methods.MIDPOINT_3R, Case.atMost(1.78e-5, 5.4e-6, 1.4e-6, 1.4e-6)),
                // those of 4r depend on rounding: a tenth of augmented BUG, then twice its figures
                errors.row(Methods.MIDPOINT_4R, Case.atMost(9.06e-6, 2.69e-6, 6e-7, 8e-7)),
                errors.row(
                        Methods.PARALLEL_2, // 1 %, and the rounding of two digits
                        List.of(
                                new Criterion.Near(5.0e-4, 0.0205),
                                new Criterion.Near(1.0e-4, 0.02),
                                new Criterion.Near(7.3e-5, 0.017),
                                new Criterion.Near(1.5e-5, 0.045))),
                errors.row(Methods.LIE, p, 2.846e-5, 2.772e-5, 2.661e-5, 2.491e-5),
                errors.row(Methods.STRANG, p, 2.772e-5, 2.661e-5, 2.491e-5, 2.297e-5),
                errors.row(Methods.PARALLEL_1, p, 1.685e-1, 8.418e-2, 4.207e-2, 2.103e-2),
                errors.row(Methods.PROJECTED_MIDPOINT, p, 5.011e-3, 9.912e-4, 2.254e-4, 5.395e-5));
    }

    /// The rows of one step depend on the directions that pad the start of rank 2, but for 4r.
    private static Experiment m6() {
        Supplier<MatrixProblem> problem =
                () ->
                        new Heat(32, 1, 1, 10, List.of(1.0, 0.5), List.of(1, 2), List.of(1, 3))
                                .problem(1);
        Chart chart = Chart.errors("Heat equation");
        return Experiment.of(
                "M6",
                "Heat equation, exact exponential substeps",
                Case.of(
                        "norm of the solution",
                        new Criterion.Near(3.0600653, 1e-7),
                        REFERENCE,
                        _ -> Lab.exact(problem.get()).norm()),
                Case.of(
                        "best relative error of rank 8",
                        new Criterion.Near(1.0266e-5, ONE_PERCENT),
                        REFERENCE,
                        _ -> {
                            LowRankMatrix exact = Lab.exact(problem.get());
                            return Lab.best(exact, 8) / exact.norm();
                        }),
                heat(
                        chart,
                        problem,
                        Methods.MIDPOINT_4R,
                        List.of(1.0, 2.0, 4.0, 8.0, 16.0),
                        1.027e-5,
                        1.027e-5,
                        1.027e-5,
                        1.027e-5,
                        1.027e-5),
                heat(chart, problem, Methods.MIDPOINT_3R, List.of(4.0), 1.027e-5),
                heat(chart, problem, Methods.AUGMENTED, List.of(4.0), 1.027e-5));
    }

    private static Case heat(
            Chart chart,
            Supplier<MatrixProblem> problem,
            Methods method,
            List<Double> steps,
            double... figures) {
        return Case.curve(
                chart,
                method.toString(),
                REFERENCE,
                steps,
                Case.near(ONE_PERCENT, figures),
                n -> {
                    MatrixProblem heat = problem.get();
                    LowRankMatrix exact = Lab.exact(heat);
                    var integrator = method.with(Truncation.toRank(8), Substep.exponential());
                    return Lab.run(heat, heat.start().ofRank(8), integrator, (int) n)
                                    .distance(exact)
                            / exact.norm();
                });
    }
}
