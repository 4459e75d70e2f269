package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

class NpyFileTest {
    @TempDir Path folder;

    static Stream<Matrix> matrices() {
        return Stream.of(
                Cases.real(5, 3), Cases.complex(4, 2), Cases.real(0, 3), Cases.complex(3, 0));
    }

    private Path file() {
        return folder.resolve("a.npy");
    }

    /// A file as NumPy writes it.
    private void write(String header, double... entries) throws IOException {
        byte[] text =
                (header + " ".repeat(118 - header.length() - 1) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out =
                ByteBuffer.allocate(10 + text.length + 8 * entries.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                        .putShort((short) text.length)
                        .put(text);
        out.asDoubleBuffer().put(entries);
        Files.write(file(), out.array());
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> NpyFile.read(file()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file() + ": " + sentence);
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void readingGivesTheSameBits(Matrix a) {
        NpyFile.write(file(), a);
        assertThat(Cases.sameBits(NpyFile.read(file()), a)).isTrue();
    }

    @Test
    void whatIsWrittenIsWhatNumpyWrites() throws IOException {
        Matrix a = Cases.real(5, 3);
        write("{'descr': '<f8', 'fortran_order': True, 'shape': (5, 3), }", a.toArray());
        byte[] expected = Files.readAllBytes(file());
        NpyFile.write(file(), a);
        assertThat(Files.readAllBytes(file())).isEqualTo(expected);
    }

    @Test
    void bothOrdersAreRead() throws IOException {
        write("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 1, 2, 3, 4, 5, 6);
        assertThat(NpyFile.read(file()))
                .isEqualTo(Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        write("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", 1, 4, 2, 5, 3, 6);
        assertThat(NpyFile.read(file()))
                .isEqualTo(Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
    }

    @Test
    void aComplexMatrixInCOrderIsNotConjugated() throws IOException {
        write("{'descr': '<c16', 'fortran_order': False, 'shape': (1, 2), }", 1, 2, 3, 4);
        assertThat(NpyFile.read(file()).at(0, 1)).isEqualTo(new Complex(3, 4));
    }

    @Test
    void aVectorIsAColumn() throws IOException {
        write("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 1, 2, 3);
        assertThat(NpyFile.read(file())).isEqualTo(Matrix.columnVector(1, 2, 3));
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        NpyFile.write(file(), Cases.real(3, 2));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            if (length < 10) {
                assertRefused("is no NumPy file");
            } else if (length < 128) {
                assertRefused("is cut off within its header");
            } else if (length < whole.length) {
                assertRefused("has %d bytes of entries instead of 48".formatted(length - 128));
            }
        }
        assertThat(NpyFile.read(file()).rows()).isEqualTo(3);
    }

    @Test
    void otherArraysAreRefused() throws IOException {
        write("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 1);
        assertRefused(
                "holds values of type '<f4'; Bugle reads '<f8' (float64) and '<c16' (complex128)");
        write("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 1), }", 1);
        assertRefused("holds an array of 3 dimensions; Bugle reads vectors and matrices");
        write("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 1);
        assertRefused("holds an array of 0 dimensions; Bugle reads vectors and matrices");
        write("{'descr': '<f8', 'fortran_order': False, 'shape': (3000000000, 2), }", 1);
        assertRefused("holds a matrix that is too large to read");
        write("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", 1);
        assertRefused("has a header that is none of NumPy's plain arrays");
    }
}
