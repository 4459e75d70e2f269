package org.bugle.integrator.manifold;

import org.bugle.substep.Span;

import java.util.Locale;

/// A point or a vector outside of the domain of a retraction or of its inverse. The message names
/// the condition that fails.
public final class RetractionException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    RetractionException(String message) {
        super(message);
    }

    /// The same, with the step in which it happened.
    RetractionException at(String integrator, Span span) {
        return new RetractionException(
                String.format(
                        Locale.ROOT,
                        "%s at t = %.6g, h = %.6g: %s; reduce h, choose another retraction, or"
                                + " start from a smaller rank",
                        integrator,
                        span.t(),
                        span.h(),
                        getMessage()));
    }
}
