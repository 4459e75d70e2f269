package org.bugle.evolution;

import org.bugle.integrator.Step;
import org.bugle.substep.Span;

import java.util.Optional;

/// An equation and an integrator put together: what the driver must know of a format.
interface Advance<Y> {
    String name();

    int order();

    /// The step with the integrator's own truncation.
    ///
    /// @throws ArithmeticException if the step fails
    Step<Y> step(Span span, Y y);

    /// A sentence with a remedy if steps of `h` are unstable, as far as an estimate at `y` can
    /// tell.
    Optional<String> stabilityWarning(double t, double h, double duration, Y y, long seed);

    // ---- for control of step and rank

    /// Whether the integrator truncates by a tolerance, which the driver may choose.
    boolean adaptsRank();

    /// Whether there is no rank that could be too small.
    boolean isFullRank();

    /// The step with a truncation of the given absolute tolerance (Frobenius), between the smallest
    /// and the largest rank of the integrator's own; where the rank does not adapt, as [#step(Span,
    /// Object)].
    Step<Y> step(Span span, Y y, double tolerance);

    /// The start by a truncation of the given absolute tolerance; by the integrator's own where the
    /// rank does not adapt.
    Y truncated(Y y, double tolerance);

    /// The same value in bases from which a step reaches F(t, Y) up to an absolute tolerance, as
    /// far as the largest rank allows; the same value where the rank does not adapt.
    Reach.Start<Y> reaching(double t, Y y, double tolerance, long seed);

    /// ‖F(t, Y)‖, or of what of it is seen from the bases of Y.
    double speed(double t, Y y);
}
