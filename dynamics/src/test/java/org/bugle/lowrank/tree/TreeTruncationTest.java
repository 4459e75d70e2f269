package org.bugle.lowrank.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeTruncationTest {
    /// Half a unit of the last digit that the spec prints.
    private static final double PRINTED = 5e-13;

    static Stream<TreeTensor> samples() {
        return Networks.samples().map(TreeTruncationTest::decaying);
    }

    /// Every core scaled along every child by 1, 1/10, 1/100, …
    private static TreeTensor decaying(TreeTensor y) {
        return y.with(node ->
                y.tree().isLeaf(node)
                        ? y.tensor(node)
                        : Cores.timesChildren(
                                y.tensor(node),
                                k -> powers(y.subtree(y.tree().child(node, k)).rank())));
    }

    private static Matrix powers(int n) {
        return Matrix.diagonal(IntStream.range(0, n).mapToDouble(k -> Math.pow(10, -k)).toArray());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theErrorIsWithinTheToleranceAndTheBoundThatIsReported(TreeTensor y) {
        TreeTensor unit = y.times(1 / y.norm());
        int full = sum(unit.orthonormalized().ranks());
        for (double tolerance = 1; tolerance > 1e-9; tolerance /= 3) {
            TreeTruncation.Truncated cut = unit.truncated(Truncation.absolute(tolerance));
            double error = cut.value().distance(unit);
            assertThat(error).isLessThanOrEqualTo(tolerance);
            assertThat(cut.discarded()).isBetween(error * (1 - 1e-12) - 1e-14, tolerance);
            assertThat(cut.value().orthonormalityDefect()).isLessThan(1e-13);
            assertThat(cut.capped()).isFalse();
            assertThat(sum(cut.value().ranks())).isLessThanOrEqualTo(full);
            TreeTruncation.Truncated relative =
                    unit.times(8).truncated(Truncation.relative(tolerance * 0.99));
            assertThat(relative.value().distance(unit.times(8))).isLessThanOrEqualTo(8 * tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void denseTensorsAreTakenWithinTheTolerance(TreeTensor y) {
        Tensor dense = y.toDense().times(1 / y.norm());
        for (double tolerance = 0.9; tolerance > 1e-9; tolerance /= 3) {
            TreeTensor found = TreeTensor.ofDense(y.tree(), dense, Truncation.absolute(tolerance));
            assertThat(found.toDense().minus(dense).norm()).isLessThanOrEqualTo(tolerance);
            assertThat(found.orthonormalityDefect()).isLessThan(1e-13);
        }
        TreeTensor all = TreeTensor.ofDense(y.tree(), dense, Truncation.absolute(1e-12));
        assertThat(all.toDense().minus(dense).norm()).isLessThan(1e-12);
        assertThat(all.ranks()).isEqualTo(y.truncated(Truncation.relative(1e-12)).value().ranks());
    }

    @Test
    void onAStarItIsTheHigherOrderSvd() {
        TreeTensor y = Networks.random(Tree.star(3), 3, true, 11);
        Tensor dense = y.toDense();
        SchmidtForm form = y.schmidt();
        for (int site = 0; site < 3; site++) {
            List<Double> sigma = Svd.of(dense.unfold(site)).singularValues();
            List<Double> found = form.singularValues(y.tree().leaf(site));
            for (int j = 0; j < found.size(); j++) {
                assertThat(found.get(j)).isCloseTo(sigma.get(j), within(1e-13 * sigma.getFirst()));
            }
        }
        Matrix[] projectors = new Matrix[3];
        for (int site = 0; site < 3; site++) {
            Matrix u = Svd.of(dense.unfold(site)).u().columns(0, 2);
            projectors[site] = u.timesAdjoint(u);
        }
        Tensor hosvd =
                dense.timesMode(0, projectors[0])
                        .timesMode(1, projectors[1])
                        .timesMode(2, projectors[2]);
        Tensor cut = y.truncated(Truncation.toRank(2)).value().toDense();
        assertThat(cut.minus(hosvd).norm()).isLessThan(1e-13 * dense.norm());
    }

    @Test
    void aCapThatBitesIsReported() {
        TreeTensor y = Networks.random(Tree.parse("((0 1) 2 (3 4))"), 3, true, 5);
        TreeTruncation.Truncated capped = y.truncated(Truncation.relative(1e-8).between(1, 2));
        assertThat(capped.capped()).isTrue();
        assertThat(capped.value().ranks()).containsOnly(2);
        assertThat(y.truncated(Truncation.toRank(2)).capped()).isFalse();
        assertThat(y.truncated(Truncation.absolute(y.norm()).between(2, 2)).value().ranks())
                .containsOnly(2);
    }

    @Test
    void everyEdgeCanHaveARankOfItsOwn() {
        TreeTensor y = decaying(Networks.random(Tree.parse("((0 1) 2 (3 4))"), 4, true, 12));
        TreeTensor all = y.orthonormalized();
        List<Integer> ranks = all.ranks().stream().map(r -> Math.max(1, r - 1)).toList();
        TreeTruncation.Truncated cut = new TreeTruncation.ToRanks(ranks).apply(all);
        assertThat(cut.value().ranks()).isEqualTo(ranks);
        assertThat(cut.value().distance(y)).isBetween(1e-9 * y.norm(), cut.discarded() * 1.001);
        assertThat(cut.capped()).isFalse();
        TreeTruncation.Truncated none = new TreeTruncation.ToRanks(all.ranks()).apply(all);
        assertThat(none.value().distance(y)).isLessThan(1e-13 * y.norm());
    }

    @Test // what it may drop, it drops: else a rule that keeps all would pass the other tests
    void aBudgetForAllEdgesIsSpentOnEdgeAfterEdge() {
        TreeTensor y = decaying(Networks.random(Tree.balanced(8), 3, true, 5)).orthonormalized();
        double tolerance = 1e-2 * y.norm();
        TreeTensor cut = y.truncated(Truncation.absolute(tolerance)).value();
        SchmidtForm form = y.schmidt();
        double each = tolerance / Math.sqrt(y.tree().edges() - 1);
        for (int node = 0; node < y.tree().root(); node++) {
            List<Double> sigma = form.singularValues(node);
            assertThat(cut.ranks().get(node)).isEqualTo(Truncation.absolute(each).keeps(sigma));
        }
        assertThat(sum(cut.ranks())).isLessThan(sum(y.ranks()));
    }

    @ParameterizedTest // spec ttn S9; ranks in pre-order without the root
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1e-1 | 1 1 1 1 1 1 1 | 2.2549939315e-2
                    1e-2 | 1 2 2 1 1 2 2 | 4.6311492640e-3
                    1e-3 | 2 3 3 2 2 3 3 | 2.57376524e-4
                    """)
    void thePublishedRuleGivesTheFiguresOfTheSpec(double tolerance, String ranks, double error) {
        Tree tree = Tree.parse("((0 1) 2 (3 4))");
        int[] sizes = {6, 6, 6, 6, 6};
        TreeTensor filled = Networks.filled(tree, sizes, 4, 0.45).orthonormalized();
        TreeTensor scaled = decaying(filled).orthonormalized();
        TreeTensor y = scaled.times(1 / scaled.norm());
        TreeTruncation.Truncated cut =
                TreeTruncation.published(Truncation.absolute(tolerance)).apply(y);
        int[] preOrder = {2, 0, 1, 3, 6, 4, 5};
        assertThat(Arrays.stream(preOrder).mapToObj(cut.value().ranks()::get).toList())
                .isEqualTo(Arrays.stream(ranks.split(" ")).map(Integer::valueOf).toList());
        assertThat(cut.value().distance(y)).isCloseTo(error, within(PRINTED));
    }

    private static int sum(List<Integer> ranks) {
        return ranks.stream().mapToInt(Integer::intValue).sum();
    }
}
