package org.bugle.integrator.implicit;

import org.bugle.equation.split.StagedEquation;
import org.bugle.equation.split.StagedTree;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Dirk;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// [Rail] for tensors on a star, which are Tucker tensors.
public record TreeRail(Rail rail) implements TreeIntegrator {
    /// @throws IllegalArgumentException if the tree is no star, the equation does not know its
    ///   stiff part, or has one that is not stiff and the table no explicit part
    @Override
    public Step<TreeTensor> step(TreeEquation equation, Span span, TreeTensor y) {
        if (!(equation instanceof StagedTree(StagedEquation parts, _))) {
            throw new IllegalArgumentException(
                    "Rail: wants an equation on a tree that is split into a stiff part and the rest, found %s"
                            .formatted(equation.getClass().getSimpleName()));
        }
        Tree tree = y.tree();
        if (!tree.equals(Tree.star(tree.sites()))) {
            throw new IllegalArgumentException(
                    "Rail: wants a tensor on a star, all sites under one node, found the tree %s"
                            .formatted(tree));
        }
        Step<Tucker> step = rail.step(parts, span, y.toTucker());
        return new Step<>(TreeTensor.of(tree, step.value()), step.report());
    }

    /// The implicit part of the table, which no step is too large for.
    @Override
    public Substep substep() {
        return new Dirk(rail.table().implicitPart(), 1);
    }

    @Override
    public Optional<TreeTruncation> truncationRule() {
        TreeTruncation plain = TreeTruncation.weighted(rail.truncation().rule());
        return Optional.of(
                switch (rail.truncation()) {
                    case TuckerTruncation.Sequential _ -> plain;
                    case TuckerTruncation.Conserving conserving ->
                            new TreeTruncation.Conserving(
                                    plain, conserving.moments(), conserving.reference());
                });
    }

    /// The other truncation in the way of the Tucker format; one that conserves the moments that
    /// this method conserves cuts the remainder as this one does.
    @Override
    public TreeRail withTruncation(TreeTruncation other) {
        TuckerTruncation same =
                switch (other) {
                    case TreeTruncation.Conserving c
                            when rail.truncation() instanceof TuckerTruncation.Conserving own
                                    && own.moments().equals(c.moments()) ->
                            own.withRule(c.rule());
                    case TreeTruncation.Conserving c ->
                            TuckerTruncation.of(
                                    new Truncation.Conserving(
                                            c.rule(), c.moments(), c.reference()));
                    case TreeTruncation.Weighted _,
                            TreeTruncation.Published _,
                            TreeTruncation.ToRanks _ ->
                            new TuckerTruncation.Sequential(other.rule());
                };
        return new TreeRail(rail.withTruncation(same));
    }

    @Override
    public int order() {
        return rail.order();
    }

    @Override
    public String name() {
        return rail.name();
    }
}
