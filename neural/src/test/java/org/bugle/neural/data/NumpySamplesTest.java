package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.bugle.files.NpyFile;
import org.bugle.linalg.Matrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// `samples.npz` is written by `samples.py` beside it.
class NumpySamplesTest {
    @TempDir Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (InputStream in = NumpySamplesTest.class.getResourceAsStream("samples.npz")) {
            Files.write(file(), Objects.requireNonNull(in).readAllBytes());
        }
    }

    private Path file() {
        return folder.resolve("samples.npz");
    }

    private void assertRefused(String features, String targets, Targets kind, String sentence) {
        assertThatThrownBy(() -> NumpySamples.read(file(), features, targets, kind))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file() + ": " + sentence);
    }

    @Test
    void classesAreReadWithTheirFeatures() {
        for (String name : List.of("y", "column")) {
            NumpySamples data = NumpySamples.read(file(), "x", name, Targets.classes());
            assertThat(data.size()).isEqualTo(4);
            assertThat(data.inputShape()).containsExactly(2, 3);
            assertThat(data.outputs()).isEqualTo(3);
            Batch batch = data.batch(List.of(3, 0));
            assertThat(batch.inputs().shape()).containsExactly(2, 2, 3);
            assertThat(batch.inputs().toDoubles())
                    .containsExactly(18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5);
            assertThat(batch.targets().shape()).containsExactly(2);
            assertThat(batch.targets().toDoubles()).containsExactly(2, 0);
        }
    }

    @Test
    void valuesAreReadWithTheirFeatures() {
        NumpySamples data = NumpySamples.read(file(), "x", "values", Targets.values());
        assertThat(data.outputs()).isEqualTo(2);
        assertThat(data.batch(List.of(2, 1)).targets().shape()).containsExactly(2, 2);
        assertThat(data.batch(List.of(2, 1)).targets().toDoubles()).containsExactly(4, 5, 2, 3);
        NumpySamples single = NumpySamples.read(file(), "x", "single", Targets.values());
        assertThat(single.batch(List.of(2)).targets().shape()).containsExactly(1, 1);
    }

    @Test
    void twoFilesAreRead() {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        NpyFile.write(x, Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
        NpyFile.write(y, Matrix.columnVector(1, 0, 1));
        NumpySamples data = NumpySamples.read(x, y, Targets.classes(5));
        assertThat(data.outputs()).isEqualTo(5);
        assertThat(data.batch(List.of(2)).inputs().toDoubles()).containsExactly(5, 6);
    }

    @Test
    void wrongArraysAreRefused() {
        Targets classes = Targets.classes(3);
        assertRefused("none", "y", classes, "holds no samples");
        assertRefused(
                "x", "few", classes, "holds 2 targets, but %s holds 4 samples".formatted(file()));
        assertRefused(
                "x", "values", classes, "needs one class for each sample, found shape [4, 2]");
        assertRefused("x", "single", classes, "sample 0 has label 0.5, which is no whole number");
        assertRefused("x", "negative", classes, "sample 1 has label -1; allowed are 0 … 2");
        assertRefused("x", "y", Targets.classes(2), "sample 1 has label 2; allowed are 0 … 1");
    }
}
