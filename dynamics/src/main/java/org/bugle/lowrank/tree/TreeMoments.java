package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Moments;

import java.util.List;
import java.util.stream.IntStream;

/// Moments of tensors on trees, mode i being site i.
public final class TreeMoments {
    private TreeMoments() {}

    /// The moments of a tensor.
    ///
    /// @throws IllegalArgumentException if it is complex or of another size than the grid
    public static List<Double> of(Moments moments, TreeTensor y) {
        moments.requireFits(y.shape(), y.isComplex());
        Tree tree = y.tree();
        TreeTensor contracted =
                y.with(node ->
                        tree.isLeaf(node)
                                ? Tensor.of(
                                        moments.tests(tree.site(node))
                                                .transposeTimes(y.subtree(node).matrix()))
                                : y.tensor(node));
        return moments.of(powers -> contracted.entry(powers).re());
    }

    /// P(m) as the sum of its products, one for each monomial of its polynomial.
    ///
    /// @throws IllegalArgumentException if there are not as many moments as there should be
    public static TreeTensor correction(Moments moments, Tree tree, List<Double> m) {
        return moments.polynomial(m).stream()
                .map(a -> TreeTensor.product(tree, columns(moments, a)).times(a.coefficient()))
                .reduce(TreeTensor::plus)
                .orElseThrow();
    }

    private static List<Matrix> columns(Moments moments, Moments.Monomial a) {
        return IntStream.range(0, moments.modes())
                .mapToObj(site -> {
                    int column = site == a.mode() ? a.power() : 0;
                    return moments.basis(site).columns(column, column + 1);
                })
                .toList();
    }
}
