package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.Reference;
import org.bugle.models.TreeProblem;
import org.bugle.models.UncertainLineSource;
import org.bugle.models.UncertainPlaneSource;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Radiation in uncertain media: S7, the plane source of section 5.2, a small line source after
/// 5.3.
final class TtnRadiation {
    private static final String TREE = "((0 1) (2 3))";

    private TtnRadiation() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    private static Matrix field(TreeProblem problem, String name, TreeTensor y) {
        return named(problem, name).of().apply(y);
    }

    private static Field<TreeTensor> named(TreeProblem problem, String name) {
        return problem.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// E and Var over space.
    private record Moments(Matrix expectation, Matrix variance) {
        static Moments of(TreeProblem problem, TreeTensor y) {
            return new Moments(field(problem, "expectation", y), field(problem, "variance", y));
        }

        /// As curves over x.
        void draw(Lab lab, String experiment, String series, TreeProblem problem) {
            Matrix x = named(problem, "expectation").grid().points();
            lab.curve(chart(experiment, "E"), series, x, expectation);
            lab.curve(chart(experiment, "Var"), series, x, variance);
        }

        private static Chart chart(String experiment, String moment) {
            return new Chart(
                    experiment + ": " + moment + " of the scalar flux",
                    Axis.linear("x"),
                    Axis.linear(moment));
        }
    }

    private static double relative(Matrix found, Matrix exact) {
        return found.minus(exact).norm() / exact.norm();
    }

    private static UncertainPlaneSource slab(int points, int moments, int nodes, double width) {
        return new UncertainPlaneSource(
                TREE,
                points,
                moments,
                List.of(nodes, nodes),
                2.5,
                width,
                5,
                List.of(4.0, 1.0),
                0,
                List.of(0.0, 0.0),
                10);
    }

    // ---- S7

    /// The full solution of the spec is that of Runge–Kutta steps of 0.01, 1e-7 from the exact one.
    static Experiment s7() {
        Supplier<TreeProblem> problem = new Lazy<>(() -> slab(51, 10, 6, 0.15).problem(1));
        Supplier<Moments> exact = new Lazy<>(() -> exact(problem.get(), 1));
        List<Case> cases = new ArrayList<>();
        cases.add(
                Case.of(
                        List.of(
                                claim("E at node 25", new Criterion.Near(0.9675373916, 1e-6)),
                                claim("E at node 31", new Criterion.Near(0.3276304894, 1e-6)),
                                claim("E at node 37", new Criterion.Near(0.0279442055, 1e-5)),
                                claim("Var at node 25", new Criterion.Near(1.3449115157e-2, 1e-5)),
                                claim("Var at node 31", new Criterion.Near(1.468840859e-3, 1e-5))),
                        lab -> {
                            Moments moments = exact.get();
                            moments.draw(lab, "S7", "collocation", problem.get());
                            return List.of(
                                    moments.expectation.get(25, 0),
                                    moments.expectation.get(31, 0),
                                    moments.expectation.get(37, 0),
                                    moments.variance.get(25, 0),
                                    moments.variance.get(31, 0));
                        }));
        cases.add(small(problem, exact, TtnMethods.ADAPTIVE, 1e-3, 8.558e-3, 4.04e-2, 0.96845787));
        cases.add(small(problem, exact, TtnMethods.PARALLEL, 1e-3, 8.138e-3, 3.08e-2, 0.96493009));
        cases.add(small(problem, exact, TtnMethods.ADAPTIVE, 1e-4, 6.191e-4, 5.18e-3, 0.96748629));
        cases.add(small(problem, exact, TtnMethods.PARALLEL, 1e-4, 4.212e-3, 3.89e-2, 0.96979954));
        return new Experiment("S7", "Plane source, small", cases);
    }

    private static Moments exact(TreeProblem problem, double t) {
        if (problem.reference() instanceof Reference.Exact<TreeTensor> exact) {
            return Moments.of(problem, exact.at().apply(t));
        }
        throw new IllegalStateException("TtnRadiation: the problem has no exact reference");
    }

    private static Case small(
            Supplier<TreeProblem> problem,
            Supplier<Moments> exact,
            TtnMethods method,
            double tolerance,
            double expectation,
            double variance,
            double middle) {
        String name = "%s, ϑ = %.0e: ".formatted(method, tolerance);
        return Case.of(
                List.of(
                        claim(name + "relative error of E", new Criterion.Near(expectation, 1e-3)),
                        claim(name + "relative error of Var", new Criterion.Near(variance, 2e-3)),
                        claim(name + "E at node 25", new Criterion.Near(middle, 1e-6))),
                lab -> {
                    TreeTruncation cut =
                            TreeTruncation.published(new Truncation.Tail(0, tolerance, 2, 50));
                    TtnRun run =
                            TtnRun.of(
                                    lab::requireTime,
                                    problem.get().equation(),
                                    problem.get().start().ofRank(8),
                                    method.with(cut, Substep.rk4()),
                                    1,
                                    100);
                    Moments found = Moments.of(problem.get(), run.end());
                    found.draw(
                            lab, "S7", "%s, ϑ = %.0e".formatted(method, tolerance), problem.get());
                    return List.of(
                            relative(found.expectation, exact.get().expectation),
                            relative(found.variance, exact.get().variance),
                            found.expectation.get(25, 0));
                });
    }

    // ---- 5.2

    /// E and Var need no more than 14 nodes a variable: the quadrature has converged to rounding.
    static Experiment planeSource() {
        Supplier<TreeProblem> problem = new Lazy<>(() -> slab(201, 100, 100, 0.03).problem(1));
        Supplier<Moments> exact = new Lazy<>(() -> exact(slab(201, 100, 14, 0.03).problem(1), 2));
        List<Double> expectation =
                List.of(7.77374e-5, 4.12096e-3, 2.82007e-2, 1.32993e-1, 4.60977e-1, 7.48373e-1);
        List<Double> variance =
                List.of(6.20433e-8, 1.07614e-4, 1.48141e-3, 4.21640e-3, 1.08703e-3, 2.67561e-2);
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < expectation.size(); k++) {
            claims.add(
                    claim(
                            "E of collocation at node " + 20 * k,
                            new Criterion.Near(expectation.get(k), 6e-6)));
            claims.add(
                    claim(
                            "Var of collocation at node " + 20 * k,
                            new Criterion.Near(variance.get(k), 6e-6)));
        }
        return Experiment.of(
                "5.2",
                "Plane source of the paper, 201 points, 100 moments, 100² samples",
                Case.of(
                                claims,
                                lab -> {
                                    exact.get().draw(lab, "5.2", "collocation", problem.get());
                                    List<Double> values = new ArrayList<>();
                                    for (int k = 0; k < expectation.size(); k++) {
                                        values.add(exact.get().expectation.get(20 * k, 0));
                                        values.add(exact.get().variance.get(20 * k, 0));
                                    }
                                    return values;
                                })
                        .taking(6),
                large(
                                problem,
                                exact,
                                TtnMethods.PARALLEL,
                                3.03e-3,
                                1.62e-2,
                                List.of(6, 36, 35, 6, 8, 6))
                        .taking(10),
                large(
                                problem,
                                exact,
                                TtnMethods.ADAPTIVE,
                                1.62e-4,
                                2.12e-4,
                                List.of(6, 35, 35, 6, 8, 6))
                        .taking(15));
    }

    private static Case.Measured large(
            Supplier<TreeProblem> problem,
            Supplier<Moments> exact,
            TtnMethods method,
            double expectation,
            double variance,
            List<Integer> ranks) {
        return Case.of(
                List.of(
                        claim(
                                method + ": relative error of E",
                                new Criterion.Near(expectation, 0.01)),
                        claim(
                                method + ": relative error of Var",
                                new Criterion.Near(variance, 0.01)),
                        claim(
                                method
                                        + ": ranks above (0 1), x, moments, (2 3), ξ, η other than "
                                        + ranks,
                                new Criterion.AtMost(0))),
                lab -> {
                    TreeTruncation cut =
                            TreeTruncation.published(new Truncation.L1Tail(0, 1e-3, 2, 50));
                    TtnRun run =
                            TtnRun.of(
                                    lab::requireTime,
                                    problem.get().equation(),
                                    problem.get().start().ofRank(10),
                                    method.with(cut, Substep.rk4()),
                                    2,
                                    800);
                    Moments found = Moments.of(problem.get(), run.end());
                    found.draw(lab, "5.2", method.toString(), problem.get());
                    List<Integer> all = new ArrayList<>(List.of(1));
                    all.addAll(ranks);
                    return List.of(
                            relative(found.expectation, exact.get().expectation),
                            relative(found.variance, exact.get().variance),
                            TtnData.differing(run.end(), all));
                });
    }

    // ---- 5.3

    private static final int DEGREE = 5;

    /// The spec gives ranges of one digit, over several sizes: 0.8–4 % and 0.9–5 %.
    static Experiment lineSource() {
        Criterion printed = new Criterion.Between(0.0085, 0.055);
        return Experiment.of(
                "5.3",
                "Line source, 31×31 points, P5, a wider pulse than the paper's",
                affordable(TtnMethods.ADAPTIVE, 10, new Criterion.Between(0.0075, 0.045)).taking(2),
                affordable(TtnMethods.PARALLEL, 10, printed).taking(2),
                affordable(TtnMethods.PARALLEL, 20, printed).taking(4),
                affordable(TtnMethods.PARALLEL, 40, printed).taking(7),
                Case.notRun(
                        "line source of the paper, 100×100 points, P31, 100² samples",
                        new Criterion.Unpublished(),
                        Source.PAPER,
                        "hours of computing, and the paper prints maps without numbers"));
    }

    private static UncertainLineSource plane(
            List<Integer> nodes, double scattering, double absorption, double spread) {
        return new UncertainLineSource(
                TREE,
                31,
                DEGREE,
                nodes,
                1.5,
                0.15,
                1e-4,
                scattering,
                List.of(spread, 0.0),
                absorption,
                List.of(0.0, spread),
                10);
    }

    /// Explicit Euler steps of Δx/2, Δx/4, Δx/8 until t = 0.5, against the same steps of the full
    /// tensor.
    private static Case.Measured affordable(TtnMethods method, int steps, Criterion criterion) {
        return Case.of(
                "%s: relative error of E, %d steps".formatted(method, steps),
                criterion,
                Source.REFERENCE,
                lab -> {
                    TreeProblem problem = plane(List.of(6, 6), 1, 1, 1).problem(1);
                    TreeTruncation cut =
                            TreeTruncation.published(new Truncation.Tail(0, 1e-3, 2, 250));
                    TtnRun run =
                            TtnRun.of(
                                    lab::requireTime,
                                    problem.equation(),
                                    problem.start().ofRank(10),
                                    method.with(cut, Substep.euler()),
                                    0.5,
                                    steps);
                    Matrix found = field(problem, "expectation", run.end());
                    lab.picture(
                            "5.3: E, %s, %d steps".formatted(method, steps),
                            named(problem, "expectation"),
                            0.5,
                            run.end());
                    return relative(found, full(lab::requireTime, problem, steps));
                });
    }

    /// E of Euler steps of the full tensor, sample by sample: with all moments as basis, the step
    /// of rank-adaptive BUG is the step of the full matrix.
    private static Matrix full(Runnable goOn, TreeProblem problem, int steps) {
        Grid xi = problem.sites().get(2);
        Grid eta = problem.sites().get(3);
        int moments = (DEGREE + 1) * (DEGREE + 1);
        var exact =
                TtnMethods.ADAPTIVE.with(
                        TreeTruncation.published(Truncation.toRank(moments)), Substep.euler());
        Matrix sum = Matrix.zeros(31 * 31, 1);
        for (int i = 0; i < xi.size(); i++) {
            for (int j = 0; j < eta.size(); j++) {
                TreeProblem sample =
                        plane(List.of(1, 1), 1 + xi.point(i), 1 + eta.point(j), 0).problem(1);
                TtnRun run =
                        TtnRun.of(
                                goOn,
                                sample.equation(),
                                sample.start().ofRank(moments),
                                exact,
                                0.5,
                                steps);
                double weight = xi.weights().get(i, 0) * eta.weights().get(j, 0);
                sum = sum.plus(weight, field(sample, "expectation", run.end()));
            }
        }
        return sum;
    }
}
