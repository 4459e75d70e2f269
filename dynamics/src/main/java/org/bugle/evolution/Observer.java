package org.bugle.evolution;

/// A number that is recorded after every step.
///
/// @param name as in history files
/// @param invariant whether the exact solution keeps it, so that its drift is an error
public record Observer<Y>(String name, boolean invariant, Quantity<Y> quantity) {
    /// A quantity of a state at a time.
    @FunctionalInterface
    public interface Quantity<Y> {
        double of(double t, Y y);
    }
}
