package org.bugle.models;

import org.bugle.evolution.Observer;
import org.bugle.lowrank.LowRankMatrix;

/// A named number of the solution.
///
/// @param invariant whether the exact solution keeps it
public record Observable(
        String name, String doc, boolean invariant, Observer.Quantity<LowRankMatrix> quantity) {
    public Observer<LowRankMatrix> observer() {
        return new Observer<>(name, invariant, quantity);
    }
}
