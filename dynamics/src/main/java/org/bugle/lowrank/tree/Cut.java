package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Moments;
import org.bugle.lowrank.Truncation;

import java.util.List;
import java.util.function.IntFunction;

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
            case Truncation.Conserving _ -> throw Moments.notPlain("TreeTensor");
        };
    }

    /// By the singular values of the whole tensor.
    static Cut[] bySchmidtForm(TreeTensor y, IntFunction<Truncation> rule) {
        SchmidtForm form = SchmidtForm.of(y);
        Tree tree = y.tree();
        Cut[] cuts = new Cut[tree.nodes()];
        for (int node = 0; node < tree.root(); node++) {
            List<Double> sigma = form.singularValues(Math.min(node, twin(tree, node)));
            cuts[node] = of(rule.apply(node), sigma, form.vectors(node));
        }
        return cuts;
    }

    /// By those of each connecting tensor alone, its parent's index already shortened.
    static Cut[] byNode(TreeTensor y, Truncation rule) {
        Tree tree = y.tree();
        Cut[] cuts = new Cut[tree.nodes()];
        Svd[] edges = new Svd[tree.nodes()];
        tree.downward(
                node -> Cores.flops(y.tensor(node)),
                node -> {
                    Tensor c = y.tensor(node);
                    Tensor shortened =
                            node == tree.root() ? c : Cores.timesParent(c, cuts[node].vectors());
                    for (int k = 0; k < tree.childCount(node); k++) {
                        int child = tree.child(node, k);
                        edges[child] = Svd.of(shortened.unfold(k));
                        Svd decides = edges[Math.min(child, twin(tree, child))];
                        cuts[child] = of(rule, decides.singularValues(), edges[child].u());
                    }
                });
        return cuts;
    }

    /// Cuts every edge and orthonormalises again.
    static TreeTruncation.Truncated all(TreeTensor y, Cut[] cuts) {
        Tree tree = y.tree();
        Tensor[] tensors = new Tensor[tree.nodes()];
        tree.upward(
                node -> Cores.flops(y.tensor(node)),
                node -> {
                    IntFunction<Matrix> factor = k -> cuts[tree.child(node, k)].vectors().adjoint();
                    Tensor c = y.tensor(node);
                    Tensor kept = tree.isLeaf(node) ? c : Cores.timesChildren(c, factor);
                    tensors[node] =
                            node == tree.root()
                                    ? kept
                                    : Cores.timesParent(kept, cuts[node].vectors());
                });
        double squares = 0;
        boolean capped = false;
        for (int node = 0; node < tree.root(); node++) {
            boolean counts = twin(tree, node) >= node;
            squares += counts ? cuts[node].discarded() * cuts[node].discarded() : 0;
            capped |= cuts[node].capped();
        }
        TreeTensor value = TreeTensor.of(tree, List.of(tensors)).orthonormalized();
        return new TreeTruncation.Truncated(value, Math.sqrt(squares), capped);
    }
}
