package org.bugle.integrator.tree;

import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// A second-order basis-update & Galerkin integrator on trees, by the midpoint rule. **Ours**: it
/// carries variant 3r of the matrix method (arXiv:2402.08607, Remark 1) over to trees and stands in
/// no paper.
///
/// | stage    | does                                                              | gives            |
/// |----------|-------------------------------------------------------------------|------------------|
/// | half     | augmented BUG over h/2, every edge truncated to its rank in Y₀    | Y_½              |
/// | augment  | leaves to root, G = h F_τ(t + h/2, Y_½) in the frames of Y_½ and between the new bases of the children | Ū_τ = orth[U⁰, U^½, G] of rank ≤ 3r |
/// | root     | C′ = F(t, C ×_i Ū_i) ×_i Ū_iᴴ over h, from C⁰ padded              | C̄               |
/// | truncate |                                                                   | Y₁               |
///
/// Order 2: measured, not proven, with ranks below full and truncation at work. On two leaves it is
/// the matrix method. Keeps norm and energy up to the truncation where F does, as the last stage is
/// a Galerkin step from Y₀ itself. Not exact for F = A′(t), only of second order. A new direction
/// is dropped where it adds less than 1e-12 of the norm of all that is offered with it.
///
/// @param truncation applied once, at the end of the step
/// @param substep solves the small ODEs; order ≥ 2
public record TreeMidpointBug(TreeTruncation truncation, Substep substep)
        implements TreeIntegrator {
    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeMidpointBug", span, y);
        TreeProjection projection = equation.projection(y);
        Frames start = Frames.of(y);
        Span half = span.firstHalf();
        TreeTensor untruncated = TreeAugmentedBug.augmented(projection, half, start, substep, log);
        TreeTensor middle = new TreeTruncation.ToRanks(y.ranks()).apply(untruncated).value();
        Frames frames = Frames.of(middle);

        Tree tree = y.tree();
        Bases bases = new Bases(y);
        Matrix[] overlaps = new Matrix[tree.nodes()]; // Ū_τᴴ U^½_τ
        tree.upward(
                frames::flops,
                node -> {
                    if (node == tree.root()) {
                        bases.put(
                                node,
                                TreeAugmentedBug.galerkin(
                                        projection, span, start, bases, node, substep, log));
                        return;
                    }
                    Tensor c = middle.tensor(node);
                    Matrix found =
                            Cores.matrix(
                                    tree.isLeaf(node)
                                            ? c
                                            : Cores.timesChildren(
                                                    c, k -> overlaps[tree.child(node, k)]));
                    Place bra = frames.place(node, bases.below(node));
                    Matrix f =
                            projection.restricted(
                                    half.end(), bra, frames.place(node), frames.matrix(node));
                    log.evaluated(1);
                    log.finite(f, log.named("F(t+h/2)", node));
                    bases.augment(node, found, log);
                    bases.augmentAgain(node, f.times(span.h()), log);
                    overlaps[node] = bases.subtree(node).matrix().adjointTimes(found);
                });
        return log.truncate(truncation, bases.value());
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public String name() {
        return "midpoint-bug";
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public TreeMidpointBug withTruncation(TreeTruncation other) {
        return new TreeMidpointBug(other, substep);
    }
}
