package org.bugle.neural.data;

import org.bugle.files.FileException;
import org.bugle.files.NpyArray;
import org.bugle.neural.array.Array;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Samples in NumPy files: an array of features and one of targets, whose first axes count the
/// samples. Features are handed out as they are in the file, without any scaling.
public final class NumpySamples implements Dataset {
    private final NpyArray features;
    private final NpyArray targets;
    private final boolean classes;
    private final int outputs;

    private NumpySamples(NpyArray features, NpyArray targets, boolean classes, int outputs) {
        this.features = features;
        this.targets = targets;
        this.classes = classes;
        this.outputs = outputs;
    }

    /// Two `.npy` files.
    ///
    /// @throws FileException if a file cannot be read, or holds no samples; if there is not one
    ///   target for each, or a class is out of range or no whole number
    public static NumpySamples read(Path features, Path targets, Targets kind) {
        return of(features, NpyArray.read(features), targets, NpyArray.read(targets), kind);
    }

    /// Two arrays of an `.npz` file.
    ///
    /// @throws FileException as above, or if an array is not there
    public static NumpySamples read(Path file, String features, String targets, Targets kind) {
        return of(file, NpyArray.read(file, features), file, NpyArray.read(file, targets), kind);
    }

    private static NumpySamples of(
            Path file, NpyArray features, Path targetFile, NpyArray targets, Targets kind) {
        int samples = count(features);
        Labels.requireSome(file, samples);
        Labels.requireAsMany(targetFile, "targets", count(targets), file, samples);
        return switch (kind) {
            case Targets.Classes(var allowed) ->
                    new NumpySamples(
                            features,
                            targets,
                            true,
                            Labels.classes(targetFile, labels(targetFile, targets), allowed));
            case Targets.Values _ ->
                    new NumpySamples(features, targets, false, targets.size() / samples);
        };
    }

    private static int count(NpyArray array) {
        return array.shape().isEmpty() ? 0 : array.shape().getFirst();
    }

    private static int[] labels(Path file, NpyArray targets) {
        if (targets.size() != count(targets)) {
            throw new FileException(
                    file, "needs one class for each sample, found shape " + targets.shape());
        }
        double[] values = targets.doubles(0, targets.size());
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) values[i];
            if (labels[i] != values[i]) {
                throw new FileException(
                        file,
                        "sample %d has label %s, which is no whole number".formatted(i, values[i]));
            }
        }
        return labels;
    }

    @Override
    public int size() {
        return count(features);
    }

    @Override
    public Batch batch(List<Integer> indices) {
        List<Integer> sizes = new ArrayList<>(inputShape());
        sizes.addFirst(indices.size());
        return Batch.of(
                Array.over(sizes, rows(features, indices)),
                Array.over(
                        classes ? List.of(indices.size()) : List.of(indices.size(), outputs),
                        rows(targets, indices)));
    }

    private static double[] rows(NpyArray array, List<Integer> indices) {
        int row = array.size() / count(array);
        double[] values = new double[Math.multiplyExact(row, indices.size())];
        for (int i = 0; i < indices.size(); i++) {
            int from = indices.get(i) * row;
            System.arraycopy(array.doubles(from, from + row), 0, values, i * row, row);
        }
        return values;
    }

    @Override
    public List<Integer> inputShape() {
        return features.shape().subList(1, features.shape().size());
    }

    @Override
    public int outputs() {
        return outputs;
    }
}
