package org.bugle.equation.tree;

import org.bugle.lowrank.tree.TreeTensor;

/// A differential equation Y′ = F(t, Y) of tensors on a tree. [#evaluate] alone makes an equation;
/// one that knows its structure overrides the projection.
@FunctionalInterface
public interface TreeEquation {
    /// F(t, Y) as a network on the tree of Y, of any ranks. Y may have bases that are not
    /// orthonormal.
    TreeTensor evaluate(double t, TreeTensor y);

    /// Whether a real Y has a complex F(t, Y).
    default boolean isComplex() {
        return false;
    }

    /// The equation as the nodes of a tree see it, for one step.
    ///
    /// @param y any value on the tree of the equation, of its shape
    default TreeProjection projection(TreeTensor y) {
        return new AppliedProjection(this, y);
    }
}
