package org.bugle.models;

import java.util.function.DoubleFunction;

/// What a solution is compared with.
///
/// @param <Y> the format of the solution
public sealed interface Reference<Y> {
    /// Where no closed form is known: the full-rank solution is the reference, while it fits in
    /// memory.
    record None<Y>() implements Reference<Y> {}

    /// A solution known at any time, to rounding or to a tight tolerance.
    ///
    /// @param kind such as `exact`, for the result file
    record Exact<Y>(String kind, DoubleFunction<Y> at) implements Reference<Y> {}
}
