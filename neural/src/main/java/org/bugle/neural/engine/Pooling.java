package org.bugle.neural.engine;

/// Square windows of a pooling.
///
/// @param padding with −∞ for a maximum, with zeros that count for a mean
public record Pooling(int window, int stride, int padding) {

    /// @throws IllegalArgumentException if window or stride is below 1, or the padding is not in 0
    ///   … window/2
    public Pooling {
        if (window < 1 || stride < 1 || padding < 0 || padding > window / 2) {
            throw new IllegalArgumentException(
                    "Pooling: window and stride must be ≥ 1 and padding in 0 … window/2, found"
                            + " %d, %d, %d".formatted(window, stride, padding));
        }
    }

    /// Windows side by side.
    public static Pooling of(int window) {
        return new Pooling(window, window, 0);
    }

    public int size(int length) {
        return (length + 2 * padding - window) / stride + 1;
    }
}
