package org.bugle.evolution;

/// All that a run needs to go on bitwise as if it had not stopped.
///
/// @param index steps accepted so far
/// @param time reached
/// @param nextStep the step size that comes next: of the grid, or proposed by the controller
/// @param legIndex where the present grid of equal steps begins; 0 unless a finished run was
///   extended by other steps
/// @param legTime the time of step `legIndex`
/// @param seed of the run
/// @param evaluations of right-hand sides so far
/// @param rejected steps repeated so far
public record Checkpoint<Y>(
        long index,
        double time,
        double nextStep,
        long legIndex,
        double legTime,
        Y state,
        long seed,
        long evaluations,
        long rejected) {}
