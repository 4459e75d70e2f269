package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.integrator.Step;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The parallel basis-update & Galerkin integrator on trees (arXiv:2412.00858): the bases of all
/// leaves and the tensors of all inner nodes are advanced at the same time, none waits for another.
///
/// | stage    | does                                             | gives                            |
/// |----------|--------------------------------------------------|----------------------------------|
/// | solve    | K′ = F_l(t, K) at every leaf, C′ = F_τ(t, C ×_i U⁰_i) ×_i U⁰_iᴴ at every inner node, in the frames at t | K(t₁), C̄(t₁) |
/// | augment  | from the leaves up, [C⁰ padded, C̃] = orth[C⁰ padded, Ĉ] | Û_τ = [U⁰_τ, Ũ_τ]         |
/// | assemble | old in all children: C̄(t₁); new in child i, old in the others: C̃_i; else zero | Ĉ, r̂₁×…×r̂_m×r |
/// | truncate |                                                  | Y₁                               |
///
/// Order 1 in h. Not exact for F = A′(t) and keeps norm and energy up to O(h²) only. Directions
/// that enter with a weight below the truncation tolerance are cut again in every step, so ϑ should
/// fall with h² or faster. A new direction is dropped where it adds less than 1e-12 of the norm of
/// all that is offered.
///
/// @param block how the blocks C̃_i are made
/// @param rejection when a step is repeated in its augmented bases; never where absent
public record TreeParallelBug(
        Block block, Optional<Rejection> rejection, TreeTruncation truncation, Substep substep)
        implements TreeIntegrator {
    /// The blocks with new directions in one child.
    public enum Block {
        /// h F_τ(t, Y_τ) ×_i Ũ_iᴴ ×_{j≠i} U⁰_jᴴ, of the paper.
        EULER,
        /// Ũ_iᴴ K_i(t₁) in the frame of the child: what its own solve has found.
        K
    }

    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeParallelBug", span, y);
        TreeProjection projection = equation.projection(y);
        TreeTensor start = y;
        for (int attempt = 1; ; attempt++) {
            ParallelStage stage = new ParallelStage(this, projection, span, start, log);
            TreeTensor augmented = stage.augmented();
            TreeTruncation.Truncated truncated = truncation.apply(augmented);
            if (!isRejected(attempt, stage, truncated.value())) {
                return log.end(truncated, augmented);
            }
            log.reject();
            start = stage.startInAugmentedBases();
        }
    }

    private boolean isRejected(int attempt, ParallelStage stage, TreeTensor truncated) {
        return rejection
                .filter(rule -> attempt < rule.attempts() && !truncation.rule().isFixedRank())
                .filter(rule -> stage.hasGrown())
                .filter(rule ->
                        isFull(stage.start().ranks(), truncated.ranks())
                                || neglected(stage, rule) > rule.factor() * tolerance(stage))
                .isPresent();
    }

    /// |h| times the largest η of all inner nodes.
    private static double neglected(ParallelStage stage, Rejection rule) {
        double eta = Collections.max(stage.neglected(rule.block()));
        return Math.abs(stage.span().h()) * eta;
    }

    /// η_τ = ‖F_τ(t, Y_τ) ×_1 Ũ_1ᴴ … ×_m Ũ_mᴴ‖ by node, the norm of the block of new directions in
    /// all children that the first attempt of a step leaves out; 0 at leaves and where a child has
    /// no new direction.
    public List<Double> neglected(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeParallelBug", span, y);
        return new ParallelStage(this, equation.projection(y), span, y, log)
                .neglected(Rejection.Neglected.ALL_NEW);
    }

    /// Whether a rank is twice what it was, the most that one attempt can give.
    private boolean isFull(List<Integer> before, List<Integer> after) {
        for (int edge = 0; edge < before.size(); edge++) {
            if (after.get(edge) >= 2 * before.get(edge)
                    && after.get(edge) < truncation.rule().maxRank()) {
                return true;
            }
        }
        return false;
    }

    private double tolerance(ParallelStage stage) {
        TreeTensor augmented = stage.augmented();
        return truncation.rule().tolerance(augmented.tensor(augmented.tree().root()).norm());
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "parallel-bug";
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public TreeParallelBug withTruncation(TreeTruncation other) {
        return new TreeParallelBug(block, rejection, other, substep);
    }
}
