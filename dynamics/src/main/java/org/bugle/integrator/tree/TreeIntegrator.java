package org.bugle.integrator.tree;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Integrator;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Substep;

import java.util.Optional;

/// An integrator for tensors on a tree of any shape, real or complex. It wants a value with
/// orthonormal bases and returns such a one. A tree of one leaf has no bases, and every method is
/// its substep there.
public interface TreeIntegrator extends Integrator<TreeTensor, TreeEquation> {
    /// Solves the small ODEs.
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
