package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;

import java.util.List;
import java.util.function.IntFunction;

/// Which ranks and subspaces a tree tensor keeps, from the root to the leaves. Every edge keeps the
/// first singular vectors P of an unfolding: C_τ becomes C_τ ×_i P_iᴴ ×_parent P_τᵀ (P_iᴴ stays
/// above the edge, P_iᵀ goes below it); then the bases are orthonormalised again, which changes no
/// entry.
public sealed interface TreeTruncation {
    /// By how far the singular values of an edge are cut.
    Truncation rule();

    /// The singular values of the whole tensor at every edge (the default). A Frobenius tolerance
    /// is a budget for all E edges together, ϑ/√E each, and then ‖Θ(Y) − Y‖ ≤ ϑ: the tails of the
    /// single projections add up as squares. The two edges of a root with two children have the
    /// same singular values and count once.
    record Weighted(Truncation rule) implements TreeTruncation {}

    /// The rule of the tree papers (arXiv:2201.10291, 2412.00858), with ϑ at every edge: singular
    /// values of each connecting tensor alone, its parent's index already shortened. Tensors below
    /// the root are orthonormal and not weighted by the singular values of the edges above, so the
    /// ranks are larger than needed, and ‖Θ(Y) − Y‖ is only a multiple of ϑ, (1 + (d − 1)‖Y‖)ϑ or
    /// so.
    record Published(Truncation rule) implements TreeTruncation {}

    /// The largest singular values of the whole tensor at every edge, as many as the edge is given.
    ///
    /// @param ranks of the edges above node 0, 1, …, as in [TreeTensor#ranks]
    record ToRanks(List<Integer> ranks) implements TreeTruncation {
        public ToRanks {
            ranks = List.copyOf(ranks);
        }

        /// To the largest of the ranks.
        @Override
        public Truncation rule() {
            return Truncation.toRank(ranks.stream().mapToInt(Integer::intValue).max().orElse(1));
        }
    }

    static TreeTruncation weighted(Truncation rule) {
        return new Weighted(rule);
    }

    static TreeTruncation published(Truncation rule) {
        return new Published(rule);
    }

    /// What a truncation did.
    ///
    /// @param value with orthonormal bases
    /// @param discarded (Σ tail²)^½ over all edges; for [Weighted] a bound of ‖Θ(Y) − Y‖, for a
    ///   matrix its value
    /// @param capped whether the largest allowed rank was below what the tolerance wanted
    record Truncated(TreeTensor value, double discarded, boolean capped) {}

    /// Applies the rule to a tensor with orthonormal bases.
    ///
    /// @throws IllegalArgumentException if a tensor has a NaN or infinite entry
    default Truncated apply(TreeTensor y) {
        Tree tree = y.tree();
        Cut[] cuts =
                switch (this) {
                    case Weighted _ -> {
                        Truncation each = Cut.perEdge(rule(), tree);
                        yield cuts(SchmidtForm.of(y), _ -> each);
                    }
                    case ToRanks(List<Integer> ranks) ->
                            cuts(SchmidtForm.of(y), node -> Truncation.toRank(ranks.get(node)));
                    case Published _ -> published(y);
                };
        Tensor[] tensors = new Tensor[tree.nodes()];
        tree.upward(node -> {
            IntFunction<Matrix> factor = k -> cuts[tree.child(node, k)].vectors().adjoint();
            Tensor c = y.tensor(node);
            Tensor kept = tree.isLeaf(node) ? c : Cores.timesChildren(c, factor);
            tensors[node] =
                    node == tree.root() ? kept : Cores.timesParent(kept, cuts[node].vectors());
        });
        double squares = 0;
        boolean capped = false;
        for (int node = 0; node < tree.root(); node++) {
            boolean counts = Cut.twin(tree, node) >= node;
            squares += counts ? cuts[node].discarded() * cuts[node].discarded() : 0;
            capped |= cuts[node].capped();
        }
        TreeTensor value = TreeTensor.of(tree, List.of(tensors)).orthonormalized();
        return new Truncated(value, Math.sqrt(squares), capped);
    }

    private static Cut[] cuts(SchmidtForm form, IntFunction<Truncation> rule) {
        Tree tree = form.tensor().tree();
        Cut[] cuts = new Cut[tree.nodes()];
        for (int node = 0; node < tree.root(); node++) {
            List<Double> sigma = form.singularValues(Math.min(node, Cut.twin(tree, node)));
            cuts[node] = Cut.of(rule.apply(node), sigma, form.vectors(node));
        }
        return cuts;
    }

    private Cut[] published(TreeTensor y) {
        Tree tree = y.tree();
        Cut[] cuts = new Cut[tree.nodes()];
        Svd[] edges = new Svd[tree.nodes()];
        tree.downward(node -> {
            Tensor c = y.tensor(node);
            Tensor shortened = node == tree.root() ? c : Cores.timesParent(c, cuts[node].vectors());
            for (int k = 0; k < tree.childCount(node); k++) {
                int child = tree.child(node, k);
                edges[child] = Svd.of(shortened.unfold(k));
                Svd decides = edges[Math.min(child, Cut.twin(tree, child))];
                cuts[child] = Cut.of(rule(), decides.singularValues(), edges[child].u());
            }
        });
        return cuts;
    }
}
