package org.bugle.integrator;

import org.bugle.substep.Span;

import java.util.Locale;

/// A step gave entries that are NaN or infinite. Says where, which quantity, and what helps.
public final class DivergenceException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final double time;
    private final double stepSize;
    private final String quantity;

    public DivergenceException(
            String integrator, Span span, String quantity, long bad, long entries) {
        super(
                String.format(
                        Locale.ROOT,
                        "%s at t = %.6g, h = %.6g: %s has %d non-finite entries of %d; reduce h or"
                                + " choose an implicit substep",
                        integrator,
                        span.t(),
                        span.h(),
                        quantity,
                        bad,
                        entries));
        time = span.t();
        stepSize = span.h();
        this.quantity = quantity;
    }

    public double time() {
        return time;
    }

    public double stepSize() {
        return stepSize;
    }

    /// The quantity that blew up, such as K(t+h).
    public String quantity() {
        return quantity;
    }
}
