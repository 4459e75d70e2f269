package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The rank-adaptive basis-update & Galerkin integrator on trees (arXiv:2201.10291).
///
/// From the leaves to the root, each node in the frame that it has at t:
///
/// | node     | solves                            | from                 | gives                        |
/// |----------|-----------------------------------|----------------------|------------------------------|
/// | leaf     | K′ = F_l(t, K)                    | U⁰S                  | Û = [U⁰, Ũ] = orth[U⁰, K(t₁)] |
/// | inner    | C′ = F_τ(t, C ×_i Û_i) ×_i Û_iᴴ   | C⁰ ×_parent Sᵀ, padded | Ĉ = orth[C⁰ padded, C(t₁)]   |
/// | root     | the same                          | C⁰ padded            | Ĉ = C(t₁)                    |
/// | truncate |                                   |                      | Y₁                           |
///
/// "Padded" is by zeros: old columns come first everywhere, so the old coefficients hold in the new
/// bases as they are. The basis of an inner node keeps its orthonormal C⁰, without S (the authors'
/// code augments by C⁰ ×_parent Sᵀ, which has the same span where S is regular).
///
/// Order 1 in h, with constants that do not depend on the singular values of Y₀. Exact for F =
/// A′(t), A(t) of the ranks of Y₀. Keeps norm and energy up to the truncation where F does. A new
/// direction is dropped where it adds less than 1e-12 of the norm of all that is offered.
///
/// @param truncation applied once, at the end of the step
/// @param substep solves the small ODEs; order ≥ 2, or its error hides the integrator's
public record TreeAugmentedBug(TreeTruncation truncation, Substep substep)
        implements TreeIntegrator {
    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeAugmentedBug", span, y);
        return log.truncate(
                truncation, augmented(equation.projection(y), span, Frames.of(y), substep, log));
    }

    /// The step without its truncation.
    static TreeTensor augmented(
            TreeProjection projection, Span span, Frames frames, Substep substep, TreeStepLog log) {
        Tree tree = frames.value().tree();
        Bases bases = new Bases(frames.value());
        tree.upward(
                frames::flops,
                node -> {
                    Matrix x1 = galerkin(projection, span, frames, bases, node, substep, log);
                    if (node == tree.root()) {
                        bases.put(node, x1);
                    } else {
                        bases.augment(node, x1, log);
                    }
                });
        return bases.value();
    }

    /// The tensor of a node over the span, between its frame and new bases that begin with the old
    /// ones.
    static Matrix galerkin(
            TreeProjection projection,
            Span span,
            Frames frames,
            Bases bases,
            int node,
            Substep substep,
            TreeStepLog log) {
        var below = bases.below(node);
        Matrix x0 = Cores.matrix(Bases.embedded(frames.tensor(node), below));
        return log.solve(substep, projection.ode(frames.place(node, below)), span, x0, node);
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "augmented-bug";
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public TreeAugmentedBug withTruncation(TreeTruncation other) {
        return new TreeAugmentedBug(other, substep);
    }
}
