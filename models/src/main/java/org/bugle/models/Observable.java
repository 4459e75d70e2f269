package org.bugle.models;

import org.bugle.evolution.Observer;

/// A named number of the solution.
///
/// @param <Y> the format of the solution
/// @param invariant whether the exact solution keeps it
public record Observable<Y>(
        String name, String doc, boolean invariant, Observer.Quantity<Y> quantity) {
    public Observer<Y> observer() {
        return new Observer<>(name, invariant, quantity);
    }
}
