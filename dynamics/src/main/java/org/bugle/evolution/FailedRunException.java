package org.bugle.evolution;

/// A run that cannot go on: it blew up, or cannot meet its tolerance. Holds the last good state;
/// the cause is what the integrator said, if it said something.
public final class FailedRunException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final transient Checkpoint<?> lastGood;

    FailedRunException(String message, Checkpoint<?> lastGood) {
        super(message);
        this.lastGood = lastGood;
    }

    /// The time of the last good state.
    public double time() {
        return lastGood.time();
    }

    /// The number of the step that failed, from 1.
    public long index() {
        return lastGood.index() + 1;
    }

    /// Where a run with smaller steps can go on.
    public Checkpoint<?> lastGood() {
        return lastGood;
    }
}
