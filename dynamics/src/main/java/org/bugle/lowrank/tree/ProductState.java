package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;

import java.util.List;
import java.util.stream.IntStream;

/// A product of columns in bases of a chosen rank. Leaf: the Gram–Schmidt basis of v, e₀, e₁, …
/// Inner node: column k of the connecting tensor is the k-th combination of the children's columns,
/// the last child's running fastest. Column 0 is thus everywhere the product itself.
final class ProductState {
    private ProductState() {}

    static TreeTensor padded(Tree tree, List<Matrix> columns, int rank) {
        if (columns.size() != tree.sites() || columns.stream().anyMatch(v -> v.cols() != 1)) {
            throw new IllegalArgumentException(
                    "TreeTensor: a product on %d sites needs as many columns n×1, found %s"
                            .formatted(
                                    tree.sites(),
                                    columns.stream().map(v -> v.rows() + "×" + v.cols()).toList()));
        }
        if (rank < 1) {
            throw new IllegalArgumentException(
                    "TreeTensor: a product needs a rank of 1 or more, found %d".formatted(rank));
        }
        double norm = columns.stream().mapToDouble(Matrix::norm).reduce(1, (a, b) -> a * b);
        Tensor[] tensors = new Tensor[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            int width = node == tree.root() ? 1 : rank;
            int[] ranks =
                    tree.children(node).stream().mapToInt(c -> Cores.rank(tensors[c])).toArray();
            tensors[node] =
                    tree.isLeaf(node)
                            ? Tensor.of(basis(columns.get(tree.site(node)), width))
                            : combinations(ranks, width);
        }
        tensors[tree.root()] = tensors[tree.root()].times(norm);
        return TreeTensor.of(tree, List.of(tensors));
    }

    private static Tensor combinations(int[] ranks, int rank) {
        int all = IntStream.of(ranks).reduce(1, (a, b) -> a * b);
        int width = rank == 1 ? 1 : Math.min(rank, all);
        int[] shape = IntStream.concat(IntStream.of(ranks), IntStream.of(width)).toArray();
        return Tensor.generate(
                shape,
                index -> {
                    int combination = 0;
                    for (int k = 0; k < ranks.length; k++) {
                        combination = combination * ranks[k] + index[k];
                    }
                    return combination == index[ranks.length] ? 1 : 0;
                });
    }

    private static Matrix basis(Matrix v, int rank) {
        double norm = v.norm();
        Matrix result = norm == 0 ? v.columns(0, 0) : v.times(1 / norm);
        for (int j = 0; j < v.rows() && result.cols() < rank; j++) {
            int row = j;
            result =
                    Basis.augment(result, Matrix.generate(v.rows(), 1, (i, _) -> i == row ? 1 : 0));
        }
        return result;
    }
}
