package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.integrator.Step;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The projector-splitting integrator on trees (arXiv:2002.11392), of fixed ranks; for quantum
/// spins it is the time-dependent variational principle with single-site updates, TDVP-1.
///
/// At a node τ with the tensor C, for its children i = 1, …, m **one after the other**:
///
/// | stage    | does                                                       |
/// |----------|------------------------------------------------------------|
/// | split    | unfold_i(C) = S unfold_i(Q), Q joins the frame of the child |
/// | forward  | the child from U_i S: K′ = F_i(t, K) at a leaf, all of this table at an inner node; then QR = U¹_i S |
/// | backward | S′ = −U¹_iᴴ F_i(t, U¹_i S), and C = Q ×_i S                 |
///
/// and last C′ = F_τ(t, C ×_i U¹_i) ×_i U¹_iᴴ.
///
/// Order 1 (this table over the whole step) or 2 (over the first half, then the same backwards over
/// the second half, its adjoint; not proven to be robust). Exact for F = A′(t) with A(t) of the
/// same ranks. Keeps the norm as well as the substep does, and with order 2 the energy nearly. The
/// backward substeps are what dissipative stiff equations do not forgive. Nothing runs side by
/// side.
///
/// On two leaves, this is the matrix method K–S–L followed by S backward and forward, which cancel
/// where F does not depend on time.
///
/// @param order 1 or 2
public record TreeProjectorSplitting(int order, Substep substep) implements TreeIntegrator {
    /// @throws IllegalArgumentException if the order is neither 1 nor 2
    public TreeProjectorSplitting {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException(
                    "TreeProjectorSplitting: order must be 1 or 2, found " + order);
        }
    }

    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeProjectorSplitting", span, y);
        TreeProjection projection = equation.projection(y);
        if (order == 1) {
            return log.keep(new SplittingSweep(projection, span, y, substep, log).leavesFirst());
        }
        TreeTensor half =
                new SplittingSweep(projection, span.firstHalf(), y, substep, log).leavesFirst();
        return log.keep(
                new SplittingSweep(projection, span.secondHalf(), half, substep, log).rootFirst());
    }

    @Override
    public String name() {
        return "projector-splitting";
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        return Optional.empty();
    }
}
