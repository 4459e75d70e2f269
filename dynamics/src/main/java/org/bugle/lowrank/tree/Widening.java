package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Larger bases for the same value, from the leaves up: every basis keeps its columns as the first
/// ones and gets random columns, which the tensors above weight by zero.
final class Widening {
    private Widening() {}

    /// @param y with orthonormal bases
    static TreeTensor of(TreeTensor y, int rank, RandomGenerator random) {
        Tree tree = y.tree();
        int[] useful = useful(y);
        Tensor[] tensors = new Tensor[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            Tensor c = y.tensor(node);
            if (!tree.isLeaf(node)) {
                c = overWiderChildren(c, tree.children(node), tensors);
            }
            Matrix basis = Cores.matrix(c);
            int wanted = Math.min(Math.min(rank, useful[node]), basis.rows());
            if (wanted > basis.cols()) {
                int more = wanted - basis.cols();
                Matrix columns = Matrix.randomGaussian(basis.rows(), more, random);
                c = Cores.tensor(Basis.augment(basis, columns, 0), c);
            }
            tensors[node] = c;
        }
        return TreeTensor.of(tree, List.of(tensors));
    }

    private static Tensor overWiderChildren(Tensor c, List<Integer> children, Tensor[] tensors) {
        int[] shape = c.shape();
        for (int k = 0; k < children.size(); k++) {
            shape[k] = Cores.rank(tensors[children.get(k)]);
        }
        return c.placed(shape, new int[shape.length]);
    }

    /// By node, how many values all sites outside of it have, which no useful rank exceeds; 1 at
    /// the root. Larger numbers than an int holds are cut off.
    private static int[] useful(TreeTensor y) {
        Tree tree = y.tree();
        int[] below = new int[tree.nodes()];
        int[] outside = new int[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            below[node] =
                    tree.isLeaf(node)
                            ? y.tensor(node).size(0)
                            : product(tree.children(node).stream().mapToInt(k -> below[k]), 1);
        }
        for (int node = tree.root(); node >= 0; node--) {
            int own = node;
            outside[node] =
                    node == tree.root()
                            ? 1
                            : product(
                                    tree.children(tree.parent(node)).stream()
                                            .filter(sibling -> sibling != own)
                                            .mapToInt(sibling -> below[sibling]),
                                    outside[tree.parent(node)]);
        }
        return outside;
    }

    private static int product(IntStream factors, int first) {
        return factors.reduce(first, (a, b) -> (int) Math.min((long) a * b, Integer.MAX_VALUE));
    }
}
