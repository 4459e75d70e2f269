package org.bugle.evolution;

import org.bugle.integrator.StepReport;

/// A step that was accepted, with the attempts before it.
///
/// @param report of the step, its evaluations those of all attempts
record Accepted<Y>(
        Checkpoint<Y> after,
        double stepSize,
        StepReport report,
        int rejectedForError,
        int rejectedForRank,
        double errorEstimate) {}
