package org.bugle.equation.tree;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Subtree;

import java.util.List;
import java.util.Optional;

/// All of a network but one subtree: what its node sees above. The parent's tensor with the child's
/// index open, the other children with all below them, and what the parent sees above. Where those
/// tensors are isometries, so is the whole: V_i of arXiv:2201.10291, whose tensor is Q_i. Immutable
/// and compared by identity; what is computed from it may be kept under it.
public final class Outside {
    private final Tensor tensor;
    private final int child;
    private final List<Subtree> siblings;
    private final Optional<Outside> above;

    /// @param tensor of the parent, r₁×…×q×…×r_m×r, with the open index at the place of the child
    /// @param child which child of the parent the node is
    /// @param siblings all children of the parent; what stands at the place of the child is not
    ///   used
    /// @param above what the parent sees; empty where it is the root
    public Outside(Tensor tensor, int child, List<Subtree> siblings, Optional<Outside> above) {
        this.tensor = tensor;
        this.child = child;
        this.siblings = List.copyOf(siblings);
        this.above = above;
    }

    public Tensor tensor() {
        return tensor;
    }

    public int child() {
        return child;
    }

    public List<Subtree> siblings() {
        return siblings;
    }

    public Optional<Outside> above() {
        return above;
    }

    /// q, the size of the open index.
    public int rank() {
        return tensor.size(child);
    }
}
