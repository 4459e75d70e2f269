package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/// `numpy.npz` is written by `npz.py` beside it.
class NpyArrayTest {
    @TempDir Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (InputStream in = NpyArrayTest.class.getResourceAsStream("numpy.npz")) {
            Files.write(npz(), Objects.requireNonNull(in).readAllBytes());
        }
    }

    private Path npz() {
        return folder.resolve("numpy.npz");
    }

    private double[] entries(String name) {
        NpyArray array = NpyArray.read(npz(), name);
        assertThat(array.shape()).containsExactly(2, 3, 4);
        assertThat(array.size()).isEqualTo(24);
        return array.doubles(0, 24);
    }

    private static double[] grid(int start, double factor) {
        return IntStream.range(0, 24).mapToDouble(i -> (i + start) * factor).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8", "f4", "f2"})
    void floatsOfEveryWidthAreRead(String name) {
        assertThat(entries(name)).isEqualTo(grid(-5, 0.125));
    }

    @ParameterizedTest // of the last two, the bytes of each number, or the numbers, stand otherwise
    @ValueSource(strings = {"i8", "i4", "i2", "i1", "big", "fortran"})
    void integersOfEveryWidthAndOrderAreRead(String name) {
        assertThat(entries(name)).isEqualTo(grid(-5, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u4", "u2", "u1"})
    void integersWithoutSignAreRead(String name) {
        assertThat(entries(name)).isEqualTo(grid(0, 1));
    }

    @Test
    void truthAndSingleNumbersAreRead() {
        assertThat(NpyArray.read(npz(), "b1").doubles(0, 3)).containsExactly(0, 1, 0);
        NpyArray scalar = NpyArray.read(npz(), "scalar");
        assertThat(scalar.shape()).isEmpty();
        assertThat(scalar.doubles(0, 1)).containsExactly(2.5);
        assertThat(NpyArray.read(npz(), "f4").doubles(5, 7)).containsExactly(0, 0.125);
    }

    @Test
    void otherTypesAreRefused() {
        assertRefused(
                "complex",
                "holds values of type '<c16'; Bugle reads b1, f2, f4, f8, i1, i2, i4, i8, u1, u2,"
                        + " u4");
        assertRefused(
                "text",
                "holds values of type '<U1'; Bugle reads b1, f2, f4, f8, i1, i2, i4, i8, u1, u2,"
                        + " u4");
        assertRefused(
                "x",
                "holds no array 'x' among [f8, f4, f2, i8, i4, i2, i1, u4, u2, u1, b1, big,"
                        + " fortran, scalar, complex, text]");
    }

    private void assertRefused(String name, String sentence) {
        assertThatThrownBy(() -> NpyArray.read(npz(), name))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(npz() + ": " + sentence);
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        byte[] text =
                "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[10 + text.length + 6];
        LittleEndian.over(whole)
                .put(NpyHeader.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .putShort((short) -7);
        Path file = folder.resolve("a.npy");
        Files.write(file, whole);
        assertThat(NpyArray.read(file).doubles(0, 3)).containsExactly(-7, 0, 0);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int entries = length - 10 - text.length;
            String sentence =
                    length < 10
                            ? "is no NumPy file"
                            : entries < 0
                                    ? "is cut off within its header"
                                    : "has %d bytes of entries instead of 6".formatted(entries);
            assertThatThrownBy(() -> NpyArray.read(file))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage(file + ": " + sentence);
        }
    }

    @Test
    void aBrokenZipFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(npz());
        Files.write(npz(), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> NpyArray.read(npz(), "f8"))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(npz() + ": ");
    }
}
