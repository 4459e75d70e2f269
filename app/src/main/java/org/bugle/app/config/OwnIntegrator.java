package org.bugle.app.config;

import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.tree.TreeIntegrator;

import java.util.Optional;

/// An integrator of one's own: a record whose components, annotated with
/// [org.bugle.models.parameter.Key], are its keys in the run file. Keys named `rank`, `truncation`
/// and `substep` are taken to mean what they mean for the integrators that are built in.
public interface OwnIntegrator {
    /// The method for solutions that are matrices, if it is one for them.
    default Optional<MatrixIntegrator> forMatrices() {
        return Optional.empty();
    }

    /// The method for solutions that are tensors on a tree, if it is one for them.
    default Optional<TreeIntegrator> forTrees() {
        return Optional.empty();
    }

    /// The rank to start from, which a method without a truncation keeps; without it, that of the
    /// problem's source.
    default Optional<Integer> startRank() {
        return Optional.empty();
    }

    /// How pointwise nonlinear terms are evaluated.
    default IntegratorSettings.Pointwise pointwise() {
        return IntegratorSettings.Pointwise.AUTO;
    }
}
