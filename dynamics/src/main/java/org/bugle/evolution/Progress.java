package org.bugle.evolution;

import java.util.List;

/// Where a run stands after a step.
///
/// @param index of the step
/// @param errorEstimate of its local error, relative to the norm; NaN without adaptive control
public record Progress(
        long index, double time, double end, List<Integer> ranks, double errorEstimate) {}
