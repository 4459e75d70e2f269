package org.bugle.app.papers;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// The building blocks of the figures of `ttn` §7, which are formulas and no random numbers.
final class TtnData {
    private TtnData() {}

    /// Entry number k in C order is sin(a(k+1)²) + i cos(a(k+1)²+1).
    static Tensor fill(double a, int... shape) {
        return Tensor.generateComplex(
                shape,
                index -> {
                    int k = 0;
                    for (int mode = 0; mode < shape.length; mode++) {
                        k = k * shape[mode] + index[mode];
                    }
                    double x = a * (k + 1) * (k + 1);
                    return new Complex(Math.sin(x), Math.cos(x + 1));
                });
    }

    /// (X − Xᵀ)/‖X − Xᵀ‖, X_ij = sin(a(i+1)(j+2)).
    static Matrix skew(int n, double a) {
        Matrix x = Matrix.generate(n, n, (i, j) -> Math.sin(a * (i + 1) * (j + 2)));
        Matrix w = x.minus(x.transpose());
        return w.times(1 / w.norm());
    }

    /// (Z + Zᴴ)/‖Z + Zᴴ‖, Z filled.
    static LinearMap herm(int n, double a) {
        Matrix z = fill(a, n, n).unfold(0);
        Matrix h = z.plus(z.adjoint());
        return Dense.of(h.times(1 / h.norm()));
    }

    /// `fill_ttn`, orthonormal: parent's indices first in the filled tensors, last in ours.
    static TreeTensor network(Tree tree, List<Integer> sizes, int rank, double a) {
        List<Tensor> tensors = new ArrayList<>();
        int number = 0;
        for (int node = 0; node < tree.nodes(); node++) {
            if (tree.isLeaf(node)) {
                int l = tree.site(node);
                tensors.add(fill(a + 0.1 * l, sizes.get(l), Math.min(rank, sizes.get(l))));
                continue;
            }
            IntStream last = IntStream.of(node == tree.root() ? 1 : rank);
            IntStream below =
                    tree.children(node).stream().mapToInt(child -> Cores.rank(tensors.get(child)));
            int[] shape = IntStream.concat(last, below).toArray();
            int m = shape.length - 1;
            int[] parentLast = IntStream.rangeClosed(0, m).map(k -> k < m ? k + 1 : 0).toArray();
            tensors.add(fill(a + 0.37 + 0.1 * number++, shape).permute(parentLast));
        }
        return TreeTensor.of(tree, tensors).orthonormalized();
    }

    static TreeTensor normalized(TreeTensor y) {
        return y.times(1 / y.norm());
    }

    /// The truncation of the papers' codes: ϑ at every edge, absolute.
    static TreeTruncation cut(double tolerance, int minRank, int maxRank) {
        return TreeTruncation.published(new Truncation.Tail(tolerance, 0, minRank, maxRank));
    }

    static Matrix column(TreeTensor y) {
        Tensor dense = y.toDense();
        return dense.reshape(dense.size(), 1).unfold(0);
    }

    /// All ranks in the order of the tables: a node before its children, 1 at the root.
    static List<Integer> preOrder(TreeTensor y) {
        List<Integer> ranks = new ArrayList<>();
        Tree tree = y.tree();
        Deque<Integer> open = new ArrayDeque<>(List.of(tree.root()));
        while (!open.isEmpty()) {
            int node = open.pop();
            ranks.add(y.subtree(node).rank());
            for (int k = tree.childCount(node) - 1; k >= 0; k--) {
                open.push(tree.child(node, k));
            }
        }
        return ranks;
    }

    /// How many ranks differ from those of a table.
    static double differing(TreeTensor y, List<Integer> expected) {
        List<Integer> found = preOrder(y);
        return IntStream.range(0, found.size())
                .filter(k -> !found.get(k).equals(expected.get(k)))
                .count();
    }
}
