package org.bugle.operator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.tree.PairHamiltonian.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeOperatorAlgebraTest {
    private static final double ROUNDING = 1e-13;
    private static final Compression FINE = Compression.local(1e-14);

    static Stream<Tree> trees() {
        return Pairs.trees();
    }

    private static TreeOperator pairs(Tree tree, boolean complex, long seed) {
        return Pairs.random(tree.sites(), complex, seed).toOperator(tree, FINE, Form.MERGED);
    }

    /// Of the sizes of [Pairs#random(int, boolean, long)], of full rank, and all its entries.
    private static Tensor state(int sites, long seed) {
        int[] shape = IntStream.range(0, sites).map(i -> 2 + i % 2).toArray();
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return Tensor.of(Pairs.random(size, 1, true, new SplitMix64(seed))).reshape(shape);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void sumsInnerProductsAndNormsAreThoseOfTheMatrices(Tree tree) {
        TreeOperator a = pairs(tree, true, 1);
        TreeOperator b = pairs(tree, false, 2).rounded();
        Matrix denseA = a.toMatrix();
        Matrix denseB = b.toMatrix();
        assertThat(Pairs.error(a.plus(b).toMatrix(), denseA.plus(denseB))).isLessThan(ROUNDING);
        assertThat(Pairs.error(a.minus(b).toMatrix(), denseA.minus(denseB))).isLessThan(ROUNDING);
        double states = denseA.rows();
        double size = denseA.norm() * denseB.norm() / states;
        Complex inner = a.inner(b);
        assertThat(inner.minus(denseA.inner(denseB).times(1 / states)).abs())
                .isLessThan(ROUNDING * size);
        assertThat(a.norm() * Math.sqrt(states))
                .isCloseTo(denseA.norm(), within(ROUNDING * denseA.norm()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void roundingDropsWhatIsThereTwiceAndNothingElse(Tree tree) {
        TreeOperator h = pairs(tree, true, 3);
        TreeOperator twice = h.plus(h.times(Complex.real(2)));
        TreeOperator rounded = twice.rounded();
        Matrix wanted = h.toMatrix().times(3);
        assertThat(Pairs.error(rounded.toMatrix(), wanted)).isLessThan(ROUNDING);
        assertThat(rounded.norm()).isCloseTo(3 * h.norm(), within(ROUNDING * h.norm()));
        for (int node = 0; node < tree.root(); node++) {
            // both h's stay: one of them is only dropped at the root, where they meet
            assertThat(rounded.slots(node)).isLessThanOrEqualTo(h.slots(node));
        }
        TreeOperator cut =
                twice.truncated(TreeTruncation.weighted(Truncation.relative(1e-12))).value();
        assertThat(Pairs.error(cut.toMatrix(), wanted)).isLessThan(1e-12);
        for (int node = 0; node < tree.root(); node++) {
            assertThat(cut.slots(node)).isLessThanOrEqualTo(h.slots(node));
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void truncationKeepsItsTolerance(Tree tree) {
        TreeOperator any = pairs(tree, true, 4);
        TreeOperator h = any.times(Complex.real(1 / any.norm()));
        Matrix wanted = h.toMatrix();
        for (double tolerance : new double[] {0.3, 0.03}) {
            for (TreeTruncation rule :
                    List.of(
                            TreeTruncation.weighted(Truncation.absolute(tolerance)),
                            TreeTruncation.published(Truncation.absolute(tolerance)))) {
                TreeOperator.Truncated cut = h.truncated(rule);
                double error =
                        cut.value().toMatrix().minus(wanted).norm() / Math.sqrt(wanted.rows());
                if (rule instanceof TreeTruncation.Weighted) {
                    assertThat(error).isLessThanOrEqualTo(tolerance);
                    assertThat(cut.discarded()).isBetween(error * (1 - 1e-9) - 1e-13, tolerance);
                }
                assertThat(error).isLessThanOrEqualTo((1 + tree.edges()) * tolerance);
                assertThat(cut.capped()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void theFormOfThePaperIsTheSameOperatorWithSeparateTermsInside(Tree tree) {
        PairHamiltonian h = Pairs.random(tree.sites(), true, 5);
        CompressedPairs compressed = h.compressed(tree, FINE);
        TreeOperator sum = compressed.toOperator(Form.SUM);
        assertThat(Pairs.error(sum.toMatrix(), Pairs.dense(h))).isLessThan(ROUNDING);
        for (int node = 0; node < tree.root(); node++) {
            int families = tree.isLeaf(node) ? 0 : 2; // leaves have one kind of inside only
            assertThat(sum.slots(node))
                    .isLessThanOrEqualTo(2 + families + compressed.channels(node));
        }
        // seen from the root, nothing more than the merged form is needed
        TreeOperator cut =
                sum.truncated(TreeTruncation.weighted(Truncation.relative(1e-12))).value();
        for (int node = 0; node < tree.root(); node++) {
            assertThat(cut.slots(node)).isLessThanOrEqualTo(2 + compressed.channels(node));
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void applicationAndExpectationAreThoseOfTheMatrix(Tree tree) {
        for (TreeOperator h : List.of(pairs(tree, true, 6), pairs(tree, false, 7).rounded())) {
            Tensor dense = state(tree.sites(), 8);
            TreeTensor y = TreeTensor.ofDense(tree, dense, Truncation.relative(1e-15));
            Matrix column = dense.reshape(dense.size(), 1).unfold(0);
            Matrix image = h.toMatrix().times(column);
            TreeTensor applied = h.apply(y);
            Tensor found = applied.toDense();
            assertThat(Pairs.error(found.reshape(found.size(), 1).unfold(0), image))
                    .isLessThan(ROUNDING);
            for (int node = 0; node < tree.root(); node++) {
                assertThat(applied.ranks().get(node))
                        .isEqualTo(h.slots(node) * y.ranks().get(node));
            }
            Complex wanted = column.inner(image);
            assertThat(h.expectation(y).minus(wanted).abs())
                    .isLessThan(ROUNDING * column.norm() * image.norm());
        }
    }

    @Test
    void sumsOfManyProductsAreCompressedWithoutFormingTheirTensors() {
        int d = 24;
        Dense n = Dense.of(Matrix.diagonal(1, 0));
        List<ProductTerm> terms = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            terms.add(ProductTerm.of(0.5, Map.of(i, Dense.of(Matrix.diagonal(1, -2)))));
            for (int j = i + 1; j < d; j++) {
                terms.add(ProductTerm.of(2 * Math.exp(-0.3 * (j - i)), Map.of(i, n, j, n)));
            }
        }
        Tree tree = Tree.balanced(d);
        TreeOperator all = TreeOperator.sumOfProducts(tree, Collections.nCopies(d, 2), terms);
        TreeOperator small =
                all.truncated(TreeTruncation.weighted(Truncation.relative(1e-11))).value();
        assertThat(small.maxRank()).isEqualTo(4); // identity, inside, two neighbours
        PairHamiltonian same =
                PairHamiltonian.of(d, 2)
                        .withLocal(Dense.of(Matrix.diagonal(0.5, -1)))
                        .plus(
                                PairFamily.of(
                                        Couplings.of(d, (i, j) -> 2 * Math.exp(-0.3 * (j - i))),
                                        n));
        TreeOperator pairs = same.toOperator(tree, Compression.local(1e-13), Form.MERGED);
        assertThat(small.minus(pairs).norm()).isLessThan(1e-10 * pairs.norm());
        assertThat(pairs.norm()).isCloseTo(same.norm(), within(1e-13 * same.norm()));
    }

    @Test
    void largeSitesAreNeverVectorised() {
        int n = 3000; // n² × 4 numbers would be 288 MB
        LinearMap laplacian = Banded.tridiagonal(n, 1, -2, 1);
        LinearMap position = Diagonal.of(IntStream.range(0, n).mapToDouble(i -> i).toArray());
        PairHamiltonian h =
                PairHamiltonian.of(3, n)
                        .withLocal(laplacian)
                        .plus(PairFamily.of(Couplings.power(3, 1e-6, 1), position));
        TreeOperator network = h.toOperator(Tree.linear(3), FINE, Form.MERGED);
        assertThat(network.norm()).isCloseTo(h.norm(), within(1e-12 * h.norm()));
        assertThat(network.rounded().minus(network).norm()).isLessThan(1e-12 * h.norm());
    }

    @Test
    void deepTreesAreNoDifferent() {
        int d = 2048;
        Tree tree = Tree.linear(d);
        PairHamiltonian h = PairHamiltonianTest.chain(d);
        TreeOperator network = h.toOperator(tree, Compression.local(1e-6), Form.MERGED);
        assertThat(network.norm()).isCloseTo(h.norm(), within(1e-6 * h.norm()));
        TreeTensor up = TreeTensor.product(tree, Collections.nCopies(d, Matrix.columnVector(1, 0)));
        double pairs = 0;
        for (int r = 1; r < d; r++) {
            pairs += 2.0 * (d - r) / r;
        }
        assertThat(network.expectation(up).re()).isCloseTo(pairs - 2 * d, within(1e-6 * pairs));
        assertThat(network.apply(up).inner(up).re()).isCloseTo(pairs - 2 * d, within(1e-6 * pairs));
    }

    @Test
    void theNumbersStoredAreThoseOfTheSpec() {
        TreeOperator h =
                PairHamiltonianTest.chain(8)
                        .toOperator(Tree.balanced(8), Compression.local(1e-12), Form.MERGED);
        assertThat(h.numbers()).isEqualTo(468);
        assertThat(h.maxRank()).isEqualTo(6);
        assertThat(h)
                .hasToString("TreeOperator on (((0 1) (2 3)) ((4 5) (6 7))) of rank at most 6");
        TreeOperator other = pairs(Tree.linear(3), false, 9);
        assertThatThrownBy(() -> h.plus(other))
                .hasMessage(
                        "TreeOperator: a sum needs equal trees and sizes, found TreeOperator on"
                            + " (((0 1) (2 3)) ((4 5) (6 7))) of rank at most 6 and TreeOperator on"
                            + " (0 (1 2)) of rank at most 5");
    }
}
