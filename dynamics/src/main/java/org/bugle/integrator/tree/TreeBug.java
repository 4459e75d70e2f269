package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The fixed-rank basis-update & Galerkin ("unconventional") integrator on trees (arXiv:2010.02022
/// for Tucker tensors, its recursion after arXiv:2201.10291).
///
/// From the leaves to the root, each node in the frame that it has at t:
///
/// | node  | solves             | from                        | gives                             |
/// |-------|--------------------|-----------------------------|-----------------------------------|
/// | leaf  | K′ = F_l(t, K)     | U⁰S                         | U¹ = orth[K(t₁)], M = U¹ᴴU⁰       |
/// | inner | C′ = F_τ(t, C ×_i U¹_i) ×_i U¹_iᴴ | (C⁰ ×_parent Sᵀ) ×_i M_i | C¹ = orth[C(t₁)], M = C¹ᴴ(C⁰ ×_i M_i) |
/// | root  | the same           | C⁰ ×_i M_i                  | C¹ = C(t₁)                        |
///
/// Order 1 in h, robust to small singular values; exact for F = A′(t) with A(t) of the same ranks.
/// There is no backward substep. A rank falls where r_i exceeds what the other edges of its parent
/// can carry.
public record TreeBug(Substep substep) implements TreeIntegrator {
    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        TreeStepLog log = new TreeStepLog("TreeBug", span, y);
        TreeProjection projection = equation.projection(y);
        Frames frames = Frames.of(y);
        Bases bases = new Bases(y);
        Tree tree = y.tree();
        Matrix[] overlaps = new Matrix[tree.nodes()]; // M
        tree.upward(
                frames::flops,
                node -> {
                    Matrix x0 = rewritten(frames.tensor(node), tree, node, overlaps);
                    Matrix x1 =
                            log.solve(
                                    substep,
                                    projection.ode(frames.place(node, bases.below(node))),
                                    span,
                                    x0,
                                    node);
                    Matrix basis = node == tree.root() ? x1 : Basis.of(x1);
                    overlaps[node] =
                            basis.adjointTimes(rewritten(y.tensor(node), tree, node, overlaps));
                    bases.put(node, basis);
                });
        return log.keep(bases.value());
    }

    /// C ×_i M_i over all children, as a matrix.
    private static Matrix rewritten(Tensor c, Tree tree, int node, Matrix[] overlaps) {
        return Cores.matrix(
                tree.isLeaf(node) ? c : Cores.timesChildren(c, k -> overlaps[tree.child(node, k)]));
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "bug";
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        return Optional.empty();
    }
}
