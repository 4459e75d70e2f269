package org.bugle.evolution;

/// How a run gets from a state to the next one.
interface Stepping<Y> {
    /// The time at which the run ends.
    double end();

    /// What the run starts from instead; called once, not for a resumed run.
    Checkpoint<Y> begin(Checkpoint<Y> start, Warnings warnings);

    /// Whether the end is reached.
    boolean isAtEnd(Checkpoint<Y> now);

    /// @throws ArithmeticException if there is no next state
    Accepted<Y> next(Checkpoint<Y> now, Warnings warnings);
}
