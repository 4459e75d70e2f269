package org.bugle.evolution;

import java.util.List;

/// A line of the history: an accepted step.
///
/// @param index from 1; 0 is the start, whose report is empty
/// @param observed in the order of the observers
/// @param rejectedForError attempts of this step repeated because the error estimate was too large
/// @param rejectedForRank attempts of this step, or of a part of it, repeated in larger bases:
///   because F pointed out of what they reach, or by the integrator's own rule
/// @param evaluations of restricted right-hand sides, those of all attempts
/// @param errorEstimate of this step's local error, relative to the norm; NaN without adaptive
///   control
public record Row(
        long index,
        double time,
        double stepSize,
        List<Integer> ranks,
        double norm,
        double discarded,
        boolean capped,
        int rejectedForError,
        int rejectedForRank,
        int evaluations,
        double errorEstimate,
        List<Double> observed) {
    /// The largest of the ranks; 1 where there is no edge.
    public int maxRank() {
        return ranks.stream().max(Integer::compare).orElse(1);
    }
}
