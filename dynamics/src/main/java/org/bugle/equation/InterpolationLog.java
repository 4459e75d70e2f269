package org.bugle.equation;

/// Keeps account of the interpolations of a run: how many were made, how many rows and columns they
/// looked at, and how far off they were where they were checked. Substeps that run side by side may
/// share it; sums and maxima do not depend on their order.
public final class InterpolationLog {
    private double largestEstimate;
    private int mostIndices;
    private long built;
    private long capped;

    /// What was noted so far.
    ///
    /// @param largestEstimate of an error relative to the norm of the right-hand side seen through
    ///   the bases
    /// @param mostIndices rows or columns that one interpolation looked at
    /// @param built interpolations made
    /// @param capped those among them that missed the tolerance because they may not grow further
    public record Account(double largestEstimate, int mostIndices, long built, long capped) {}

    synchronized void note(double estimate, int indices, boolean missed) {
        largestEstimate = Math.max(largestEstimate, estimate);
        mostIndices = Math.max(mostIndices, indices);
        built++;
        if (missed) {
            capped++;
        }
    }

    /// A check of an interpolation that was made earlier.
    synchronized void check(double estimate) {
        largestEstimate = Math.max(largestEstimate, estimate);
    }

    public synchronized Account account() {
        return new Account(largestEstimate, mostIndices, built, capped);
    }
}
