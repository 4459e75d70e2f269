package org.bugle.lowrank.tree;

import org.bugle.lowrank.Moments;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.TuckerTruncation;

import java.util.List;
import java.util.Optional;

/// Which ranks and subspaces a tree tensor keeps, from the root to the leaves. Every edge keeps the
/// first singular vectors P of an unfolding: C_τ becomes C_τ ×_i P_iᴴ ×_parent P_τᵀ (P_iᴴ stays
/// above the edge, P_iᵀ goes below it); then the bases are orthonormalised again, which changes no
/// entry.
public sealed interface TreeTruncation {
    /// By how far the singular values of an edge are cut.
    Truncation rule();

    /// The same with another rule; ranks by edge become a [Weighted] rule.
    TreeTruncation withRule(Truncation other);

    /// The [Weighted] truncation of the given absolute tolerance between the same ranks, which
    /// conserves what this one conserves.
    default TreeTruncation within(double tolerance) {
        return weighted(rule().within(tolerance));
    }

    /// Truncates a tensor with orthonormal bases.
    ///
    /// @throws IllegalArgumentException if a tensor has a NaN or infinite entry
    Truncated apply(TreeTensor y);

    /// The singular values of the whole tensor at every edge (the default). A Frobenius tolerance
    /// is a budget for all E edges together, ϑ/√E each, and then ‖Θ(Y) − Y‖ ≤ ϑ: the tails of the
    /// single projections add up as squares. The two edges of a root with two children have the
    /// same singular values and count once.
    record Weighted(Truncation rule) implements TreeTruncation {
        /// @throws IllegalArgumentException if the rule conserves moments, for which there is
        ///   [Conserving]
        public Weighted {
            Moments.requirePlain("TreeTruncation", rule);
        }

        @Override
        public Weighted withRule(Truncation other) {
            return new Weighted(other);
        }

        @Override
        public Truncated apply(TreeTensor y) {
            Truncation each = Cut.perEdge(rule, y.tree());
            return Cut.all(y, Cut.bySchmidtForm(y, _ -> each));
        }
    }

    /// The rule of the tree papers (arXiv:2201.10291, 2412.00858), with ϑ at every edge: singular
    /// values of each connecting tensor alone, its parent's index already shortened. Tensors below
    /// the root are orthonormal and not weighted by the singular values of the edges above, so the
    /// ranks are larger than needed, and ‖Θ(Y) − Y‖ is only a multiple of ϑ, (1 + (d − 1)‖Y‖)ϑ or
    /// so.
    record Published(Truncation rule) implements TreeTruncation {
        /// @throws IllegalArgumentException if the rule conserves moments, for which there is
        ///   [Conserving]
        public Published {
            Moments.requirePlain("TreeTruncation", rule);
        }

        @Override
        public Published withRule(Truncation other) {
            return new Published(other);
        }

        @Override
        public Truncated apply(TreeTensor y) {
            return Cut.all(y, Cut.byNode(y, rule));
        }
    }

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

        @Override
        public Weighted withRule(Truncation other) {
            return new Weighted(other);
        }

        @Override
        public Truncated apply(TreeTensor y) {
            return Cut.all(y, Cut.bySchmidtForm(y, node -> Truncation.toRank(ranks.get(node))));
        }
    }

    /// Conservative truncation (LoMaC, spec `rail` §4.7), as [TuckerTruncation.Conserving] on any
    /// tree, with the remainder cut in orthonormal bases.
    ///
    /// @param inner truncates what is left beside a function of the moments; its ranks are those of
    ///   the result
    /// @param reference the moments of the result, such as those of the initial value
    record Conserving(TreeTruncation inner, Moments moments, List<Double> reference)
            implements TreeTruncation {
        /// Singular values below this fraction of the norm are rounding of the sum.
        private static final double ROUNDING = 1e-14;

        /// @throws IllegalArgumentException if the rule fixes the ranks or leaves none beside that
        ///   of the moments, or the reference has another number of moments
        public Conserving {
            reference = List.copyOf(reference);
            moments.requireCount(reference);
            moments.requireRoom(inner.rule());
        }

        @Override
        public Truncation rule() {
            return inner.rule();
        }

        @Override
        public Conserving withRule(Truncation other) {
            return new Conserving(inner.withRule(other), moments, reference);
        }

        @Override
        public Conserving within(double tolerance) {
            return new Conserving(inner.within(tolerance), moments, reference);
        }

        @Override
        public Truncated apply(TreeTensor y) {
            Tree tree = y.tree();
            double norm = y.tensor(tree.root()).norm();
            TreeTensor rest =
                    y.minus(TreeMoments.correction(moments, tree, TreeMoments.of(moments, y)))
                            .orthonormalized();
            boolean negligible =
                    moments.isNegligible(rule(), norm, rest.tensor(tree.root()).norm());
            Optional<Truncated> cut =
                    negligible
                            ? Optional.empty()
                            : Optional.of(inner.withRule(moments.beside(rule(), norm)).apply(rest));
            TreeTensor restored =
                    cut.map(Truncated::value)
                            .map(kept -> restored(kept).plus(kept))
                            .orElseGet(() -> TreeMoments.correction(moments, tree, reference));
            int least = Math.max(1, rule().minRank());
            TreeTensor value =
                    new Weighted(new Truncation.Tail(0, ROUNDING, least, Truncation.UNLIMITED))
                            .apply(restored.orthonormalized())
                            .value();
            boolean capped = cut.map(Truncated::capped).orElse(false);
            return new Truncated(value, y.distance(value), capped);
        }

        /// P(m_ref − m) for what has been kept.
        private TreeTensor restored(TreeTensor kept) {
            return TreeMoments.correction(
                    moments,
                    kept.tree(),
                    Moments.missing(reference, TreeMoments.of(moments, kept)));
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
}
