package org.bugle.integrator.tree;

import org.bugle.integrator.Step;
import org.bugle.integrator.StepAccount;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

/// The account of one step of a tensor on a tree.
final class TreeStepLog extends StepAccount {
    /// A new direction is dropped where it adds no more than this fraction of the norm of all that
    /// is offered with it. The tree of the tensor carries that norm to every node, so it is the
    /// rule 1e-12 max(1, ‖K(t₁)‖) of spec `ttn` at ‖Y‖ = 1, and does not depend on the unit of Y. A
    /// fraction of each column alone would keep the rounding of zero columns, which padded product
    /// states have.
    static final double DEPENDENT = 1e-12;

    private final Tree tree;

    TreeStepLog(String integrator, Span span, TreeTensor before) {
        super(integrator, span, before.ranks());
        tree = before.tree();
        assert before.orthonormalityDefect() < ORTHONORMAL
                : integrator + " wants orthonormal bases";
    }

    /// Solves the ODE of the tensor of a node.
    Matrix solve(Substep substep, ModeOde ode, Span part, Matrix x0, int node) {
        return solve(substep, ode, part, x0, named("C(t+h)", node));
    }

    /// What is meant in messages.
    String named(String quantity, int node) {
        return tree.isLeaf(node)
                ? quantity.replace('C', 'K') + " of site " + tree.site(node)
                : quantity + " of node " + node;
    }

    /// An orthonormal basis with u0 as its first columns, by the rule [#DEPENDENT].
    Matrix augment(Matrix u0, Matrix k) {
        Matrix result = Basis.augmentAbove(u0, k, DEPENDENT * k.norm());
        dropped(u0.cols() + k.cols() - result.cols());
        return result;
    }

    /// Ends the step by a truncation.
    Step<TreeTensor> truncate(TreeTruncation truncation, TreeTensor augmented) {
        return end(truncation.apply(augmented), augmented);
    }

    /// Ends the step by a truncation that was made.
    Step<TreeTensor> end(TreeTruncation.Truncated truncated, TreeTensor augmented) {
        return step(truncated.value(), augmented, truncated.discarded(), truncated.capped());
    }

    /// Ends the step of a method that fixes the ranks.
    Step<TreeTensor> keep(TreeTensor value) {
        return step(value, value, 0, false);
    }

    private Step<TreeTensor> step(
            TreeTensor value, TreeTensor augmented, double discarded, boolean capped) {
        assert value.orthonormalityDefect() < ORTHONORMAL : lost("orthonormality");
        return new Step<>(value, report(augmented.ranks(), value.ranks(), discarded, capped));
    }
}
