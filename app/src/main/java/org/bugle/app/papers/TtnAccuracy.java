package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.operator.tree.ProductTerm;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Small problems with a known solution: S1, S2, S3, S9.
final class TtnAccuracy {
    private static final double PRINTED = 1e-7;

    private static final Substep RK4 = Substep.rk4();

    private TtnAccuracy() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    private static Criterion near(double figure) {
        return new Criterion.Near(figure, PRINTED);
    }

    // ---- S1

    static Experiment s1() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                rotating(
                        8, 10, 7.8810322069e-3, 6.1304776725e-3, 7.8935246271e-3, 3.6297455765e-2));
        cases.add(
                rotating(
                        8, 20, 6.6125384180e-3, 6.1304718231e-3, 6.6144643964e-3, 1.9390640198e-2));
        cases.add(
                rotating(16, 10, 1.8282170720e-3, 2.3956018e-5, 1.6595428473e-3, 6.3295958534e-3));
        cases.add(
                rotating(16, 20, 9.1375795675e-4, 2.3900574e-5, 9.1627096396e-4, 4.0276902050e-3));
        cases.add(
                rotating(16, 40, 4.5734877396e-4, 2.3900338e-5, 4.5783605212e-4, 2.9898540930e-3));
        cases.add(splitting(8, 10, 6.1304716748e-3));
        cases.add(splitting(8, 20, 6.1304714799e-3));
        cases.add(splitting(16, 10, 2.3941778e-5));
        cases.add(splitting(16, 20, 2.3900545e-5));
        cases.add(splitting(16, 40, 2.3900338e-5));
        return new Experiment("S1", "Rotating singular values, two leaves", cases);
    }

    private static Case rotating(
            int rank, int steps, double fixed, double adaptive, double k, double euler) {
        String name = "rank %d, h = 1/%d: error of ".formatted(rank, steps);
        List<TtnMethods> methods =
                List.of(
                        TtnMethods.FIXED,
                        TtnMethods.ADAPTIVE,
                        TtnMethods.PARALLEL_K,
                        TtnMethods.PARALLEL);
        List<Double> figures = List.of(fixed, adaptive, k, euler);
        return Case.of(
                IntStream.range(0, 4)
                        .mapToObj(i -> claim(name + methods.get(i), near(figures.get(i))))
                        .toList(),
                lab -> {
                    Tree tree = Tree.parse("(0 1)");
                    LinearTreeEquation equation =
                            LinearTreeEquation.of(
                                    Coefficient.ONE,
                                    TreeOperator.sumOfProducts(
                                            tree,
                                            List.of(20, 20),
                                            List.of(
                                                    ProductTerm.of(1, Map.of(0, w(1))),
                                                    ProductTerm.of(1, Map.of(1, w(2))),
                                                    ProductTerm.of(1, Map.of()))));
                    TreeTensor start = TreeTensor.of(firstUnitVectors(rank));
                    return methods.stream()
                            .map(method -> {
                                TreeIntegrator integrator =
                                        method.with(TtnData.cut(1e-14, 1, rank), RK4);
                                TreeTensor end =
                                        TtnRun.of(
                                                        lab::requireTime,
                                                        equation,
                                                        start,
                                                        integrator,
                                                        1,
                                                        steps)
                                                .end();
                                return rotatedError(end.toLowRankMatrix());
                            })
                            .toList();
                });
    }

    /// On two leaves the splitting of the matrix method, without its last pair of substeps.
    private static Case splitting(int rank, int steps, double error) {
        return Case.of(
                "rank %d, h = 1/%d: error of %s".formatted(rank, steps, TtnMethods.SPLITTING),
                near(error),
                Source.REFERENCE,
                _ -> {
                    var equation =
                            SeparableEquation.of(
                                    SeparableOperator.zero(20, 20)
                                            .left(Coefficient.ONE, w(1))
                                            .right(Coefficient.ONE, w(2))
                                            .identity(Coefficient.ONE));
                    LowRankMatrix y = firstUnitVectors(rank);
                    double h = 1.0 / steps;
                    for (int i = 0; i < steps; i++) {
                        Span span = new Span(i, 0, i * h, h);
                        y = new ProjectorSplitting(1, RK4).step(equation, span, y).value();
                    }
                    return rotatedError(y);
                });
    }

    private static Dense w(double a) {
        return Dense.of(TtnData.skew(20, a));
    }

    private static Matrix powers(int n) {
        return Matrix.generate(n, n, (i, j) -> i == j ? Math.pow(2, -(i + 1)) : 0);
    }

    private static LowRankMatrix firstUnitVectors(int rank) {
        Matrix units = Matrix.identity(20, rank);
        return new LowRankMatrix(units, powers(rank), units);
    }

    private static double rotatedError(LowRankMatrix y) {
        Matrix exact =
                Expm.of(TtnData.skew(20, 1))
                        .times(powers(20))
                        .timesTranspose(Expm.of(TtnData.skew(20, 2)))
                        .times(Math.E);
        return y.toDense().minus(exact).norm();
    }

    // ---- S2

    static Experiment s2() {
        List<Case> cases = new ArrayList<>();
        for (TtnMethods method :
                List.of(TtnMethods.FIXED, TtnMethods.SPLITTING, TtnMethods.ADAPTIVE)) {
            cases.add(
                    Case.of(
                            "error of a step of 0.1, %s".formatted(method),
                            new Criterion.AtMost(1e-14),
                            Source.REFERENCE,
                            _ -> moved(method, 0.1)));
        }
        exact(cases, TtnMethods.PARALLEL, 6.0781868305e-3, 6.1072874918e-5, 6.108608040e-7);
        exact(cases, TtnMethods.PARALLEL_K, 9.8912398471e-3, 9.9677306170e-5, 9.97129683e-7);
        return new Experiment("S2", "Solutions of the given ranks", cases);
    }

    private static void exact(List<Case> cases, TtnMethods method, double... figures) {
        for (int k = 0; k < figures.length; k++) {
            double h = Math.pow(10, -(k + 1));
            cases.add(
                    Case.of(
                            "error of a step of %s, %s".formatted(h, method),
                            near(figures[k]),
                            Source.REFERENCE,
                            _ -> moved(method, h)));
        }
    }

    private static double moved(TtnMethods method, double h) {
        Tree tree = Tree.parse("((0 1 2) (3 4) 5)");
        TreeTensor a0 =
                TtnData.normalized(TtnData.network(tree, List.of(5, 5, 5, 5, 5, 5), 3, 0.9));
        Matrix inner = Expm.of(TtnData.skew(3, 2.3).times(h));
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            Tensor c = a0.tensor(node);
            if (tree.isLeaf(node)) {
                Matrix w = TtnData.skew(5, 1 + 0.3 * tree.site(node));
                tensors.add(c.timesMode(0, Expm.of(w.times(h))));
            } else {
                tensors.add(node == tree.root() ? c : c.timesMode(c.order() - 1, inner));
            }
        }
        TreeTensor a1 = TreeTensor.of(tree, tensors);
        TreeTensor slope = a1.minus(a0).times(1 / h);
        TreeTruncation none = TreeTruncation.published(Truncation.toRank(Truncation.UNLIMITED));
        TreeEquation equation = (_, _) -> slope;
        return method.with(none, RK4).step(equation, new Span(0, 0, 0, h), a0).value().distance(a1);
    }

    // ---- S3

    private static final Tree UNBALANCED = Tree.parse("((0 1) 2 (3 4))");

    private record Pairs(LinearTreeEquation equation, TreeTensor start, Matrix exact) {
        static Pairs of() {
            List<Integer> sizes = List.of(3, 4, 2, 3, 2);
            List<ProductTerm> terms = new ArrayList<>();
            for (int i = 0; i < sizes.size(); i++) {
                terms.add(ProductTerm.of(1, Map.of(i, TtnData.herm(sizes.get(i), 0.3 + 0.1 * i))));
                for (int j = i + 1; j < sizes.size(); j++) {
                    double shift = 0.1 * i + 0.01 * j;
                    terms.add(
                            ProductTerm.of(
                                    1,
                                    Map.of(
                                            i, TtnData.herm(sizes.get(i), 1.3 + shift),
                                            j, TtnData.herm(sizes.get(j), 2.3 + shift))));
                }
            }
            TreeOperator h = TreeOperator.sumOfProducts(UNBALANCED, sizes, terms);
            TreeTensor start = TtnData.normalized(TtnData.network(UNBALANCED, sizes, 2, 0.7));
            Matrix flow = Expm.of(h.toMatrix().times(Complex.I.negate()));
            return new Pairs(
                    LinearTreeEquation.of(Coefficient.of(Complex.I.negate()), h),
                    start,
                    flow.times(TtnData.column(start)));
        }

        double error(TreeTensor y) {
            return TtnData.column(y).minus(exact).norm();
        }
    }

    static Experiment s3() {
        Supplier<Pairs> pairs = new Lazy<>(Pairs::of);
        List<Case> cases = new ArrayList<>();
        cases.add(
                Case.of(
                        List.of(
                                claim("real part of entry 0 of ψ(0)", near(-0.0626228743)),
                                claim("real part of entry 0 of ψ(1)", near(-0.0117107655)),
                                claim("imaginary part of entry 0 of ψ(1)", near(0.0074584420))),
                        _ ->
                                List.of(
                                        pairs.get().start.entry(0, 0, 0, 0, 0).re(),
                                        pairs.get().exact.at(0, 0).re(),
                                        pairs.get().exact.at(0, 0).im())));
        TreeTruncation fine = TtnData.cut(1e-6, 1, Truncation.UNLIMITED);
        List<Integer> full = List.of(1, 12, 3, 4, 2, 6, 3, 2);
        unbalanced(
                cases, pairs, TtnMethods.ADAPTIVE, fine, 10, full, 4.5905305725e-2, 0.9999818995);
        unbalanced(
                cases, pairs, TtnMethods.ADAPTIVE, fine, 20, full, 2.2633642401e-2, 0.9999994123);
        unbalanced(
                cases, pairs, TtnMethods.ADAPTIVE, fine, 40, full, 1.1250278086e-2, 0.9999999814);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL, fine, 10, full, 6.4154550613e-2, 1.0079654762);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL, fine, 20, full, 3.0252383713e-2, 1.0020009839);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL, fine, 40, full, 1.4795478559e-2, 1.0005013278);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL_K, fine, 10, full, 8.8031245892e-2, 1.0072845547);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL_K, fine, 20, full, 4.3185116598e-2, 1.0018187692);
        unbalanced(
                cases, pairs, TtnMethods.PARALLEL_K, fine, 40, full, 2.1419010285e-2, 1.0004548313);
        List<Integer> two = List.of(1, 2, 2, 2, 2, 2, 2, 2);
        unbalanced(cases, pairs, TtnMethods.FIXED, fine, 10, two, 4.7162958396e-1, 0.9314745404);
        unbalanced(
                cases, pairs, TtnMethods.SPLITTING, fine, 10, two, 4.8381720436e-1, 0.9999941793);
        TreeTruncation capped = TtnData.cut(1e-4, 1, 3);
        List<Integer> three = List.of(1, 3, 3, 3, 2, 3, 3, 2);
        unbalanced(
                cases,
                pairs,
                TtnMethods.ADAPTIVE,
                capped,
                10,
                three,
                3.0624163614e-1,
                0.9947557388);
        unbalanced(
                cases,
                pairs,
                TtnMethods.PARALLEL,
                capped,
                10,
                three,
                3.7238269141e-1,
                1.0503808950);
        repeated(cases, pairs, 10, 3.5580959365e-3);
        repeated(cases, pairs, 20, 8.9882047e-4);
        repeated(cases, pairs, 40, 2.44646769e-4);
        return new Experiment("S3", "Pairs of Hermitian terms on an unbalanced tree", cases);
    }

    private static void unbalanced(
            List<Case> cases,
            Supplier<Pairs> pairs,
            TtnMethods method,
            TreeTruncation truncation,
            int steps,
            List<Integer> ranks,
            double error,
            double norm) {
        String name =
                "%s, ϑ = %.0e, h = 1/%d: ".formatted(method, truncation.rule().tolerance(1), steps);
        cases.add(
                Case.of(
                        List.of(
                                claim(name + "error", near(error)),
                                claim(name + "norm", new Criterion.Near(norm, 1e-9)),
                                claim(name + "ranks other than " + ranks, new Criterion.AtMost(0))),
                        lab -> {
                            TreeTensor end =
                                    unbalanced(lab, pairs.get(), method, truncation, steps).end();
                            return List.of(
                                    pairs.get().error(end),
                                    end.norm(),
                                    TtnData.differing(end, ranks));
                        }));
    }

    private static TtnRun unbalanced(
            Lab lab, Pairs pairs, TtnMethods method, TreeTruncation truncation, int steps) {
        return TtnRun.of(
                lab::requireTime,
                pairs.equation,
                pairs.start,
                method.with(truncation, RK4),
                1,
                steps);
    }

    /// In a repeated step the root is padded by zeros, and columns of its QR are free. Completed in
    /// the order of the reference (the last sibling first), the figures come out to all digits; in
    /// ours they differ by 5 %.
    private static void repeated(List<Case> cases, Supplier<Pairs> pairs, int steps, double error) {
        String name = "%s, h = 1/%d: ".formatted(TtnMethods.PARALLEL_REJECTION, steps);
        cases.add(
                Case.of(
                        List.of(
                                claim(name + "error", new Criterion.Near(error, 0.06)),
                                claim(name + "rejections", new Criterion.Near(2, 0))),
                        lab -> {
                            TtnRun run =
                                    unbalanced(
                                            lab,
                                            pairs.get(),
                                            TtnMethods.PARALLEL_REJECTION,
                                            TtnData.cut(1e-6, 1, Truncation.UNLIMITED),
                                            steps);
                            return List.of(pairs.get().error(run.end()), (double) run.rejections());
                        }));
    }

    // ---- S9

    static Experiment s9() {
        return Experiment.of(
                "S9",
                "Truncation of a network with falling singular values",
                truncated(1e-1, List.of(1, 1, 1, 1, 1, 1, 1, 1), 2.2549939315e-2),
                truncated(1e-2, List.of(1, 1, 2, 2, 1, 1, 2, 2), 4.6311492640e-3),
                truncated(1e-3, List.of(1, 2, 3, 3, 2, 2, 3, 3), 2.57376524e-4));
    }

    private static Case truncated(double tolerance, List<Integer> ranks, double error) {
        String name = "ϑ = %.0e: ".formatted(tolerance);
        return Case.of(
                List.of(
                        claim(name + "error", near(error)),
                        claim(name + "ranks other than " + ranks, new Criterion.AtMost(0))),
                _ -> {
                    TreeTensor y = falling();
                    TreeTensor cut =
                            TtnData.cut(tolerance, 1, Truncation.UNLIMITED).apply(y).value();
                    return List.of(cut.distance(y), TtnData.differing(cut, ranks));
                });
    }

    private static TreeTensor falling() {
        TreeTensor y = TtnData.network(UNBALANCED, List.of(6, 6, 6, 6, 6), 4, 0.45);
        Matrix powers = Matrix.diagonal(1, 0.1, 0.01, 0.001);
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < UNBALANCED.nodes(); node++) {
            Tensor c = y.tensor(node);
            tensors.add(UNBALANCED.isLeaf(node) ? c : Cores.timesChildren(c, _ -> powers));
        }
        return TtnData.normalized(TreeTensor.of(UNBALANCED, tensors).orthonormalized());
    }
}
