package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.List;

/// One node of a tree tensor network with all that hangs below it. Immutable and compared by
/// identity: values that agree below a node may share it, and what is computed from a subtree alone
/// may be kept under it.
///
/// The tensor of a node has one index for each child and the **parent's index last**; that of a
/// leaf is its basis n×r. Its column-major entries are thus a matrix with the rank r as its width,
/// which has orthonormal columns where the network is orthonormal.
public final class Subtree {
    private final Tensor tensor;
    private final List<Subtree> children;

    /// @param tensor r₁×…×r_m×r, or n×r at a leaf
    public Subtree(Tensor tensor, List<Subtree> children) {
        this.tensor = tensor;
        this.children = List.copyOf(children);
    }

    /// The subtrees of all nodes; one of `before` again where neither its tensor nor anything below
    /// it has changed.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit each other
    static List<Subtree> assembled(Tree tree, List<Tensor> tensors, List<Subtree> before) {
        if (tensors.size() != tree.nodes()) {
            throw new IllegalArgumentException(
                    "TreeTensor: a tree of %d nodes needs as many tensors, found %d"
                            .formatted(tree.nodes(), tensors.size()));
        }
        List<Subtree> result = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            Tensor tensor = tensors.get(node);
            List<Subtree> below = tree.children(node).stream().map(result::get).toList();
            requireShape(tree, node, tensor, below);
            boolean unchanged = !before.isEmpty() && before.get(node).consistsOf(tensor, below);
            result.add(unchanged ? before.get(node) : new Subtree(tensor, below));
        }
        return List.copyOf(result);
    }

    private static void requireShape(Tree tree, int node, Tensor tensor, List<Subtree> below) {
        boolean leaf = tree.isLeaf(node);
        boolean fits = tensor.order() == (leaf ? 2 : below.size() + 1);
        for (int k = 0; fits && k < below.size(); k++) {
            fits = tensor.size(k) == below.get(k).rank();
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    leaf
                            ? "TreeTensor: the basis of site %d must be n×r, found %s"
                                    .formatted(tree.site(node), Cores.shape(tensor))
                            : "TreeTensor: node %d has the tensor %s over children of ranks %s"
                                    .formatted(
                                            node,
                                            Cores.shape(tensor),
                                            below.stream().map(Subtree::rank).toList()));
        }
        if (node == tree.root() && Cores.rank(tensor) != 1) {
            throw new IllegalArgumentException(
                    "TreeTensor: the last index of the root must have size 1, found %s"
                            .formatted(Cores.shape(tensor)));
        }
    }

    /// r₁×…×r_m×r at an inner node, n×r at a leaf.
    public Tensor tensor() {
        return tensor;
    }

    public List<Subtree> children() {
        return children;
    }

    /// The rank r of the edge to the parent; 1 at the root.
    public int rank() {
        return Cores.rank(tensor);
    }

    /// The tensor as a matrix r₁⋯r_m×r.
    public Matrix matrix() {
        return Cores.matrix(tensor);
    }

    @SuppressWarnings("ReferenceEquality") // sharing goes by identity
    private boolean consistsOf(Tensor other, List<Subtree> below) {
        boolean same = tensor == other && children.size() == below.size();
        for (int k = 0; same && k < below.size(); k++) {
            same = children.get(k) == below.get(k);
        }
        return same;
    }
}
