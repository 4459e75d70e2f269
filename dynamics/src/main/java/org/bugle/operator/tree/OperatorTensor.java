package org.bugle.operator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Operators on a tree as tensors on the same tree.
final class OperatorTensor {
    private OperatorTensor() {}

    /// All entries, from the tensor of vectorised operators n₀²×n₁²×….
    static Matrix dense(TreeOperator h) {
        Tree tree = h.tree();
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            tensors.add(
                    tree.isLeaf(node)
                            ? Tensor.of(vectors(h.leaf(tree.site(node))))
                            : h.core(node).toTensor());
        }
        Tensor all = TreeTensor.of(tree, tensors).toDense();
        List<Integer> sizes = h.sizes();
        int d = sizes.size();
        int[] rowsAndColumns = IntStream.range(0, 2 * d).map(k -> sizes.get(k / 2)).toArray();
        int[] rowsFirst =
                IntStream.range(0, 2 * d).map(k -> k < d ? 2 * k : 2 * (k - d) + 1).toArray();
        int n = sizes.stream().reduce(1, (a, b) -> a * b);
        return all.reshape(rowsAndColumns).permute(rowsFirst).reshape(n, n).unfold(0);
    }

    /// One column vec(A) a slot.
    private static Matrix vectors(LeafSlots leaf) {
        Matrix unit = Matrix.identity(leaf.size());
        Matrix[] columns =
                leaf.dictionary().stream()
                        .map(map -> SiteFrame.vector(map.apply(unit)))
                        .toArray(Matrix[]::new);
        return Matrix.hcat(columns).times(leaf.coefficients());
    }
}
