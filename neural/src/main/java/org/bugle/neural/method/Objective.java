package org.bugle.neural.method;

import org.bugle.neural.weight.Weights;

import java.util.Map;

/// The loss of the weights on one batch. It may be asked for at several points; how it is computed,
/// and by what engine, a method never sees.
@FunctionalInterface
public interface Objective {
    /// One forward pass and, where anything is wanted, one backward pass.
    ///
    /// @param wanted by the name of the weight; others are not derived by
    /// @throws IllegalArgumentException if DENSE is wanted of a factored weight, or another of a
    ///   dense one
    Evaluation evaluate(Weights weights, Map<String, Wanted> wanted);
}
