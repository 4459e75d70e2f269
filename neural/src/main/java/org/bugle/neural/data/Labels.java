package org.bugle.neural.data;

import org.bugle.files.FileException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/// The classes of the samples of a file.
final class Labels {
    private Labels() {}

    /// How many classes there are.
    ///
    /// @param count of those allowed; empty for as many as the largest label tells
    /// @throws FileException if there are no labels, or one is out of range
    static int classes(Path file, int[] labels, OptionalInt count) {
        requireSome(file, labels.length);
        int classes = count.orElseGet(() -> Arrays.stream(labels).max().orElse(0) + 1);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new FileException(
                        file,
                        "sample %d has label %d; allowed are 0 … %d"
                                .formatted(i, labels[i], Math.max(0, classes - 1)));
            }
        }
        return classes;
    }

    /// @throws FileException if there are no samples
    static void requireSome(Path file, int samples) {
        if (samples == 0) {
            throw new FileException(file, "holds no samples");
        }
    }

    /// @throws FileException if the numbers differ
    static void requireAsMany(Path file, String what, int found, Path other, int expected) {
        if (found != expected) {
            throw new FileException(
                    file,
                    "holds %d %s, but %s holds %d samples".formatted(found, what, other, expected));
        }
    }
}
