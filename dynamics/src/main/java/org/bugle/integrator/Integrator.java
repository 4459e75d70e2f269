package org.bugle.integrator;

import org.bugle.substep.Span;

/// A one-step method.
///
/// @param <Y> the format of the solution
/// @param <E> the equations it advances
public interface Integrator<Y, E> {
    /// Advances `y` from span.t() to span.end().
    ///
    /// @throws DivergenceException if the result has entries that are not finite
    Step<Y> step(E equation, Span span, Y y);

    /// The order of convergence in h that is proven, or stated by the source.
    int order();

    /// The name as in run files.
    String name();
}
