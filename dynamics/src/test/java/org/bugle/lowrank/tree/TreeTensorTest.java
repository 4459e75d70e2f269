package org.bugle.lowrank.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeTensorTest {
    /// Relative to the norms that enter.
    private static final double ROUNDING = 1e-13;

    static Stream<TreeTensor> samples() {
        return Networks.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void entriesAreTheSumOverAllEdges(TreeTensor y) {
        Tensor dense = Networks.dense(y);
        assertClose(y.toDense(), dense);
        int[] last = IntStream.of(y.shape()).map(n -> n - 1).toArray();
        assertThat(y.entry(last).minus(dense.at(last)).abs()).isLessThan(ROUNDING * dense.norm());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arithmeticIsThatOfTheDenseTensor(TreeTensor y) {
        TreeTensor b = Networks.random(y.tree(), 2, !y.isComplex(), 99);
        Complex factor = new Complex(0.6, -1.1);
        Tensor dense = y.toDense();
        assertClose(y.plus(b).toDense(), dense.toComplex().plus(b.toDense()));
        assertClose(y.minus(b).toDense(), dense.toComplex().minus(b.toDense()));
        assertClose(y.times(-1.7).toDense(), dense.times(-1.7));
        assertClose(y.times(factor).toDense(), dense.times(factor));
        assertClose(y.conjugate().toDense(), dense.conjugate());
        assertThat(y.norm()).isCloseTo(dense.norm(), within(ROUNDING * dense.norm()));
        assertThat(y.distance(b))
                .isCloseTo(dense.toComplex().minus(b.toDense()).norm(), within(1e-12 * y.norm()));
        Complex inner = dense.toComplex().inner(b.toDense().toComplex());
        assertThat(y.inner(b).minus(inner).abs()).isLessThan(ROUNDING * dense.norm() * b.norm());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyGaugeKeepsTheEntries(TreeTensor y) {
        Tensor dense = y.toDense();
        TreeTensor atRoot = y.orthonormalized();
        assertClose(atRoot.toDense(), dense);
        assertThat(atRoot.orthonormalityDefect()).isLessThan(ROUNDING);
        assertThat(atRoot.tensor(y.tree().root()).norm())
                .isCloseTo(dense.norm(), within(ROUNDING * dense.norm()));
        for (int node = 0; node < y.tree().nodes(); node++) {
            TreeTensor at = y.orthonormalized(node);
            assertClose(at.toDense(), dense);
            assertThat(at.tensor(node).norm())
                    .isCloseTo(dense.norm(), within(ROUNDING * dense.norm()));
            assertIsometriesTowards(at, node);
        }
    }

    @ParameterizedTest // ranks grow to 7, but never above what stands on either side of an edge
    @MethodSource("samples")
    void wideningKeepsTheEntries(TreeTensor y) {
        TreeTensor wide = y.widened(7, new SplitMix64(5));
        assertClose(wide.toDense(), y.toDense());
        assertThat(wide.orthonormalityDefect()).isLessThan(ROUNDING);
        List<Integer> before = y.orthonormalized().ranks();
        for (int node = 0; node < y.tree().root(); node++) {
            int below = sizeBelow(y, node);
            int outside = sizeBelow(y, y.tree().root()) / below;
            int most = Math.min(7, Math.min(below, outside));
            assertThat(wide.ranks().get(node)).isEqualTo(Math.max(before.get(node), most));
        }
    }

    private static int sizeBelow(TreeTensor y, int node) {
        return y.tree().sitesBelow(node).stream()
                .mapToInt(site -> y.basis(site).rows())
                .reduce(1, (a, b) -> a * b);
    }

    private static void assertIsometriesTowards(TreeTensor y, int target) {
        Tree tree = y.tree();
        for (int node = 0; node < tree.nodes(); node++) {
            if (node == target) {
                continue;
            }
            int mode = y.tensor(node).order() - 1;
            for (int below = target; below != tree.root(); below = tree.parent(below)) {
                if (tree.parent(below) == node) {
                    mode = tree.childIndex(below);
                }
            }
            Matrix rows = y.tensor(node).unfold(mode);
            assertThat(rows.timesAdjoint(rows).minus(Matrix.identity(rows.rows())).norm())
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mapsOnSitesActAsOnTheDenseTensor(TreeTensor y) {
        int site = y.tree().sites() - 1;
        int n = y.basis(site).rows();
        Matrix a = gaussian(n, n, 5);
        Tensor dense = y.toDense().toComplex();
        assertClose(y.timesSite(site, Dense.of(a)).toDense(), dense.timesMode(site, a));
        int n0 = y.basis(0).rows();
        Matrix b = gaussian(n0, n0, 6);
        Tensor both = site == 0 ? dense.timesMode(0, a) : dense.timesMode(site, a).timesMode(0, b);
        Map<Integer, Dense> factors =
                site == 0 ? Map.of(0, Dense.of(a)) : Map.of(0, Dense.of(b), site, Dense.of(a));
        assertThat(y.expectation(factors).minus(dense.inner(both)).abs())
                .isLessThan(1e-12 * dense.norm() * both.norm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0 1)", "(1 0)"})
    void twoLeavesAreALowRankMatrix(String text) {
        TreeTensor y = Networks.random(Tree.parse(text), 3, true, 3);
        Matrix dense = y.toDense().unfold(0);
        assertThat(y.toLowRankMatrix().toDense().minus(dense).norm()).isLessThan(1e-13);
        LowRankMatrix m =
                new LowRankMatrix(gaussian(7, 5, 1), gaussian(5, 4, 2), gaussian(6, 4, 3))
                        .orthonormalized();
        TreeTensor t = TreeTensor.of(m);
        assertThat(t.toDense().unfold(0).minus(m.toDense()).norm()).isLessThan(1e-13);
        Truncation rule = Truncation.relative(0.4);
        Truncation.Truncated expected = rule.apply(m);
        TreeTruncation.Truncated found = t.truncated(rule);
        assertThat(expected.value().rank()).isBetween(1, 3);
        assertThat(found.value().ranks())
                .containsExactly(expected.value().rank(), expected.value().rank());
        assertThat(found.discarded()).isCloseTo(expected.discarded(), within(1e-13));
        assertThat(found.value().toLowRankMatrix().distance(expected.value())).isLessThan(1e-12);
    }

    @Test
    void aStarIsTucker() {
        Tensor core = Tensor.of(gaussian(24, 1, 4)).reshape(2, 3, 4);
        List<Matrix> bases = List.of(gaussian(5, 2, 1), gaussian(4, 3, 2), gaussian(6, 4, 3));
        TreeTensor y = TreeTensor.tucker(core, bases);
        Tensor dense =
                core.timesMode(0, bases.get(0))
                        .timesMode(1, bases.get(1))
                        .timesMode(2, bases.get(2));
        assertClose(y.toDense(), dense);
        assertThat(y.tree()).isEqualTo(Tree.star(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void productsHaveTheirEntriesWhateverTheRank(int rank) {
        Tree tree = Tree.parse("((3 1) 2 (0 4))");
        List<Matrix> columns =
                IntStream.range(0, 5).mapToObj(l -> gaussian(2 + l % 3, 1, l)).toList();
        TreeTensor y = TreeTensor.product(tree, columns, rank);
        Tensor dense =
                Tensor.generateComplex(
                        y.shape(),
                        index -> {
                            Complex product = Complex.ONE;
                            for (int l = 0; l < 5; l++) {
                                product = product.times(columns.get(l).at(index[l], 0));
                            }
                            return product;
                        });
        assertClose(y.toDense(), dense);
        assertThat(y.orthonormalityDefect()).isLessThan(ROUNDING);
        // sites 3, 1, (3 1), 2, 0, 4, (0 4) of sizes 2, 3, 4, 2, 3
        assertThat(y.ranks())
                .isEqualTo(
                        Stream.of(2, 3, 6, 4, 2, 3, 6).map(most -> Math.min(rank, most)).toList());
        assertThat(y.schmidt().entropies())
                .allSatisfy(entropy -> assertThat(entropy).isLessThan(1e-13));
    }

    @Test
    void aZeroColumnGivesTheZeroTensor() {
        TreeTensor y =
                TreeTensor.product(Tree.star(2), List.of(Matrix.zeros(3, 1), gaussian(2, 1, 1)), 2);
        assertThat(y.norm()).isZero();
        assertThat(y.ranks()).containsExactly(2, 2);
        assertThat(y.schmidt().entropies()).containsExactly(0.0, 0.0);
    }

    @Test
    void zeroSizesAreLegal() {
        Tree tree = Tree.parse("((0 1) 2)");
        TreeTensor noPoints =
                TreeTensor.product(
                        tree, List.of(gaussian(2, 1, 1), Matrix.zeros(0, 1), gaussian(3, 1, 2)));
        assertThat(noPoints.toDense().shape()).containsExactly(2, 0, 3);
        assertThat(noPoints.orthonormalized().norm()).isZero();
        Truncation toZero = new Truncation.Tail(1, 0, 0, 9);
        TreeTensor noRank =
                TreeTensor.ofDense(tree, Tensor.generate(new int[] {2, 2, 3}, _ -> 0.1), toZero);
        assertThat(noRank.ranks()).containsExactly(0, 0, 0, 0);
        assertThat(noRank.toDense()).isEqualTo(Tensor.zeros(2, 2, 3));
        assertThat(noRank.plus(noRank).truncated(toZero).value().norm()).isZero();
    }

    @Test
    void unchangedSubtreesAreShared() {
        TreeTensor y = Networks.random(Tree.parse("((0 1) 2 (3 4))"), 2, false, 1);
        Tree tree = y.tree();
        TreeTensor scaled = y.times(2);
        TreeTensor changed = y.timesSite(1, Dense.of(Matrix.identity(4)));
        for (int node = 0; node < tree.root(); node++) {
            assertThat(scaled.subtree(node)).isSameAs(y.subtree(node));
            boolean above = node == tree.leaf(1) || node == tree.parent(tree.leaf(1));
            assertThat(changed.subtree(node) == y.subtree(node)).isEqualTo(!above);
        }
    }

    @Test // a tensor of one bit of difference would fail
    void resultsDoNotDependOnTheNumberOfThreads() {
        TreeTensor y = Networks.random(Tree.balanced(8), 6, true, 3);
        List<Tensor> alone = tensors(y);
        try (ForkJoinPool pool = new ForkJoinPool(4)) {
            assertThat(pool.submit(() -> tensors(y)).join()).isEqualTo(alone);
        }
    }

    private static List<Tensor> tensors(TreeTensor y) {
        TreeTensor result =
                y.plus(y.orthonormalized(3)).truncated(Truncation.relative(1e-2)).value();
        return IntStream.range(0, y.tree().nodes()).mapToObj(result::tensor).toList();
    }

    @Test
    void deepTreesNeedNoDeepStack() {
        int d = 2048;
        Tree tree = Tree.linear(d);
        TreeTensor up = TreeTensor.product(tree, Collections.nCopies(d, unit(0)));
        TreeTensor down = TreeTensor.product(tree, Collections.nCopies(d, unit(1)));
        TreeTensor cat = up.plus(down).plus(up);
        assertThat(cat.norm()).isCloseTo(Math.sqrt(5), within(1e-12));
        assertThat(cat.inner(up).re()).isCloseTo(2, within(1e-12));
        TreeTensor small = cat.truncated(Truncation.relative(1e-10)).value();
        assertThat(small.ranks()).containsOnly(2);
        assertThat(small.distance(cat)).isLessThan(1e-12);
        double expected = -0.8 * Math.log(0.8) - 0.2 * Math.log(0.2);
        assertThat(small.schmidt().entropies())
                .hasSize(2 * d - 2)
                .allSatisfy(entropy -> assertThat(entropy).isCloseTo(expected, within(1e-11)));
        assertThat(small.entry(new int[d]).re()).isCloseTo(2, within(1e-11));
        assertThat(small.orthonormalized(0).tensor(0).norm())
                .isCloseTo(Math.sqrt(5), within(1e-11));
        assertThat(small.orthonormalized(tree.leaf(d - 1)).norm())
                .isCloseTo(Math.sqrt(5), within(1e-11));
        assertThat(small).hasToString("TreeTensor 2048-site real of rank at most 2");
    }

    @Test
    void wrongPartsAreNamed() {
        Tree tree = Tree.parse("((0 1) 2)");
        TreeTensor y = Networks.random(tree, 2, false, 1);
        List<Tensor> parts = IntStream.range(0, 5).mapToObj(y::tensor).toList();
        assertWrong(
                () -> TreeTensor.of(tree, parts.subList(0, 4)),
                "TreeTensor: a tree of 5 nodes needs as many tensors, found 4");
        assertWrong(
                () -> TreeTensor.of(tree, replaced(parts, 1, Tensor.zeros(3))),
                "TreeTensor: the basis of site 1 must be n×r, found 3");
        assertWrong(
                () -> TreeTensor.of(tree, replaced(parts, 2, Tensor.zeros(2, 2, 3))),
                "TreeTensor: node 2 has the tensor 2×2×3 over children of ranks [2, 3]");
        assertWrong(
                () -> TreeTensor.of(tree, replaced(parts, 4, Tensor.zeros(2, 3, 2))),
                "TreeTensor: the last index of the root must have size 1, found 2×3×2");
        assertWrong(
                () -> y.plus(Networks.random(Tree.linear(3), 2, false, 1)),
                "TreeTensor.plus: trees and shapes must agree, found 3×4×2 on ((0 1) 2) and 3×4×2"
                        + " on (0 (1 2))");
        assertWrong(
                () -> TreeTensor.product(tree, List.of(unit(0), Matrix.identity(2))),
                "TreeTensor: a product on 3 sites needs as many columns n×1, found [2×1, 2×2]");
        assertWrong(
                () -> TreeTensor.product(tree, List.of(unit(0), unit(0), unit(0)), 0),
                "TreeTensor: a product needs a rank of 1 or more, found 0");
        assertWrong(
                () -> TreeTensor.ofDense(tree, Tensor.zeros(2, 2), Truncation.toRank(1)),
                "TreeTensor: a tree of 3 sites needs a tensor of as many modes, found 2×2");
        assertWrong(
                () -> y.expectation(Map.of(3, Dense.of(Matrix.identity(2)))),
                "TreeTensor: there is no site 3 among the sites 0 to 2");
        assertThatThrownBy(y::toLowRankMatrix)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TreeTensor: a matrix has 2 sites, this tensor has 3");
        assertThatThrownBy(() -> y.entry(0, 4, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("entry [0, 4, 0] of TreeTensor 3×4×2 real of rank at most 3");
        TreeTensor large = TreeTensor.product(Tree.balanced(26), Collections.nCopies(26, unit(0)));
        assertThatThrownBy(large::toDense)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TreeTensor: a dense 26-site array has more than 50000000 entries; use"
                                + " entry or schmidt");
    }

    private static void assertWrong(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    private static List<Tensor> replaced(List<Tensor> parts, int node, Tensor tensor) {
        return IntStream.range(0, parts.size())
                .mapToObj(k -> k == node ? tensor : parts.get(k))
                .toList();
    }

    private static Matrix unit(int row) {
        return Matrix.generate(2, 1, (i, _) -> i == row ? 1 : 0);
    }

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Matrix.complex(
                Matrix.randomGaussian(rows, columns, random),
                Matrix.randomGaussian(rows, columns, random));
    }

    private static void assertClose(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.toComplex().minus(expected.toComplex()).norm())
                .isLessThan(ROUNDING * (1 + expected.norm()));
    }
}
