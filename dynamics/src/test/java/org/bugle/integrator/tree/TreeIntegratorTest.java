package org.bugle.integrator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeIntegratorTest {
    private static final double ROUNDING = 1e-12;

    private static final int RANK = 2;

    private static final Substep RK4 = Substep.rk4();

    private static final Substep EXACT = Substep.exponential();

    private static final TreeTruncation FIXED = TreeTruncation.weighted(Truncation.toRank(RANK));

    private static final TreeTruncation NONE =
            TreeTruncation.published(Truncation.toRank(Truncation.UNLIMITED));

    private static TreeIntegrator parallel(
            TreeParallelBug.Block block, TreeTruncation truncation, Substep substep) {
        return new TreeParallelBug(block, Optional.empty(), truncation, substep);
    }

    private static List<TreeIntegrator> adaptive(TreeTruncation truncation, Substep substep) {
        return List.of(
                new TreeAugmentedBug(truncation, substep),
                parallel(TreeParallelBug.Block.EULER, truncation, substep),
                parallel(TreeParallelBug.Block.K, truncation, substep),
                new TreeMidpointBug(truncation, substep));
    }

    private static List<TreeIntegrator> fixed(Substep substep) {
        return List.of(
                new TreeBug(substep),
                new TreeProjectorSplitting(1, substep),
                new TreeProjectorSplitting(2, substep));
    }

    private static List<TreeIntegrator> all(TreeTruncation truncation, Substep substep) {
        return Stream.concat(adaptive(truncation, substep).stream(), fixed(substep).stream())
                .toList();
    }

    static Stream<Arguments> cases() {
        return TreeProblems.trees()
                .flatMap(tree -> Stream.of(Arguments.of(tree, false), Arguments.of(tree, true)));
    }

    @ParameterizedTest
    @MethodSource("cases") // F = A(h) − A(0) over h, a different tensor at every node
    void someAreExactWhenTheSolutionHasTheRanks(Tree tree, boolean complex) {
        TreeTensor a0 = TreeProblems.network(tree, RANK, complex, 1);
        TreeTensor a1 = moved(a0, complex, 2);
        TreeEquation equation = TreeProblems.constant(a1.minus(a0).times(10));
        for (TreeIntegrator exact :
                List.of(
                        new TreeBug(RK4),
                        new TreeProjectorSplitting(1, RK4),
                        new TreeAugmentedBug(FIXED, RK4))) {
            TreeTensor y1 = TreeProblems.advanced(exact, equation, a0, 0.1, 1);
            assertThat(y1.distance(a1)).isLessThan(ROUNDING);
            assertThat(y1.isComplex()).isEqualTo(complex);
        }
    }

    private static TreeTensor moved(TreeTensor a, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < a.tree().nodes(); node++) {
            Tensor c = a.tensor(node);
            Matrix step = Cases.gaussian(c.size(), 1, complex, random).times(0.05);
            tensors.add(c.plus(Tensor.of(step).reshape(c.shape())));
        }
        return TreeTensor.of(a.tree(), tensors);
    }

    @Test // the parallel methods are not exact, but of second order in the change
    void parallelStepsHaveLocalErrorsOfSecondOrderOnSolutionsOfTheirRanks() {
        Tree tree = Tree.parse("((0 1 5) (3 4) 2)"); // a misplaced block shows at three children
        TreeTensor a0 = TreeProblems.network(tree, RANK, true, 1);
        TreeTensor a1 = moved(a0, true, 2);
        for (TreeParallelBug.Block block : TreeParallelBug.Block.values()) {
            double[] errors = new double[2];
            for (int k = 0; k < 2; k++) {
                TreeTensor d = along(a0, a1, k == 0 ? 0.1 : 0.01).minus(a0);
                TreeTensor y =
                        TreeProblems.advanced(
                                parallel(block, NONE, RK4), TreeProblems.constant(d), a0, 1, 1);
                errors[k] = y.distance(a0.plus(d));
            }
            assertThat(errors[0] / errors[1]).isBetween(90.0, 110.0);
        }
    }

    /// The network of all tensors a fraction of the way.
    private static TreeTensor along(TreeTensor a, TreeTensor b, double way) {
        return TreeTensor.of(
                a.tree(),
                IntStream.range(0, a.tree().nodes())
                        .mapToObj(k -> a.tensor(k).times(1 - way).plus(b.tensor(k).times(way)))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases") // structure changes the work, not the result
    void anEquationKnownByItsEvaluationAloneGivesTheSameStep(Tree tree, boolean complex) {
        LinearTreeEquation equation = TreeProblems.linear(tree, complex, 3);
        TreeTensor y = TreeProblems.network(tree, RANK, complex, 4);
        for (TreeIntegrator integrator : all(FIXED, RK4)) {
            TreeTensor fast = TreeProblems.step(integrator, equation, y, 3, 0.05).value();
            TreeTensor slow =
                    TreeProblems.step(integrator, TreeProblems.plain(equation), y, 3, 0.05).value();
            assertThat(fast.distance(slow)).isLessThan(ROUNDING);
            assertThat(fast.distance(y)).isGreaterThan(1e-3);
        }
    }

    static Stream<Arguments> casesWithFullBases() {
        return Stream.of("((0 1) 2 (3 4))", "((3 (0 5)) (4 1) 2)", "(2 0 3 1)", "0")
                .flatMap(text ->
                        Stream.of(
                                Arguments.of(Tree.parse(text), false),
                                Arguments.of(Tree.parse(text), true)));
    }

    @ParameterizedTest // below every edge there are no more entries than above it
    @MethodSource("casesWithFullBases")
    void withFullBasesIsTheDenseScheme(Tree tree, boolean complex) {
        LinearTreeEquation equation = TreeProblems.linear(tree, complex, 5);
        TreeTensor y = full(tree, complex);
        Span span = new Span(0, 0, 0.2, 0.1);
        var dense =
                new FunctionOde(
                        complex,
                        (t, x) -> TreeProblems.column(equation.evaluate(t, onTree(tree, x))));
        Matrix expected = RK4.solve(dense, span, TreeProblems.column(y));
        List<TreeIntegrator> same = new ArrayList<>(adaptive(NONE, RK4));
        same.add(new TreeBug(RK4));
        for (TreeIntegrator integrator : same) {
            TreeTensor y1 = integrator.step(equation, span, y).value();
            assertThat(TreeProblems.column(y1).minus(expected).norm()).isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest // every substep then is the flow itself, forward or backward
    @MethodSource("casesWithFullBases")
    void withFullBasesSplittingIsTheExactFlow(Tree tree, boolean complex) {
        List<Integer> sizes = TreeProblems.sizes(tree);
        LinearTreeEquation equation = TreeProblems.schroedinger(tree, sizes, 0.5, 5);
        TreeTensor y = full(tree, complex);
        Matrix expected =
                TreeProblems.flow(equation, tree, sizes, 0.1).times(TreeProblems.column(y));
        for (int order : List.of(1, 2)) {
            TreeIntegrator splitting = new TreeProjectorSplitting(order, EXACT);
            TreeTensor y1 = TreeProblems.step(splitting, equation, y, 2, 0.1).value();
            assertThat(TreeProblems.column(y1).minus(expected).norm()).isLessThan(1e-11);
        }
    }

    private static TreeTensor onTree(Tree tree, Matrix vector) {
        int[] shape = TreeProblems.sizes(tree).stream().mapToInt(Integer::intValue).toArray();
        return TreeTensor.ofDense(
                tree, Tensor.of(vector).reshape(shape), Truncation.toRank(Truncation.UNLIMITED));
    }

    /// A tensor of the largest possible ranks.
    private static TreeTensor full(Tree tree, boolean complex) {
        int size = TreeProblems.sizes(tree).stream().reduce(1, (a, b) -> a * b);
        Matrix entries = Cases.gaussian(size, 1, complex, new SplitMix64(6));
        return onTree(tree, entries.times(1 / entries.norm()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesNotDependOnTheChosenBases(Tree tree, boolean complex) {
        LinearTreeEquation equation = TreeProblems.linear(tree, complex, 7);
        TreeTensor y = TreeProblems.network(tree, RANK, complex, 8);
        TreeTensor turned = turned(y, complex);
        for (TreeIntegrator integrator : all(FIXED, RK4)) {
            TreeTensor first = TreeProblems.step(integrator, equation, y, 0, 0.1).value();
            TreeTensor second = TreeProblems.step(integrator, equation, turned, 0, 0.1).value();
            assertThat(first.distance(second)).isLessThan(1e-11);
        }
    }

    /// The same value with a unitary matrix and its inverse on every edge.
    private static TreeTensor turned(TreeTensor y, boolean complex) {
        Tree tree = y.tree();
        SplitMix64 random = new SplitMix64(9);
        Matrix[] q = new Matrix[tree.nodes()];
        for (int node = 0; node < tree.root(); node++) {
            q[node] = Cases.basis(y.subtree(node).rank(), y.subtree(node).rank(), complex, random);
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            Tensor c = y.tensor(node);
            int here = node;
            Tensor inner =
                    tree.isLeaf(node)
                            ? c
                            : Cores.timesChildren(c, k -> q[tree.child(here, k)].adjoint());
            tensors.add(node == tree.root() ? inner : Cores.timesParent(inner, q[node]));
        }
        return TreeTensor.of(tree, tensors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((0 1) 2 (3 4))", "(4 (2 (0 (1 3))))"})
    void augmentedBasesBeginWithTheOldOnesAndBlocksOfTwoNewDirectionsAreZero(String text) {
        Tree tree = Tree.parse(text);
        LinearTreeEquation equation = TreeProblems.linear(tree, true, 10);
        TreeTensor y = TreeProblems.network(tree, RANK, true, 11);
        Span span = new Span(0, 0, 0, 0.1);
        TreeStepLog log = new TreeStepLog("test", span, y);
        TreeTensor sequential =
                TreeAugmentedBug.augmented(equation.projection(y), span, Frames.of(y), RK4, log);
        var method = new TreeParallelBug(TreeParallelBug.Block.K, Optional.empty(), NONE, RK4);
        TreeTensor parallel =
                new ParallelStage(method, equation.projection(y), span, y, log).augmented();
        for (TreeTensor augmented : List.of(sequential, parallel)) {
            assertThat(augmented.orthonormalityDefect()).isLessThan(1e-14 * 10);
            assertThat(augmented.ranks()).isNotEqualTo(y.ranks());
            for (int node = 0; node < tree.root(); node++) {
                Subtree whole = augmented.subtree(node);
                Matrix old = Cores.matrix(Bases.embedded(y.tensor(node), whole.children()));
                assertThat(whole.matrix().columns(0, old.cols())).isEqualTo(old);
            }
        }
        Tensor core = parallel.tensor(tree.root());
        for (int k = 0; k < core.size(); k++) {
            int fresh = 0;
            int[] index = new int[core.order()];
            for (int mode = 0, rest = k; mode < core.order(); mode++) {
                index[mode] = rest % core.size(mode);
                rest /= core.size(mode);
                fresh +=
                        mode < tree.childCount(tree.root())
                                        && index[mode] >= y.tensor(tree.root()).size(mode)
                                ? 1
                                : 0;
            }
            if (fresh == 1) {
                assertThat(core.at(index).abs()).isPositive();
            } else if (fresh > 1) {
                assertThat(core.at(index)).isEqualTo(Complex.ZERO);
            }
        }
    }

    @Test // Re⟨Y, F(Y)⟩ = 0 for F = −iH: nothing is lost where nothing is cut
    void normAndEnergyAreKeptUpToTheTruncation() {
        Tree tree = Tree.parse("((0 1) 2 (3 4))");
        List<Integer> sizes = TreeProblems.sizes(tree);
        LinearTreeEquation equation = TreeProblems.schroedinger(tree, sizes, 0.5, 12);
        TreeTensor y = TreeProblems.network(tree, RANK, true, 13);
        for (TreeIntegrator keeps :
                List.of(new TreeAugmentedBug(NONE, EXACT), new TreeMidpointBug(NONE, EXACT))) {
            TreeTensor y1 = TreeProblems.advanced(keeps, equation, y, 0.3, 3);
            assertThat(y1.norm()).isCloseTo(1, within(ROUNDING));
            assertThat(energy(equation, y1)).isCloseTo(energy(equation, y), within(ROUNDING));
        }
        TreeTruncation coarse = TreeTruncation.weighted(new Truncation.Tail(1e-2, 0, 1, 99));
        Step<TreeTensor> cut =
                TreeProblems.step(new TreeAugmentedBug(coarse, EXACT), equation, y, 0, 0.1);
        assertThat(cut.report().discarded()).isPositive();
        assertThat(cut.value().norm()).isBetween(1 - cut.report().discarded(), 1 - 1e-8);
    }

    private static double energy(TreeEquation equation, TreeTensor y) {
        return y.inner(equation.evaluate(0, y)).im();
    }

    @Test
    void projectorSplittingKeepsTheNormOverAThousandSteps() {
        Tree tree = Tree.parse("((1 0) 2)");
        List<Integer> sizes = TreeProblems.sizes(tree);
        LinearTreeEquation equation = TreeProblems.schroedinger(tree, sizes, 1, 14);
        TreeTensor y = TreeProblems.network(tree, 1, true, 15);
        for (int order : List.of(1, 2)) {
            TreeIntegrator splitting = new TreeProjectorSplitting(order, EXACT);
            TreeTensor y1 = TreeProblems.advanced(splitting, equation, y, 20, 1000);
            assertThat(y1.norm()).isCloseTo(1, within(ROUNDING));
            assertThat(y1.distance(y)).isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"((0 1) 2 (3 4))", "((3 (0 5)) (4 1) 2)"})
    void resultsAreBitwiseEqualForAnyNumberOfThreads(String text) {
        Tree tree = Tree.parse(text);
        LinearTreeEquation equation = TreeProblems.linear(tree, true, 16);
        TreeTensor y = TreeProblems.network(tree, RANK, true, 17);
        List<TreeIntegrator> integrators =
                new ArrayList<>(all(TreeTruncation.weighted(Truncation.absolute(1e-3)), RK4));
        integrators.add(
                new TreeParallelBug(
                        TreeParallelBug.Block.EULER,
                        Optional.of(Rejection.PUBLISHED),
                        TreeTruncation.published(Truncation.absolute(1e-3)),
                        RK4));
        for (TreeIntegrator integrator : integrators) {
            TreeTensor alone = TreeProblems.advanced(integrator, equation, y, 0.2, 2);
            for (int threads : new int[] {1, 2, 4}) {
                try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                    TreeTensor forked =
                            pool.submit(() ->
                                            TreeProblems.advanced(integrator, equation, y, 0.2, 2))
                                    .join();
                    for (int node = 0; node < tree.nodes(); node++) {
                        assertThat(forked.tensor(node)).isEqualTo(alone.tensor(node));
                    }
                }
            }
        }
    }

    @Test // ranks at which the work inside of nodes is cut into parts
    void aLargeTreeIsBitwiseEqualForAnyNumberOfThreads() {
        Tree tree = Tree.balanced(16);
        LinearTreeEquation equation = TreeProblems.ising(tree);
        TreeTensor y = TreeProblems.network(tree, Collections.nCopies(16, 2), 24, true, 17);
        for (TreeIntegrator integrator : all(TreeTruncation.weighted(Truncation.toRank(24)), RK4)) {
            TreeTensor alone = TreeProblems.advanced(integrator, equation, y, 0.01, 1);
            for (int threads : new int[] {1, 2}) {
                try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                    TreeTensor forked =
                            pool.submit(() ->
                                            TreeProblems.advanced(integrator, equation, y, 0.01, 1))
                                    .join();
                    for (int node = 0; node < tree.nodes(); node++) {
                        assertThat(forked.tensor(node)).isEqualTo(alone.tensor(node));
                    }
                }
            }
        }
    }

    @ParameterizedTest // Y′ = cos(t) A Y on one site
    @ValueSource(booleans = {false, true})
    void onASingleSiteEveryMethodIsItsSubstep(boolean complex) {
        Tree tree = Tree.star(1);
        SplitMix64 random = new SplitMix64(18);
        Matrix a = Cases.gaussian(3, 3, complex, random);
        TreeOperator h = TreeOperator.product(tree, List.of(3), Map.of(0, Dense.of(a)));
        LinearTreeEquation equation = LinearTreeEquation.of(Coefficient.of(Math::cos), h);
        TreeTensor y = TreeProblems.network(tree, 1, complex, 19);
        Span span = new Span(0, 0, 0.2, 0.1);
        for (TreeIntegrator integrator : all(FIXED, RK4)) {
            Substep substep =
                    integrator.name().equals("projector-splitting") && integrator.order() == 2
                            ? Substep.rk4(2)
                            : RK4;
            Matrix expected =
                    substep.solve(
                            new FunctionOde(complex, (t, x) -> a.times(x).times(Math.cos(t))),
                            span,
                            TreeProblems.column(y));
            assertThat(
                            TreeProblems.column(integrator.step(equation, span, y).value())
                                    .minus(expected)
                                    .norm())
                    .isLessThan(ROUNDING);
        }
    }

    @Test
    void aLinearTreeOfThousandsOfSitesTakesAStep() {
        Tree tree = Tree.linear(2048);
        List<Integer> sizes = tree.sitesBelow(tree.root()).stream().map(_ -> 2).toList();
        Matrix flip = Matrix.of(new double[][] {{0, 1}, {1, 0}});
        LinearTreeEquation equation =
                LinearTreeEquation.of(
                        Coefficient.of(Complex.I.negate()),
                        TreeOperator.product(
                                tree,
                                sizes,
                                Map.of(
                                        0, Dense.of(flip),
                                        2047, Dense.of(flip))));
        TreeTensor y =
                TreeTensor.product(
                                tree,
                                sizes.stream().map(_ -> Matrix.columnVector(0.6, 0.8)).toList(),
                                2)
                        .toComplex();
        TreeTruncation truncation = TreeTruncation.weighted(Truncation.absolute(1e-10));
        double h = 0.01;
        for (TreeIntegrator integrator : all(truncation, RK4)) {
            TreeTensor y1 = TreeProblems.step(integrator, equation, y, 0, h).value();
            // e^{−ihX₀X} on (u, v) = (0.6, 0.8) on both sites
            double expected = Math.cos(h);
            Complex kept = y.inner(y1);
            assertThat(y1.norm()).isCloseTo(1, within(1e-3));
            assertThat(kept.re()).isCloseTo(expected, within(1e-3));
            assertThat(kept.im()).isCloseTo(-Math.sin(h) * 0.96 * 0.96, within(1e-3));
        }
    }

    @Test
    void aStepRepeatsInItsAugmentedBasesWhereItNeglectsTooMuch() {
        Tree tree = Tree.parse("((0 1) 2 (3 4))");
        List<Integer> sizes = TreeProblems.sizes(tree);
        LinearTreeEquation equation = TreeProblems.schroedinger(tree, sizes, 1, 20);
        TreeTensor y = TreeProblems.network(tree, RANK, true, 21);
        Matrix exact = TreeProblems.flow(equation, tree, sizes, 0.1).times(TreeProblems.column(y));
        TreeTruncation truncation = TreeTruncation.published(Truncation.absolute(1e-6));
        TreeParallelBug plain =
                new TreeParallelBug(TreeParallelBug.Block.EULER, Optional.empty(), truncation, RK4);
        Step<TreeTensor> once = TreeProblems.step(plain, equation, y, 0, 0.1);
        assertThat(once.report().rejections()).isZero();
        double error = TreeProblems.column(once.value()).minus(exact).norm();
        for (Rejection.Neglected block : Rejection.Neglected.values()) {
            TreeParallelBug careful =
                    new TreeParallelBug(
                            TreeParallelBug.Block.EULER,
                            Optional.of(new Rejection(10, 10, block)),
                            truncation,
                            RK4);
            Step<TreeTensor> repeated = TreeProblems.step(careful, equation, y, 0, 0.1);
            assertThat(repeated.report().rejections()).isPositive();
            assertThat(TreeProblems.column(repeated.value()).minus(exact).norm())
                    .isLessThan(error / 3);
            Step<TreeTensor> twice =
                    TreeProblems.step(
                            new TreeParallelBug(
                                    TreeParallelBug.Block.EULER,
                                    Optional.of(new Rejection(10, 2, block)),
                                    truncation,
                                    RK4),
                            equation,
                            y,
                            0,
                            0.1);
            assertThat(twice.report().rejections()).isEqualTo(1);
            Step<TreeTensor> tiny =
                    TreeProblems.step(
                            careful.withTruncation(
                                    TreeTruncation.published(new Truncation.Tail(1e-3, 0, 1, 4))),
                            equation,
                            y,
                            0,
                            1e-5);
            assertThat(tiny.report().rejections()).isZero();
        }
    }

    @Test
    void aBlowUpNamesItsNode() {
        Tree tree = Tree.parse("((0 1) 2)");
        TreeTensor y = TreeProblems.network(tree, RANK, false, 22);
        TreeEquation blowUp = (_, x) -> x.times(1e308).times(1e308);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> TreeProblems.step(new TreeBug(RK4), blowUp, y, 0, 0.1))
                .withMessage(
                        "TreeBug at t = 0.00000, h = 0.100000: K(t+h) of site 0 has 6 non-finite"
                                + " entries of 6; reduce h or choose an implicit substep");
        TreeEquation late = (t, x) -> t > 0 ? x.times(1e308).times(1e308) : x;
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() ->
                        TreeProblems.step(
                                new TreeAugmentedBug(FIXED, Substep.euler()), blowUp, y, 0, 0.1))
                .satisfies(thrown -> assertThat(thrown.quantity()).isEqualTo("K(t+h) of site 0"));
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() ->
                        TreeProblems.step(
                                new TreeMidpointBug(FIXED, Substep.euler()), late, y, 0, 0.1))
                .satisfies(thrown -> assertThat(thrown.quantity()).isEqualTo("F(t+h/2) of site 0"));
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeProjectorSplitting(3, RK4))
                .withMessage("TreeProjectorSplitting: order must be 1 or 2, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rejection(0, 1, Rejection.Neglected.ALL_NEW))
                .withMessage(
                        "Rejection: the factor must be positive and at least one attempt be made,"
                                + " found 0.0 and 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> new TreeBug(RK4).withTruncation(FIXED))
                .withMessage("bug keeps its ranks and has no truncation");
        for (TreeIntegrator integrator : adaptive(NONE, RK4)) {
            assertThat(integrator.withTruncation(FIXED).truncationRule()).contains(FIXED);
        }
    }
}
