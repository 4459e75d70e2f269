package org.bugle.integrator.tree;

import org.bugle.equation.tree.Outside;
import org.bugle.equation.tree.Place;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;
import java.util.Optional;

/// A value Y with orthonormal bases, seen from each of its nodes (`ttn` §3.1). From the root down,
/// with X_root = C_root, the child i of a node τ is split off by unfold_i(X_τ) = S_i unfold_i(Q_i):
/// the isometry Q_i belongs to the frame of the child, and X_i = C_i ×_parent S_iᵀ is its tensor,
/// so that Y is X_i in that frame at every node.
final class Frames {
    /// Products with small factors of all modes in the four stages of a solve, and in the blocks of
    /// a frame, for an operator with a few slots.
    private static final int PRODUCTS = 10;

    private final TreeTensor y;
    private final Tensor[] tensors; // X by node
    private final Outside[] outsides; // by node below the root
    private final double[] above; // flops of the frames above, a share for each child

    private Frames(TreeTensor y) {
        this.y = y;
        tensors = new Tensor[y.tree().nodes()];
        outsides = new Outside[y.tree().root()];
        above = new double[y.tree().nodes()];
    }

    static Frames of(TreeTensor y) {
        Frames frames = new Frames(y);
        Tree tree = y.tree();
        frames.tensors[tree.root()] = y.tensor(tree.root());
        tree.downward(
                node -> Cores.flops(y.tensor(node)),
                node -> {
                    for (int k = 0; k < tree.childCount(node); k++) {
                        frames.splitOff(node, k);
                    }
                });
        return frames;
    }

    private void splitOff(int node, int k) {
        int child = y.tree().child(node, k);
        Cores.Split split = Cores.Split.of(tensors[node], k);
        tensors[child] = Cores.timesParent(y.tensor(child), split.s());
        above[child] = above[node] / y.tree().childCount(node) + PRODUCTS * Cores.flops(split.q());
        outsides[child] = new Outside(split.q(), k, y.subtree(node).children(), outside(node));
    }

    TreeTensor value() {
        return y;
    }

    /// X, r₁×…×r_m×k: Y in the frame of a node.
    Tensor tensor(int node) {
        return tensors[node];
    }

    /// Floating-point operations of a solve at a node, in order of magnitude. Leaves come first and
    /// find what all frames above them need, each its share of it.
    double flops(int node) {
        double own = PRODUCTS * Cores.flops(tensors[node]);
        return y.tree().isLeaf(node) ? own + above[node] : own;
    }

    /// X as a matrix.
    Matrix matrix(int node) {
        return Cores.matrix(tensors[node]);
    }

    Optional<Outside> outside(int node) {
        return node == y.tree().root() ? Optional.empty() : Optional.of(outsides[node]);
    }

    /// A node between the bases of Y.
    Place place(int node) {
        return place(node, y.subtree(node).children());
    }

    /// A node in the frame of Y over other bases.
    Place place(int node, List<Subtree> children) {
        return new Place(node, children, outside(node));
    }
}
