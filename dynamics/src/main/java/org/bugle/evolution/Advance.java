package org.bugle.evolution;

import org.bugle.integrator.Step;
import org.bugle.substep.Span;

import java.util.Optional;

/// An equation and an integrator put together: what the driver must know of a format.
interface Advance<Y> {
    String name();

    int order();

    /// @throws ArithmeticException if the step fails
    Step<Y> step(Span span, Y y);

    /// The step that would have been unstable, in a sentence with its remedy; empty if it is stable
    /// as far as an estimate at the start can tell.
    Optional<String> stabilityWarning(double t, double h, double duration, Y y, long seed);
}
