package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class TreeProblemTest {
    private static final Tree TREE = Tree.parse("((0 1) 2 (3 4))");

    private static TreeStart product() {
        return TreeStart.product(
                TREE,
                IntStream.range(0, 5)
                        .mapToObj(l -> Matrix.generate(3, 1, (i, _) -> 1 + i * l))
                        .toList());
    }

    /// Singular values fall by about 10 from one to the next.
    private static TreeStart general() {
        Tensor dense =
                Tensor.generate(
                        new int[] {3, 3, 3, 3, 3}, index -> 1 / (1.0 + IntStream.of(index).sum()));
        return TreeStart.of(TreeTensor.ofDense(TREE, dense, Truncation.relative(0)));
    }

    @Test
    void aStartOfHigherRankIsPadded() {
        for (TreeStart start : List.of(product(), general())) {
            TreeTensor y = start.ofRank(6);
            assertThat(y.ranks()).containsExactly(3, 3, 6, 3, 3, 3, 6);
            assertThat(y.orthonormalityDefect()).isLessThan(1e-13);
            assertThat(y.distance(start.full())).isLessThan(1e-3 * start.full().norm());
        }
        assertThat(product().ofRank(6).distance(product().full()))
                .isLessThan(1e-13 * product().full().norm());
    }

    @Test
    void aStartOfLowerRankIsTheTruncatedOne() {
        TreeTensor full = general().full();
        TreeTensor y = general().ofRank(2);
        assertThat(y.ranks()).containsOnly(2);
        double discarded = full.truncated(Truncation.toRank(2)).discarded();
        assertThat(y.distance(full)).isBetween(discarded / 4, discarded);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> general().ofRank(0))
                .withMessage("rank must be at least 1, found 0");
    }

    @Test
    void aStartByToleranceHasAtLeastItsLeastRank() {
        TreeTruncation rule =
                TreeTruncation.weighted(new Truncation.Tail(1e-3, 0, 1, Truncation.UNLIMITED));
        TreeTensor y = general().by(rule);
        assertThat(y.distance(general().full())).isLessThan(1e-3);
        assertThat(Collections.max(y.ranks())).isLessThan(6);
        TreeStart padded = new TreeStart(general().full(), general().padding(), 6);
        assertThat(Collections.max(padded.by(rule).ranks())).isEqualTo(6);
        TreeTruncation capped = TreeTruncation.weighted(new Truncation.Tail(1e-3, 0, 1, 2));
        assertThat(padded.by(capped).ranks()).containsOnly(2);
    }

    @Test
    void gridsAndStartMustFitTheTree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(Tree.balanced(5), Collections.nCopies(5, spin(3))))
                .withMessage(
                        "TreeProblem: the start must stand on the tree of the problem, found"
                                + " TreeTensor 3×3×3×3×3 real of rank at most 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(TREE, Collections.nCopies(4, spin(3))))
                .withMessage("TreeProblem: a tree of 5 sites needs as many grids, found 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(TREE, Collections.nCopies(5, spin(2))))
                .withMessage("TreeProblem: the grid of site 0 has 2 points, but the start has 3");
        assertThat(problem(TREE, Collections.nCopies(5, spin(3))).isComplex()).isFalse();
    }

    private static Grid spin(int n) {
        return Grid.counted("state", 0, n);
    }

    private static TreeProblem problem(Tree tree, List<Grid> sites) {
        return new TreeProblem(
                (_, y) -> y,
                tree,
                sites,
                product(),
                0,
                1,
                2,
                List.of(),
                List.of(),
                new Reference.None<>());
    }
}
