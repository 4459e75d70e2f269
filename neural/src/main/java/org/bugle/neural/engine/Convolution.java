package org.bugle.neural.engine;

/// The geometry of a cross-correlation Y(f, x, y) = Σ W(f, c, i, j) X(c, s·x + i − p, s·y + j − p)
/// with zero padding.
///
/// @param groups input and output channels are split into so many groups that do not mix
public record Convolution(
        int strideRows, int strideColumns, int paddingRows, int paddingColumns, int groups) {

    /// @throws IllegalArgumentException if a stride or the groups are below 1 or a padding below 0
    public Convolution {
        if (strideRows < 1 || strideColumns < 1 || groups < 1) {
            throw new IllegalArgumentException(
                    "Convolution: strides and groups must be ≥ 1, found %d×%d and %d"
                            .formatted(strideRows, strideColumns, groups));
        }
        if (paddingRows < 0 || paddingColumns < 0) {
            throw new IllegalArgumentException(
                    "Convolution: paddings must be ≥ 0, found %d×%d"
                            .formatted(paddingRows, paddingColumns));
        }
    }

    /// Stride 1 without padding.
    public static Convolution valid() {
        return of(1, 0);
    }

    public static Convolution of(int stride, int padding) {
        return new Convolution(stride, stride, padding, padding, 1);
    }

    /// How many rows come out of so many, for a kernel of so many.
    public int rows(int rows, int kernel) {
        return (rows + 2 * paddingRows - kernel) / strideRows + 1;
    }

    public int columns(int columns, int kernel) {
        return (columns + 2 * paddingColumns - kernel) / strideColumns + 1;
    }
}
