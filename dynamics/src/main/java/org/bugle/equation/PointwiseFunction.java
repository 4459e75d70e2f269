package org.bugle.equation;

import java.util.function.DoubleUnaryOperator;

/// g: 𝕂 → 𝕂, applied to many numbers at once, entry by entry.
@FunctionalInterface
public interface PointwiseFunction {
    /// Replaces numbers by their images under g.
    ///
    /// @param numbers real ones, or real and imaginary parts in turn
    /// @param from index of the first double
    /// @param to index after the last double
    /// @throws IllegalArgumentException if the numbers are complex and g knows real ones only
    void apply(double[] numbers, int from, int to, boolean complex);

    /// Whether a real y has a complex g(y).
    default boolean isComplex() {
        return false;
    }

    /// A function of real numbers.
    static PointwiseFunction real(DoubleUnaryOperator g) {
        return (numbers, from, to, complex) -> {
            if (complex) {
                throw new IllegalArgumentException(
                        "PointwiseFunction: g is a function of real numbers, found complex ones");
            }
            for (int i = from; i < to; i++) {
                numbers[i] = g.applyAsDouble(numbers[i]);
            }
        };
    }
}
