package org.bugle.substep;

/// The time interval [t, t + h] of a step, with what makes its random draws its own.
///
/// @param index number of the step in the run, from 0
/// @param attempt how often this step was tried before
/// @param h step size, not 0; may be negative
public record Span(long index, int attempt, double t, double h) {
    /// @throws IllegalArgumentException if t or h is not finite, or h is 0
    public Span {
        if (!Double.isFinite(t) || !Double.isFinite(h) || h == 0) {
            throw new IllegalArgumentException(
                    "Span: t and h must be finite and h not 0, found t = %s, h = %s"
                            .formatted(t, h));
        }
    }

    public double end() {
        return t + h;
    }

    /// [t, t + h/2].
    public Span firstHalf() {
        return new Span(index, attempt, t, h / 2);
    }

    /// [t + h/2, t + h].
    public Span secondHalf() {
        return new Span(index, attempt, t + h / 2, h / 2);
    }

    /// The same interval, tried once more.
    public Span again() {
        return new Span(index, attempt + 1, t, h);
    }
}
