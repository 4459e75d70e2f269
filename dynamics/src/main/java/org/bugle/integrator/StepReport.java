package org.bugle.integrator;

import java.util.List;
import java.util.OptionalDouble;

/// What a step did.
///
/// @param ranksBefore the rank of a matrix, or one rank per edge of a tree
/// @param ranksAugmented before the truncation
/// @param ranksAfter after it
/// @param discarded Frobenius norm of what the truncation dropped
/// @param capped whether a largest rank kept the truncation from its tolerance
/// @param dropped new directions that added nothing to a basis
/// @param rejections attempts that were repeated inside the step
/// @param evaluations of restricted right-hand sides
/// @param errorEstimate of the local error, where the method embeds one
public record StepReport(
        List<Integer> ranksBefore,
        List<Integer> ranksAugmented,
        List<Integer> ranksAfter,
        double discarded,
        boolean capped,
        int dropped,
        int rejections,
        int evaluations,
        OptionalDouble errorEstimate) {
    /// The same with the counts of earlier attempts added in.
    public StepReport withCounts(int allEvaluations, int allRejections) {
        return new StepReport(
                ranksBefore,
                ranksAugmented,
                ranksAfter,
                discarded,
                capped,
                dropped,
                allRejections,
                allEvaluations,
                errorEstimate);
    }

    /// The same with ranks as another format counts them.
    public StepReport withRanks(
            List<Integer> before, List<Integer> augmented, List<Integer> after) {
        return new StepReport(
                before,
                augmented,
                after,
                discarded,
                capped,
                dropped,
                rejections,
                evaluations,
                errorEstimate);
    }
}
