package org.bugle.equation.split;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.lowrank.tree.TreeTensor;

/// An equation on a tree that knows its split: as a whole it is seen as `whole` is, and
/// implicit-explicit methods, which want a star, see `parts`.
public record StagedTree(StagedEquation parts, TreeEquation whole) implements TreeEquation {
    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        return whole.evaluate(t, y);
    }

    @Override
    public boolean isComplex() {
        return whole.isComplex();
    }

    @Override
    public TreeProjection projection(TreeTensor y) {
        return whole.projection(y);
    }
}
