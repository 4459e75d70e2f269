package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Truncation;

import java.util.List;

/// The singular vectors that a truncation keeps at one edge.
///
/// @param discarded the Frobenius norm of the dropped singular values
/// @param capped whether the largest allowed rank was below what the tolerance wanted
record Cut(Matrix vectors, double discarded, boolean capped) {
    static Cut of(Truncation rule, List<Double> sigma, Matrix vectors) {
        Truncation.Cut cut = rule.cut(sigma);
        return new Cut(vectors.columns(0, cut.rank()), cut.discarded(), cut.capped());
    }

    /// The node whose edge has the same singular values: both children of a root that has two are
    /// twins, any other node is its own. Twins are cut alike, though their values differ by
    /// rounding, and what the first one drops, the second one does not drop again.
    static int twin(Tree tree, int node) {
        int root = tree.root();
        if (tree.childCount(root) != 2 || tree.parent(node) != root) {
            return node;
        }
        return tree.child(root, 1 - tree.childIndex(node));
    }

    /// A rule for one edge such that all edges together discard what the given rule allows.
    static Truncation perEdge(Truncation rule, Tree tree) {
        int edges = tree.childCount(tree.root()) == 2 ? tree.edges() - 1 : tree.edges();
        double share = Math.sqrt(Math.max(1, edges));
        return switch (rule) {
            case Truncation.Tail(double absolute, double relative, int min, int max) ->
                    new Truncation.Tail(absolute / share, relative / share, min, max);
            case Truncation.L1Tail(double absolute, double relative, int min, int max) ->
                    new Truncation.L1Tail(absolute / share, relative / share, min, max);
            case Truncation.Threshold threshold -> threshold;
        };
    }
}
