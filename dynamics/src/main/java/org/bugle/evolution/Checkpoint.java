package org.bugle.evolution;

/// All that a run needs to go on bitwise as if it had not stopped.
///
/// @param index steps accepted so far
/// @param time reached
/// @param nextStep the step size that the controller proposes next
/// @param seed of the run
/// @param evaluations of right-hand sides so far
/// @param rejected steps repeated so far
public record Checkpoint<Y>(
        long index,
        double time,
        double nextStep,
        Y state,
        long seed,
        long evaluations,
        long rejected) {}
