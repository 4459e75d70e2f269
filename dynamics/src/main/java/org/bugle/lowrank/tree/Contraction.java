package org.bugle.lowrank.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Sweeps from the leaves to the root that leave one matrix a node behind.
final class Contraction {
    private Contraction() {}

    /// Σ conj(a) · b, by U_τᴴ B_τ at every node.
    static Complex inner(TreeTensor a, TreeTensor b) {
        return swept(b, (node, right) -> a.subtree(node).matrix().adjointTimes(right)).at(0, 0);
    }

    /// ⟨Y, A Y⟩, by an inner product.
    static Complex expectation(TreeTensor y, Map<Integer, ? extends LinearMap> factors) {
        for (int site : factors.keySet()) {
            if (site < 0 || site >= y.tree().sites()) {
                throw new IllegalArgumentException(
                        "TreeTensor: there is no site %d among the sites 0 to %d"
                                .formatted(site, y.tree().sites() - 1));
            }
        }
        return inner(
                y,
                y.with(node -> {
                    LinearMap a = factors.get(y.tree().site(node));
                    return a == null
                            ? y.tensor(node)
                            : Tensor.of(a.apply(y.subtree(node).matrix()));
                }));
    }

    /// The norm, by the triangle of U_τ at every node.
    static double norm(TreeTensor y) {
        return swept(y, (_, columns) -> Qr.of(columns).r()).norm();
    }

    /// One entry, by one row of U_τ at every node.
    static Complex entry(TreeTensor y, int... index) {
        requireIndex(y, index);
        Tree tree = y.tree();
        return swept(
                        y,
                        (node, rows) ->
                                tree.isLeaf(node)
                                        ? rows.rows(
                                                index[tree.site(node)], index[tree.site(node)] + 1)
                                        : rows)
                .at(0, 0);
    }

    private static void requireIndex(TreeTensor y, int[] index) {
        boolean inside = index.length == y.tree().sites();
        for (int site = 0; inside && site < index.length; site++) {
            inside = index[site] >= 0 && index[site] < y.basis(site).rows();
        }
        if (!inside) {
            throw new IndexOutOfBoundsException(
                    "entry %s of %s".formatted(Arrays.toString(index), y));
        }
    }

    /// All entries, by the whole U_τ at every node.
    static Tensor dense(TreeTensor y) {
        int[] shape = y.shape();
        double entries = IntStream.of(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (entries > TreeTensor.DENSE_LIMIT) {
            throw new IllegalStateException(
                    "TreeTensor: a dense %s array has more than %d entries; use entry or schmidt"
                            .formatted(y.size(), TreeTensor.DENSE_LIMIT));
        }
        int[] sizes =
                y.tree().sitesBelow(y.tree().root()).stream().mapToInt(l -> shape[l]).toArray();
        return Tensor.of(swept(y, (_, rows) -> rows))
                .reshape(sizes)
                .permute(y.tree().leafModes(true));
    }

    /// The result at the root of: the basis of a leaf, or the tensor of an inner node times the
    /// results of its children, as a matrix with r columns, goes through `step`.
    private static Matrix swept(TreeTensor y, BiFunction<Integer, Matrix, Matrix> step) {
        Tree tree = y.tree();
        Matrix[] results = new Matrix[tree.nodes()];
        tree.upward(node -> {
            IntFunction<Matrix> below = k -> results[tree.child(node, k)];
            Tensor c = y.tensor(node);
            Tensor upTo = tree.isLeaf(node) ? c : Cores.timesChildren(c, below);
            results[node] = step.apply(node, Cores.matrix(upTo));
        });
        return results[tree.root()];
    }
}
