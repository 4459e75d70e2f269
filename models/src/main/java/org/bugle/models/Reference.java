package org.bugle.models;

import org.bugle.lowrank.LowRankMatrix;

import java.util.function.DoubleFunction;

/// What a solution is compared with.
public sealed interface Reference {
    /// Where no closed form is known: the full-rank solution is the reference, while it fits in
    /// memory.
    record None() implements Reference {}

    /// A solution known at any time, to rounding or to a tight tolerance.
    ///
    /// @param kind such as `exact`, for the result file
    record Exact(String kind, DoubleFunction<LowRankMatrix> at) implements Reference {}
}
