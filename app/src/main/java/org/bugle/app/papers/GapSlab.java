package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.Gap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.MacroMicro;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Slab;
import org.bugle.models.Slab.Initial;

import java.util.ArrayList;
import java.util.List;

/// The experiments of GAP on the slab away from the limit: varying opacity, accuracy over rank,
/// mass, the macro–micro scheme.
final class GapSlab {
    private static final Source REFERENCE = Source.REFERENCE;

    private GapSlab() {}

    /// Singular values of the exact solution, printed to five digits or more.
    static Case singularValues(
            String where, MatrixProblem problem, double time, double... figures) {
        List<Claim> claims = new ArrayList<>();
        for (int j = 0; j < figures.length; j++) {
            claims.add(
                    new Claim(
                            "%s: singular value %d of the exact solution".formatted(where, j + 1),
                            new Criterion.Near(figures[j], 2e-5),
                            REFERENCE));
        }
        return Case.of(
                claims,
                _ -> GapFigures.exact(problem, time).singularValues().subList(0, figures.length));
    }

    /// Densities of the exact solution at some points of the grid, printed to seven digits.
    static Case densities(
            String where, MatrixProblem problem, double time, int[] points, double... figures) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            claims.add(
                    new Claim(
                            "%s: exact ρ at point %d".formatted(where, points[i]),
                            new Criterion.Near(figures[i], 1e-6),
                            REFERENCE));
        }
        return Case.of(
                claims,
                _ -> {
                    Matrix rho = GapFigures.density(problem, GapFigures.exact(problem, time));
                    List<Double> values = new ArrayList<>();
                    for (int point : points) {
                        values.add(rho.get(point, 0));
                    }
                    return values;
                });
    }

    private static Case overRank(
            String title,
            MatrixProblem problem,
            int steps,
            double time,
            List<Double> ranks,
            double[] whole,
            double[] density) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < ranks.size(); i++) {
            String rank = ", r = " + ranks.get(i).intValue();
            claims.add(
                    new Claim(title + ": error of f" + rank, GapFigures.near(whole[i]), REFERENCE));
            claims.add(
                    new Claim(
                            title + ": error of ρ" + rank, GapFigures.near(density[i]), REFERENCE));
        }
        Chart chart = new Chart(title, Axis.linear("rank"), Axis.log("relative error"));
        return Case.of(
                claims,
                lab -> {
                    LowRankMatrix exact = GapFigures.exact(problem, time);
                    List<Double> values = new ArrayList<>();
                    for (double rank : ranks) {
                        lab.requireTime();
                        LowRankMatrix y =
                                Lab.run(
                                        problem,
                                        problem.start().ofRank((int) rank),
                                        GapFigures.fixed(),
                                        steps,
                                        time);
                        values.add(y.distance(exact) / exact.norm());
                        values.add(
                                GapFigures.distance(
                                        GapFigures.density(problem, y),
                                        GapFigures.density(problem, exact)));
                        lab.point(chart, "f", rank, values.get(values.size() - 2));
                        lab.point(chart, "ρ", rank, values.getLast());
                    }
                    return values;
                });
    }

    static Experiment s8() {
        List<Double> ranks = List.of(3.0, 4.0, 6.0);
        return Experiment.of(
                "S8",
                "Varying opacity σ = 1 + ½ cos x",
                overRank(
                        "Varying opacity, ε = 1",
                        opaque(1).problem(1),
                        5,
                        0.5,
                        ranks,
                        new double[] {1.794e-3, 2.146e-4, 1.986e-6},
                        new double[] {3.15e-6, 3.87e-8, 1e-12}),
                overRank(
                        "Varying opacity, ε = 0.1",
                        opaque(0.1).problem(1),
                        5,
                        0.5,
                        ranks,
                        new double[] {1.891e-4, 2.928e-5, 1.242e-6},
                        new double[] {3.24e-5, 2.16e-6, 2.88e-8}),
                densities(
                        "ε = 1",
                        opaque(1).problem(1),
                        0.5,
                        new int[] {0, 6, 12},
                        1.031895,
                        2.626008,
                        1.036938),
                densities(
                        "ε = 0.1",
                        opaque(0.1).problem(1),
                        0.5,
                        new int[] {0, 6, 12},
                        1.095439,
                        2.352921,
                        1.173278),
                toTheLimit(1, 0.10319),
                toTheLimit(0.1, 2.719e-3));
    }

    private static Slab opaque(double epsilon) {
        return GapFigures.slab(24, 12, epsilon, List.of(1.0, 0.5), Initial.ISOTROPIC);
    }

    private static Case toTheLimit(double epsilon, double figure) {
        return Case.of(
                "varying opacity, ε = %s: kinetic solution to diffusion limit".formatted(epsilon),
                GapFigures.near(figure),
                REFERENCE,
                _ -> {
                    MatrixProblem problem = opaque(epsilon).problem(1);
                    return GapFigures.distance(
                            GapFigures.density(problem, GapFigures.exact(problem, 0.5)),
                            opaque(epsilon).diffusionLimit(0.5));
                });
    }

    static Experiment s9() {
        MatrixProblem near = GapFigures.slab(64, 32, 1, List.of(1.0), Initial.ISOTROPIC).problem(1);
        MatrixProblem far =
                GapFigures.slab(64, 32, 1, List.of(1.0), Initial.ILL_PREPARED).problem(1);
        return Experiment.of(
                "S9",
                "Kinetic accuracy over rank",
                overRank(
                        "Kinetic regime, isotropic start",
                        near,
                        10,
                        1,
                        List.of(4.0, 6.0, 8.0, 10.0),
                        new double[] {2.086e-3, 7.155e-5, 1.967e-6, 4.416e-8},
                        new double[] {5.59e-6, 7.03e-9, 5.9e-12, 1e-14}),
                overRank(
                        "Kinetic regime, ill-prepared start",
                        far,
                        10,
                        1,
                        List.of(4.0, 6.0, 8.0),
                        new double[] {1.117e-2, 8.886e-4, 5.182e-5},
                        new double[] {1.80e-4, 9.50e-7, 3.6e-9}),
                singularValues(
                        "isotropic", near, 1, 11.63225, 2.274993, 0.547412, 0.0987996, 0.0234723),
                singularValues(
                        "ill-prepared",
                        far,
                        1,
                        8.829795,
                        1.879298,
                        0.802915,
                        0.1930691,
                        0.0863863));
    }

    static Experiment s10() {
        return Experiment.of(
                "S10",
                "Mass over 10 steps",
                mass("fixed", new Gap.Variant.Fixed(), 9.65e-7, 9.65e-7),
                mass(
                        "augmented",
                        new Gap.Variant.Augmented(Truncation.toRank(4)),
                        5.23e-7,
                        5.23e-7),
                mass(
                        "conservative",
                        new Gap.Variant.Conservative(new Conserving(1, Truncation.toRank(4))),
                        3.207e-10,
                        1e-15));
    }

    /// Against the start itself, and against the start that was truncated to the rank.
    private static Case mass(
            String name, Gap.Variant variant, double toTheStart, double toTheTruncated) {
        return Case.of(
                List.of(
                        new Claim(
                                name + ": mass against the start",
                                GapFigures.near(toTheStart),
                                REFERENCE),
                        new Claim(
                                name + ": mass against the truncated start",
                                GapFigures.near(toTheTruncated),
                                REFERENCE)),
                _ -> {
                    MatrixProblem problem = GapFigures.slab(1, Initial.ILL_PREPARED).problem(1);
                    LowRankMatrix start = problem.start().ofRank(4);
                    LowRankMatrix end = Lab.run(problem, start, GapFigures.variant(variant), 10, 1);
                    double first = Lab.observed(problem, "mass", problem.start().full());
                    double truncated = Lab.observed(problem, "mass", start);
                    double last = Lab.observed(problem, "mass", end);
                    return List.of(
                            Math.abs(last - first) / first, Math.abs(last - truncated) / truncated);
                });
    }

    static Experiment s12() {
        Chart chart =
                new Chart("Macro–micro scheme, ε = 1e-6", Axis.log("h/Δx²"), GapFigures.ERROR);
        Slab slab = GapFigures.slab(128, 24, 1e-6, List.of(1.0), Initial.ISOTROPIC);
        return Experiment.of(
                "S12",
                "The IMEX macro–micro scheme and its step",
                Case.curve(
                        chart,
                        "IMEX macro–micro",
                        REFERENCE,
                        List.of(0.25, 0.5, 1.0, 1.4),
                        GapFigures.near(2.1e-5, 1.1e-7, 4.2e-5, 7.5e-5),
                        step -> macroMicro(slab, step)),
                // by what factor rounding grows depends on its first digits: 1.8e6 there
                Case.of(
                        "IMEX macro–micro is unstable, h/Δx² = 2",
                        new Criterion.AtLeast(1e3),
                        REFERENCE,
                        _ -> macroMicro(slab, 2)),
                Case.of(
                        "GAP on the same grid, one step h = 0.5, r = 3",
                        new Criterion.AtMost(1e-12),
                        REFERENCE,
                        _ -> GapFigures.error(slab.problem(1), GapFigures.fixed(), 3, 1, 0.5)));
    }

    private static double macroMicro(Slab slab, double step) {
        MatrixProblem problem = slab.problem(1);
        double spacing = problem.rows().spacing();
        Matrix start = GapFigures.density(problem, problem.start().full());
        Matrix end =
                new MacroMicro(slab.length(), slab.moments(), slab.knudsen(), 1)
                        .density(start, 0.5, step * spacing * spacing);
        return GapFigures.distance(end, GapFigures.density(problem, Lab.exact(problem, 0.5)));
    }
}
