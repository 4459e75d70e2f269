package org.bugle.evolution;

/// All that a run needs to go on bitwise as if it had not stopped.
///
/// @param index steps accepted so far
/// @param time reached
/// @param nextStep the step size that comes next: of the grid, or proposed by the controller; 0
///   where none is known yet
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
        long rejected) {
    /// What holds one step later.
    ///
    /// @param newEvaluations of that step
    /// @param newRejected of that step
    Checkpoint<Y> after(
            double newTime, double newStep, Y newState, int newEvaluations, int newRejected) {
        return new Checkpoint<>(
                index + 1,
                newTime,
                newStep,
                legIndex,
                legTime,
                newState,
                seed,
                evaluations + newEvaluations,
                rejected + newRejected);
    }

    Checkpoint<Y> withState(Y other) {
        return new Checkpoint<>(
                index, time, nextStep, legIndex, legTime, other, seed, evaluations, rejected);
    }

    /// The same place on the grid that begins elsewhere.
    Checkpoint<Y> onLeg(long newLegIndex, double newLegTime) {
        return new Checkpoint<>(
                index, time, nextStep, newLegIndex, newLegTime, state, seed, evaluations, rejected);
    }
}
