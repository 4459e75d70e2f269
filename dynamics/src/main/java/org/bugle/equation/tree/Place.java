package org.bugle.equation.tree;

import org.bugle.lowrank.tree.Subtree;

import java.util.List;
import java.util.Optional;

/// A node of a network whose own tensor is left open: fixed bases of its children below, a fixed
/// frame above. The open tensor X is r₁×…×r_m×q, or n×q at a leaf, and is handled as a matrix
/// r₁⋯r_m×q (column-major, the parent's index last).
///
/// @param node its number in the tree
/// @param children the subtrees below; none at a leaf
/// @param outside what is above; empty at the root
public record Place(int node, List<Subtree> children, Optional<Outside> outside) {
    public Place {
        children = List.copyOf(children);
    }
}
