package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Integrator;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Substep;

import java.util.Optional;

/// An integrator for tree tensor networks.
public interface TreeIntegrator extends Integrator<TreeTensor, TreeEquation> {
    /// Solves the small ODEs of the nodes.
    Substep substep();

    /// The truncation at the end of a step; absent where the method itself fixes the ranks.
    Optional<TreeTruncation> truncationRule();

    /// The same method with another truncation.
    ///
    /// @throws IllegalStateException if the method has none
    default TreeIntegrator withTruncation(TreeTruncation truncation) {
        throw new IllegalStateException(name() + " keeps its ranks and has no truncation");
    }
}
