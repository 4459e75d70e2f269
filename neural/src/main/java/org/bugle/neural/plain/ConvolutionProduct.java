package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;

import java.util.List;

/// The cross-correlation as products of the kernel, a matrix f × (c·rows·columns) of each group,
/// with matrices of patches. The patches of some images at a time are made, used and made again on
/// the way back.
final class ConvolutionProduct {
    /// Pixels that a product should have at least; fewer would read the kernel too often.
    private static final int WIDE = 512;

    private final Patches patches;
    private final int batch;
    private final int filters; // of a group
    private final int block;

    private ConvolutionProduct(Patches patches, int batch, int filters) {
        this.patches = patches;
        this.batch = batch;
        this.filters = filters;
        this.block = Math.clamp(WIDE / Math.max(1, patches.pixels()), 1, Math.max(1, batch));
    }

    static PlainValue of(PlainValue x, PlainValue kernel, Convolution geometry) {
        require(x, kernel, geometry);
        int outRows = geometry.rows(x.size(2), kernel.size(2));
        int outColumns = geometry.columns(x.size(3), kernel.size(3));
        Patches patches =
                new Patches(
                        geometry,
                        x.size(1),
                        x.size(2),
                        x.size(3),
                        kernel.size(2),
                        kernel.size(3),
                        outRows,
                        outColumns);
        var product =
                new ConvolutionProduct(patches, x.size(0), kernel.size(0) / geometry.groups());
        List<Integer> shape = List.of(x.size(0), kernel.size(0), outRows, outColumns);
        double[] y = new double[Array.count(shape)];
        product.multiply(x.entries(), kernel.entries(), y);
        return x.graph()
                .record(
                        shape,
                        y,
                        List.of(x, kernel),
                        gradient -> product.back(x, kernel, gradient));
    }

    private static void require(PlainValue x, PlainValue kernel, Convolution geometry) {
        boolean images = x.shape().size() == 4 && kernel.shape().size() == 4;
        if (!images
                || kernel.size(0) % geometry.groups() != 0
                || x.size(1) != kernel.size(1) * geometry.groups()) {
            throw new IllegalArgumentException(
                    "conv2d: wants images (b, c, rows, columns) and a kernel (f, c/groups, rows,"
                            + " columns), found %s, %s and %d groups"
                                    .formatted(x.shape(), kernel.shape(), geometry.groups()));
        }
        if (x.size(2) + 2 * geometry.paddingRows() < kernel.size(2)
                || x.size(3) + 2 * geometry.paddingColumns() < kernel.size(3)) {
            throw new IllegalArgumentException(
                    "conv2d: the kernel %s is larger than the padded images %s"
                            .formatted(kernel.shape(), x.shape()));
        }
    }

    /// Some images and one group.
    @FunctionalInterface
    private interface Part {
        void at(int first, int images, int group);
    }

    private void forEach(Part part) {
        for (int first = 0; first < batch; first += block) {
            for (int group = 0; group < patches.geometry().groups(); group++) {
                part.at(first, Math.min(block, batch - first), group);
            }
        }
    }

    /// The memory for so many rows, which is used again for all images but the last ones: it is
    /// large, and the garbage collector has no good place for that.
    private final class Workspace {
        private final int rows;
        private final double[] whole;

        Workspace(int rows) {
            this.rows = rows;
            this.whole = new double[rows * block * patches.pixels()];
        }

        double[] of(int images) {
            return images == block ? whole : new double[rows * images * patches.pixels()];
        }

        RowMajor matrix(double[] entries, int images) {
            return RowMajor.of(entries, 0, rows, images * patches.pixels());
        }
    }

    private void multiply(double[] x, double[] kernel, double[] y) {
        Workspace windows = new Workspace(patches.height());
        Workspace results = new Workspace(filters);
        forEach((first, images, group) -> {
            double[] seen = windows.of(images);
            double[] result = results.of(images);
            patches.gather(x, first, images, group, seen);
            results.matrix(result, images).set(kernel(kernel, group), windows.matrix(seen, images));
            exchange(
                    first,
                    images,
                    group,
                    (at, from) -> System.arraycopy(result, from, y, at, patches.pixels()));
        });
    }

    private RowMajor kernel(double[] entries, int group) {
        int height = patches.height();
        return RowMajor.of(entries, group * filters * height, filters, height);
    }

    private void back(PlainValue x, PlainValue kernel, double[] gradient) {
        Workspace windows = new Workspace(patches.height());
        Workspace results = new Workspace(filters);
        forEach((first, images, group) -> {
            double[] seen = windows.of(images);
            double[] result = results.of(images);
            exchange(
                    first,
                    images,
                    group,
                    (at, to) -> System.arraycopy(gradient, at, result, to, patches.pixels()));
            RowMajor given = results.matrix(result, images);
            RowMajor window = windows.matrix(seen, images);
            if (kernel.isDerived()) {
                patches.gather(x.entries(), first, images, group, seen);
                kernel(kernel.gradient(), group).addTimesTranspose(given, window);
            }
            if (x.isDerived()) {
                window.setTransposeTimes(kernel(kernel.entries(), group), given);
                patches.scatter(seen, first, images, group, x.gradient());
            }
        });
    }

    /// One channel of one result: where it begins in the batch and in the product.
    @FunctionalInterface
    private interface Channel {
        void at(int batch, int product);
    }

    private void exchange(int first, int images, int group, Channel channel) {
        int all = filters * patches.geometry().groups();
        for (int f = 0; f < filters; f++) {
            for (int image = 0; image < images; image++) {
                channel.at(
                        ((first + image) * all + group * filters + f) * patches.pixels(),
                        (f * images + image) * patches.pixels());
            }
        }
    }
}
