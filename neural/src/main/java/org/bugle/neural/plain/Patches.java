package org.bugle.neural.plain;

import org.bugle.neural.engine.Convolution;

import java.util.Arrays;

/// What the windows of a convolution see: for some images of a batch and one group of channels, the
/// matrix with a row for each (channel, row, column) of the kernel and a column for each pixel of
/// each result.
///
/// @param channels of all groups
/// @param outRows of a result
record Patches(
        Convolution geometry,
        int channels,
        int rows,
        int columns,
        int kernelRows,
        int kernelColumns,
        int outRows,
        int outColumns) {

    int pixels() {
        return outRows * outColumns;
    }

    int perGroup() {
        return channels / geometry.groups();
    }

    /// Rows of the matrix.
    int height() {
        return perGroup() * kernelRows * kernelColumns;
    }

    /// Visits the pieces of the matrix that are rows of results.
    @FunctionalInterface
    private interface Piece {
        /// @param patch the first of the entries of the matrix, one for each column of a result
        /// @param image the first entry of the image's row that it lies in, −1 outside
        /// @param shift where the window's column begins in that row for the first of them
        void at(int patch, int image, int shift);
    }

    private void forEach(int first, int images, int group, Piece piece) {
        int width = images * pixels();
        for (int row = 0; row < height(); row++) {
            int channel = group * perGroup() + row / (kernelRows * kernelColumns);
            int i = row / kernelColumns % kernelRows - geometry.paddingRows();
            int shift = row % kernelColumns - geometry.paddingColumns();
            for (int image = 0; image < images; image++) {
                int plane = ((first + image) * channels + channel) * rows;
                int patch = row * width + image * pixels();
                for (int y = 0; y < outRows; y++) {
                    int at = y * geometry.strideRows() + i;
                    boolean inside = at >= 0 && at < rows;
                    piece.at(patch + y * outColumns, inside ? (plane + at) * columns : -1, shift);
                }
            }
        }
    }

    /// The first result whose window begins inside the image.
    private int from(int shift) {
        return Math.min(outColumns, Math.ceilDiv(Math.max(0, -shift), geometry.strideColumns()));
    }

    /// The first result from there on whose window begins behind the image.
    private int to(int shift) {
        int last = Math.floorDiv(columns - 1 - shift, geometry.strideColumns());
        return Math.clamp(last + 1, from(shift), outColumns);
    }

    void gather(double[] x, int first, int images, int group, double[] patches) {
        int stride = geometry.strideColumns();
        forEach(
                first,
                images,
                group,
                (patch, image, shift) -> {
                    int from = image < 0 ? outColumns : from(shift);
                    int to = image < 0 ? outColumns : to(shift);
                    Arrays.fill(patches, patch, patch + from, 0);
                    if (stride == 1 && from < to) {
                        System.arraycopy(x, image + shift + from, patches, patch + from, to - from);
                    } else {
                        for (int k = from; k < to; k++) {
                            patches[patch + k] = x[image + shift + k * stride];
                        }
                    }
                    Arrays.fill(patches, patch + to, patch + outColumns, 0);
                });
    }

    /// The adjoint of [#gather]: adds to x.
    void scatter(double[] patches, int first, int images, int group, double[] x) {
        int stride = geometry.strideColumns();
        forEach(
                first,
                images,
                group,
                (patch, image, shift) -> {
                    int to = image < 0 ? 0 : to(shift);
                    for (int k = from(shift); k < to; k++) {
                        x[image + shift + k * stride] += patches[patch + k];
                    }
                });
    }
}
