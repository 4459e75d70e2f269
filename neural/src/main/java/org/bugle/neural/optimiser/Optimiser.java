package org.bugle.neural.optimiser;

import org.bugle.neural.array.Array;

/// Moves one array along its gradient, entry by entry.
public interface Optimiser {
    /// The array after one step.
    ///
    /// @param name under which this array's momenta are remembered, as `name/…`
    /// @param rate the learning rate
    Array step(String name, Array value, Array gradient, double rate, Memory.Draft memory);
}
