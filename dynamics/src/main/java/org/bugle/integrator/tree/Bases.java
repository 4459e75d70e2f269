package org.bugle.integrator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;
import java.util.stream.IntStream;

/// The new bases of a step, found from the leaves to the root.
final class Bases {
    private final TreeTensor before;
    private final Tree tree;
    private final Subtree[] subtrees; // by node

    Bases(TreeTensor before) {
        this.before = before;
        tree = before.tree();
        subtrees = new Subtree[tree.nodes()];
    }

    /// The new bases of the children of a node.
    List<Subtree> below(int node) {
        return tree.children(node).stream().map(child -> subtrees[child]).toList();
    }

    Subtree subtree(int node) {
        return subtrees[node];
    }

    /// Gives a node the tensor of this matrix over the new bases of its children.
    void put(int node, Matrix tensor) {
        subtrees[node] = joined(tensor, below(node));
    }

    /// Gives a node the basis [U⁰, Ũ] of the old one and of new directions.
    ///
    /// @param directions r̂₁⋯r̂_m×k over the new bases of the children, which begin with the old
    ///   ones
    void augment(int node, Matrix directions, TreeStepLog log) {
        Subtree old = before.subtree(node);
        List<Subtree> below = below(node);
        Matrix u = log.augment(Cores.matrix(embedded(old.tensor(), below)), directions);
        boolean grown = u.cols() > old.rank() || !below.equals(old.children());
        subtrees[node] = grown ? joined(u, below) : old; // what was computed of it stays
    }

    /// Adds directions to a basis that has been augmented, over the same bases below.
    void augmentAgain(int node, Matrix directions, TreeStepLog log) {
        Subtree found = subtrees[node];
        Matrix u = log.augment(found.matrix(), directions);
        subtrees[node] = u.cols() > found.rank() ? joined(u, found.children()) : found;
    }

    /// Ũ: the new columns of an augmented basis, over the augmented bases below; of rank 0 where
    /// there are none.
    Subtree fresh(int node) {
        Subtree whole = subtrees[node];
        Matrix added = whole.matrix().columns(before.subtree(node).rank(), whole.rank());
        return joined(added, whole.children());
    }

    /// The same coefficients over bases that begin with those they belong to.
    static Tensor embedded(Tensor tensor, List<Subtree> below) {
        if (below.isEmpty()) {
            return tensor;
        }
        return tensor.placed(shape(below, Cores.rank(tensor)), new int[tensor.order()]);
    }

    /// The matrix of a node as a tensor over bases of its children.
    static Tensor folded(Matrix tensor, List<Subtree> below) {
        return below.isEmpty()
                ? Tensor.of(tensor)
                : Tensor.of(tensor).reshape(shape(below, tensor.cols()));
    }

    private static Subtree joined(Matrix tensor, List<Subtree> below) {
        return new Subtree(folded(tensor, below), below);
    }

    private static int[] shape(List<Subtree> below, int last) {
        return IntStream.concat(below.stream().mapToInt(Subtree::rank), IntStream.of(last))
                .toArray();
    }

    /// The network of all new tensors.
    TreeTensor value() {
        return TreeTensor.of(tree, subtrees[tree.root()]);
    }
}
