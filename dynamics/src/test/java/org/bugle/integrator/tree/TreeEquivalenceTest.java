package org.bugle.integrator.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.equation.SeparableEquation;
import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// On a tree of two leaves, the methods are those for matrices; on a star, those for Tucker
/// tensors.
class TreeEquivalenceTest {
    private static final double ROUNDING = 1e-12;

    private static final Substep RK4 = Substep.rk4();

    /// The splitting on a tree ends with S backward and forward, which cancel where both are exact.
    private static final Substep TIGHT = Substep.dormandPrince(1e-14);

    private static final Truncation CUT = new Truncation.Tail(2e-2, 0, 2, 5);

    record Pair(MatrixIntegrator matrix, TreeIntegrator tree, boolean autonomous) {
        static Pair of(MatrixIntegrator matrix, TreeIntegrator tree) {
            return new Pair(matrix, tree, false);
        }
    }

    static Stream<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(Pair.of(new Bug(RK4), new TreeBug(RK4)));
        for (TreeTruncation rule :
                List.of(TreeTruncation.weighted(CUT), TreeTruncation.published(CUT))) {
            pairs.add(Pair.of(new AugmentedBug(CUT, RK4), new TreeAugmentedBug(rule, RK4)));
            pairs.add(
                    Pair.of(
                            new MidpointBug(MidpointBug.Variant.R3, CUT, RK4),
                            new TreeMidpointBug(rule, RK4)));
            for (boolean reject : new boolean[] {false, true}) {
                Optional<Rejection> rejection =
                        Optional.of(Rejection.PUBLISHED).filter(_ -> reject);
                pairs.add(
                        Pair.of(
                                new ParallelBug(1, ParallelBug.Block.K, reject, CUT, RK4),
                                new TreeParallelBug(
                                        TreeParallelBug.Block.K, rejection, rule, RK4)));
                pairs.add(
                        Pair.of(
                                new ParallelBug(1, ParallelBug.Block.EULER, reject, CUT, RK4),
                                new TreeParallelBug(
                                        TreeParallelBug.Block.EULER, rejection, rule, RK4)));
            }
        }
        for (int order : List.of(1, 2)) {
            pairs.add(
                    new Pair(
                            new ProjectorSplitting(order, TIGHT),
                            new TreeProjectorSplitting(order, TIGHT),
                            true));
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoLeavesAreAMatrix(Pair pair) {
        for (boolean complex : new boolean[] {false, true}) {
            SplitMix64 random = new SplitMix64(1);
            LinearMap a = Dense.of(Cases.gaussian(9, 9, complex, random));
            LinearMap b = Dense.of(Cases.gaussian(7, 7, complex, random));
            LinearMap c = Dense.of(Cases.gaussian(9, 9, complex, random));
            LinearMap d = Dense.of(Cases.gaussian(7, 7, complex, random));
            Coefficient varying =
                    pair.autonomous ? Coefficient.of(0.7) : Coefficient.of(t -> Math.cos(20 * t));
            var matrix =
                    SeparableEquation.of(
                            SeparableOperator.zero(9, 7)
                                    .left(Coefficient.ONE, a)
                                    .right(varying, b)
                                    .both(varying, c, d));
            LowRankMatrix y = Cases.lowRank(9, 7, 3, complex, random);
            y = y.times(1 / y.norm());
            Span span = new Span(0, 0, 0.3, 0.02);
            Step<LowRankMatrix> expected = pair.matrix.step(matrix, span, y);
            for (String text : pair.autonomous ? List.of("(0 1)") : List.of("(0 1)", "(1 0)")) {
                Tree tree = Tree.parse(text);
                List<Integer> sizes = List.of(9, 7);
                LinearTreeEquation equation =
                        LinearTreeEquation.of(
                                        Coefficient.ONE,
                                        TreeOperator.product(tree, sizes, Map.of(0, a)))
                                .plus(varying, TreeOperator.product(tree, sizes, Map.of(1, b)))
                                .plus(
                                        varying,
                                        TreeOperator.product(tree, sizes, Map.of(0, c, 1, d)));
                Step<TreeTensor> found = pair.tree.step(equation, span, onTree(tree, y));
                assertThat(found.value().toLowRankMatrix().distance(expected.value()))
                        .isLessThan(ROUNDING);
                assertThat(expected.value().distance(y)).isGreaterThan(1e-2);
                assertThat(found.value().ranks()).containsOnly(expected.value().rank());
                assertThat(found.report().rejections()).isEqualTo(expected.report().rejections());
                assertThat(found.report().dropped()).isEqualTo(expected.report().dropped());
            }
        }
    }

    private static TreeTensor onTree(Tree tree, LowRankMatrix y) {
        TreeTensor inOrder = TreeTensor.of(y);
        if (tree.site(0) == 0) {
            return inOrder;
        }
        return TreeTensor.of(
                tree,
                List.of(inOrder.tensor(1), inOrder.tensor(0), inOrder.tensor(2).permute(1, 0, 2)));
    }

    // ---- Tucker

    private static final int[] SIZES = {6, 5, 4};

    private static final double T = 0.3;

    private static final double H = 0.05;

    /// F(t, Y) = Σ_k A_k Y + cos(20t) A₀ ⊗ A₂ Y, on dense tensors.
    private record Dynamics(List<Matrix> a) {
        Tensor at(double t, Tensor y) {
            Tensor sum = y.timesMode(0, a.get(0)).timesMode(2, a.get(2)).times(Math.cos(20 * t));
            for (int k = 0; k < 3; k++) {
                sum = sum.plus(y.timesMode(k, a.get(k)));
            }
            return sum;
        }

        LinearTreeEquation onStar() {
            Tree star = Tree.star(3);
            List<Integer> sizes = IntStream.of(SIZES).boxed().toList();
            List<Dense> maps = a.stream().map(Dense::of).toList();
            LinearTreeEquation sum =
                    LinearTreeEquation.of(
                            Coefficient.of(t -> Math.cos(20 * t)),
                            TreeOperator.product(
                                    star, sizes, Map.of(0, maps.get(0), 2, maps.get(2))));
            for (int k = 0; k < 3; k++) {
                sum =
                        sum.plus(
                                Coefficient.ONE,
                                TreeOperator.product(star, sizes, Map.of(k, maps.get(k))));
            }
            return sum;
        }
    }

    /// One step on Tucker tensors with dense arrays, as `ttn` §3.4 and §3.8 write it.
    private record Tucker(Dynamics f, boolean complex, Tensor core, List<Matrix> bases) {
        Matrix solve(FunctionOde.Function g, Matrix x0) {
            return RK4.solve(new FunctionOde(complex, g), new Span(0, 0, T, H), x0);
        }

        Tensor expanded(Tensor c, List<Matrix> u) {
            Tensor y = c;
            for (int k = 0; k < 3; k++) {
                y = y.timesMode(k, u.get(k));
            }
            return y;
        }

        Tensor seen(Tensor y, List<Matrix> u) {
            return expanded(y, u.stream().map(Matrix::adjoint).toList());
        }

        /// Qᵀ of mode k, as a tensor with its open index at mode k, and S.
        Qr split(int k) {
            return Qr.of(core.unfold(k).transpose());
        }

        Tensor frame(int k) {
            return Tensor.fold(split(k).q().transpose(), k, core.shape());
        }

        Matrix k1(int k) {
            List<Matrix> others = new ArrayList<>(bases);
            others.set(k, Matrix.identity(SIZES[k]));
            Tensor v = expanded(frame(k), replaced(others, k, Matrix.identity(core.size(k))));
            Matrix vMatrix = v.unfold(k); // Vᵀ
            return solve(
                    (t, x) -> f.at(t, v.timesMode(k, x)).unfold(k).timesAdjoint(vMatrix),
                    bases.get(k).times(split(k).r().transpose()));
        }

        static List<Matrix> replaced(List<Matrix> all, int k, Matrix other) {
            List<Matrix> result = new ArrayList<>(all);
            result.set(k, other);
            return result;
        }

        Tensor galerkin(Tensor c0, List<Matrix> u) {
            int[] shape = c0.shape();
            Matrix x =
                    solve(
                            (t, c) -> column(seen(f.at(t, expanded(tensor(c, shape), u)), u)),
                            column(c0));
            return tensor(x, shape);
        }

        static Matrix column(Tensor c) {
            return c.reshape(c.size(), 1).unfold(0);
        }

        static Tensor tensor(Matrix column, int... shape) {
            return Tensor.of(column).reshape(shape);
        }

        Tensor withBases(boolean augmented) {
            List<Matrix> u =
                    IntStream.range(0, 3)
                            .mapToObj(k ->
                                    augmented
                                            ? Basis.augment(bases.get(k), k1(k))
                                            : Basis.of(k1(k)))
                            .toList();
            Tensor c0 = core;
            for (int k = 0; k < 3; k++) {
                c0 = c0.timesMode(k, u.get(k).adjointTimes(bases.get(k)));
            }
            return expanded(galerkin(c0, u), u);
        }

        Tensor parallel(TreeParallelBug.Block block) {
            Tensor y1 = expanded(galerkin(core, bases), bases);
            Tensor slope = f.at(T, expanded(core, bases));
            for (int k = 0; k < 3; k++) {
                Matrix u = Basis.augment(bases.get(k), k1(k));
                List<Matrix> mixed = replaced(bases, k, u.columns(core.size(k), u.cols()));
                Tensor part =
                        block == TreeParallelBug.Block.EULER
                                ? seen(slope, mixed).times(H)
                                : frame(k).timesMode(k, mixed.get(k).adjointTimes(k1(k)));
                y1 = y1.plus(expanded(part, mixed));
            }
            return y1;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStarIsTucker(boolean complex) {
        SplitMix64 random = new SplitMix64(2);
        Dynamics f =
                new Dynamics(
                        IntStream.of(SIZES)
                                .mapToObj(n -> Cases.gaussian(n, n, complex, random))
                                .toList());
        List<Matrix> bases =
                IntStream.of(SIZES).mapToObj(n -> Cases.basis(n, 2, complex, random)).toList();
        Tensor core = Tensor.of(Cases.gaussian(8, 1, complex, random)).reshape(2, 2, 2);
        Tucker tucker = new Tucker(f, complex, core, bases);
        TreeTensor y = TreeTensor.tucker(core, bases);
        TreeTruncation none = TreeTruncation.published(Truncation.toRank(Truncation.UNLIMITED));
        same(new TreeBug(RK4), f, y, tucker.withBases(false));
        same(new TreeAugmentedBug(none, RK4), f, y, tucker.withBases(true));
        for (TreeParallelBug.Block block : TreeParallelBug.Block.values()) {
            same(
                    new TreeParallelBug(block, Optional.empty(), none, RK4),
                    f,
                    y,
                    tucker.parallel(block));
        }
    }

    private static void same(TreeIntegrator integrator, Dynamics f, TreeTensor y, Tensor expected) {
        Tensor found = integrator.step(f.onStar(), new Span(0, 0, T, H), y).value().toDense();
        assertThat(found.minus(expected).norm()).isLessThan(ROUNDING * expected.norm());
        assertThat(found.minus(y.toDense()).norm()).isGreaterThan(1e-2);
    }
}
