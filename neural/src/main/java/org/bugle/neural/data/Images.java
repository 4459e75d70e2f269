package org.bugle.neural.data;

import org.bugle.neural.array.Array;

import java.util.List;
import java.util.stream.IntStream;

/// Images of one size with a class each. Pixels are stored in a byte each, channel by channel and
/// row by row, and are scaled to `[0, 1]` as they are asked for.
public final class Images implements Dataset {
    private static final double WHITE = 255;

    private final List<Integer> shape;
    private final List<byte[]> pixels;
    private final int[] labels;
    private final List<String> classes;

    private Images(List<Integer> shape, List<byte[]> pixels, int[] labels, List<String> classes) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = classes;
    }

    /// Takes pixels and labels over without a copy; the caller must not change them any more.
    ///
    /// @param shape channels, rows, columns
    /// @param labels positions in the list of classes
    /// @throws IllegalArgumentException if an image is of another size, there is not one label for
    ///   each image, or a label is no class
    public static Images of(
            List<Integer> shape, List<byte[]> pixels, int[] labels, List<String> classes) {
        if (pixels.size() != labels.length) {
            throw new IllegalArgumentException(
                    "Images: as many labels as images are needed, found %d and %d"
                            .formatted(labels.length, pixels.size()));
        }
        if (!IntStream.of(labels).allMatch(l -> l >= 0 && l < classes.size())) {
            throw new IllegalArgumentException(
                    "Images: labels must be in 0 … %d".formatted(classes.size() - 1));
        }
        int count = Array.count(shape);
        if (!pixels.stream().allMatch(p -> p.length == count)) {
            throw new IllegalArgumentException("Images: every image must be of shape " + shape);
        }
        return new Images(List.copyOf(shape), List.copyOf(pixels), labels, List.copyOf(classes));
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Batch batch(List<Integer> indices) {
        int count = Array.count(shape);
        double[] inputs = new double[Math.multiplyExact(indices.size(), count)];
        double[] targets = new double[indices.size()];
        for (int sample = 0; sample < targets.length; sample++) {
            byte[] image = pixels.get(indices.get(sample));
            for (int i = 0; i < count; i++) {
                inputs[sample * count + i] = Byte.toUnsignedInt(image[i]) / WHITE;
            }
            targets[sample] = labels[indices.get(sample)];
        }
        return Batch.of(
                Array.over(
                        List.of(targets.length, shape.get(0), shape.get(1), shape.get(2)), inputs),
                Array.over(List.of(targets.length), targets));
    }

    @Override
    public List<Integer> inputShape() {
        return shape;
    }

    @Override
    public int outputs() {
        return classes.size();
    }

    /// Their names, by label.
    public List<String> classes() {
        return classes;
    }

    /// The names `0`, `1`, … of classes that have none.
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }
}
