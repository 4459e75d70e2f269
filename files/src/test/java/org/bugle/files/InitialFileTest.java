package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.Solution.Origin;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class InitialFileTest {
    @TempDir private Path folder;

    private static byte[] npy(Tensor a) {
        var out = new ByteArrayOutputStream();
        try {
            NpyTensor.write(out, a);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /// In NumPy's own order, the last index fastest.
    private static byte[] npy(String type, String shape, byte... entries) {
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        var out = new ByteArrayOutputStream();
        out.writeBytes(start);
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(entries);
        return out.toByteArray();
    }

    private Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path npz(Map<String, byte[]> arrays) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey() + ".npy"));
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file("a.npz", bytes.toByteArray());
    }

    private Path npz(Object... namesAndArrays) {
        SequencedMap<String, byte[]> arrays = new LinkedHashMap<>();
        for (int k = 0; k < namesAndArrays.length; k += 2) {
            Object array = namesAndArrays[k + 1];
            arrays.put(
                    (String) namesAndArrays[k],
                    npy(array instanceof Matrix a ? Tensor.of(a) : (Tensor) array));
        }
        return npz(arrays);
    }

    private static Tensor dense(Path file, String name) {
        Optional<String> wanted = name.isEmpty() ? Optional.empty() : Optional.of(name);
        return ((InitialValue.Dense) InitialFile.read(file, wanted)).values();
    }

    private static LowRankMatrix factors(Path file, String name) {
        Optional<String> wanted = name.isEmpty() ? Optional.empty() : Optional.of(name);
        return ((InitialValue.Factors) InitialFile.read(file, wanted)).value();
    }

    private static void assertRefused(Path file, String name, String sentence) {
        Optional<String> wanted = name.isEmpty() ? Optional.empty() : Optional.of(name);
        assertThatThrownBy(() -> InitialFile.read(file, wanted))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": " + sentence);
    }

    @Test
    void tensorsOfAnyOrderComeBackWithTheirBits() {
        Tensor real = Tensor.of(Cases.real(6, 4)).reshape(2, 3, 4);
        Tensor complex = Tensor.of(Cases.complex(6, 4)).reshape(3, 2, 2, 2);
        assertThat(dense(file("a.npy", npy(real)), "")).isEqualTo(real);
        assertThat(dense(npz("x", real, "y", complex), "y")).isEqualTo(complex);
    }

    @ParameterizedTest // 1 and 2 in the first row, 3 and 4 in the second one
    @CsvSource(
            delimiter = ';',
            value = {
                "|u1 ; 01 02 03 04",
                "<i2 ; 01 00 02 00 03 00 04 00",
                ">i2 ; 00 01 00 02 00 03 00 04",
                "<f4 ; 00 00 80 3f 00 00 00 40 00 00 40 40 00 00 80 40"
            })
    void numbersOfAnyWidthAreReadRowByRow(String type, String bytes) {
        String[] digits = bytes.split(" ", -1);
        byte[] entries = new byte[digits.length];
        for (int k = 0; k < entries.length; k++) {
            entries[k] = (byte) Integer.parseInt(digits[k], 16);
        }
        assertThat(dense(file("a.npy", npy(type, "2, 2", entries)), "").unfold(0))
                .isEqualTo(Matrix.of(new double[][] {{1, 2}, {3, 4}}));
    }

    @Test
    void complexNumbersOfSinglePrecisionAreRead() {
        byte[] entries = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        Tensor read = dense(file("a.npy", npy("<c8", "1,", entries)), "");
        assertThat(read.at(0).toString()).isEqualTo(new Complex(1, 2).toString());
    }

    @Test
    void factorsOfAnNpzFileAreTheMatrix() {
        LowRankMatrix y = Cases.complexState(5, 4, 3);
        assertThat(
                        Cases.sameBits(
                                factors(npz("U", y.u(), "S", y.s(), "V", y.v(), "x", y.u()), ""),
                                y))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "row", "absent"})
    void theCoreMayBeAVectorOrAbsent(String form) {
        Matrix u = Cases.real(5, 3);
        Matrix v = Cases.real(4, 3);
        Tensor values = Tensor.of(new int[] {3}, new double[] {3, 2, 1});
        Path file =
                switch (form) {
                    case "vector" -> npz("U", u, "S", values, "V", v);
                    case "row" -> npz("U", u, "S", values.reshape(1, 3), "V", v);
                    default -> npz("U", u, "V", v);
                };
        Matrix core = form.equals("absent") ? Matrix.identity(3) : Matrix.diagonal(3, 2, 1);
        assertThat(factors(file, "")).isEqualTo(new LowRankMatrix(u, core, v));
    }

    @Test
    void aSolutionOfBugleIsReadAndSoIsOneOfItsSnapshots() throws IOException {
        var format = StateFormat.matrix();
        LowRankMatrix y = Cases.complexState(6, 5, 2);
        LowRankMatrix before = Cases.realState(6, 5, 3);
        Path folderOfSnapshots = Files.createDirectory(folder.resolve("snapshots"));
        var snapshots = new SnapshotFolder<>(folderOfSnapshots, format);
        snapshots.save(new Solution.Snapshot<>(20, 0.5, Optional.of(before), List.of()));
        Path file = folder.resolve("solution.h5");
        SolutionFile.write(file, format, solution(y), snapshots);
        assertThat(Cases.sameBits(factors(file, ""), y)).isTrue();
        assertThat(Cases.sameBits(factors(file, "/snapshots/000000020"), before)).isTrue();
        assertThat(dense(file, "V").unfold(0)).isEqualTo(y.v());
    }

    private static <Y> Solution<Y> solution(Y y) {
        return new Solution<>(new Origin("p", "i", "v", 1), 1, y, List.of(), List.of());
    }

    @Test
    void aTreeOfBugleIsRead() {
        TreeTensor y = Cases.treeState("((0 1) 2 (3 4))", true);
        Path file = folder.resolve("solution.h5");
        SolutionFile.write(file, StateFormat.tree(), solution(y));
        var read = (InitialValue.Nodes) InitialFile.read(file, Optional.empty());
        assertThat(Cases.sameBits(read.value(), y)).isTrue();
    }

    @Test
    void severalArraysWantAName() {
        Path file = npz("a", Matrix.identity(2), "b", Tensor.zeros(3), "c", Tensor.zeros());
        String held = "it holds a 2×2, b 3, c one number";
        assertRefused(file, "", held + "; name one behind a colon, as in a.npz:a");
        assertRefused(file, "d", "has no 'd'; " + held);
    }

    @Test
    void manyArraysAreNotAllNamed() {
        SequencedMap<String, byte[]> arrays = new LinkedHashMap<>();
        for (int k = 0; k < 14; k++) {
            arrays.put("a" + k, npy(Tensor.zeros(1)));
        }
        assertRefused(
                npz(arrays),
                "x",
                "has no 'x'; it holds a0 1, a1 1, a2 1, a3 1, a4 1, a5 1, a6 1, a7 1, a8 1, a9 1,"
                        + " a10 1, a11 1 and 2 more");
    }

    @Test
    void factorsThatDoNotFitAreRefused() {
        assertRefused(
                npz("U", Tensor.zeros(5, 3), "S", Tensor.zeros(2, 2), "V", Tensor.zeros(4, 3)),
                "",
                "holds factors that do not fit each other: U 5×3, S 2×2, V 4×3; U S Vᴴ wants m×r,"
                        + " r×r and n×r");
    }

    @Test
    void entriesThatAreNotFiniteAreRefused() {
        Matrix a = Matrix.of(new double[][] {{1, Double.NaN}, {Double.POSITIVE_INFINITY, 0}});
        assertRefused(npz("a", a), "", "a has 2 NaN or infinite entries of 4");
        assertRefused(
                npz("U", a, "V", Matrix.identity(2)), "", "U has 2 NaN or infinite entries of 4");
    }

    @Test
    void textsAreNoArrays() {
        byte[] text = npy("<U1", "1,", new byte[4]);
        assertRefused(npz(Map.of("a", text)), "", "holds no array of numbers");
        assertRefused(file("a.npy", text), "", "holds values of type '<U1', not numbers");
    }

    @Test
    void damagedFilesAreRefused() {
        assertRefused(folder.resolve("no.npy"), "", "no such file or folder");
        assertRefused(folder, "", "is a folder");
        assertRefused(file("a.h5", new byte[] {1, 2, 3}), "", "is no HDF5 file");
        assertRefused(file("b.npy", new byte[20]), "", "is no NumPy file");
        assertRefused(
                file("c.npy", npy("<f8", "2, 3", new byte[40])),
                "",
                "has 40 bytes of entries instead of 48");
        assertRefused(
                file("d.npy", npy("<f8", "70000, 70000")),
                "",
                "holds an array that is too large to read");
        assertRefused(
                file("e.mat", "MATLAB 5.0 MAT-file, …".getBytes(StandardCharsets.UTF_8)),
                "",
                "is a MAT file older than 7.3, which is no HDF5; save it by 'save -v7.3' in"
                        + " MATLAB, by 'save -hdf5' in Octave");
    }

    @Test
    void aDamagedArrayOfBugleIsRefused() throws IOException {
        Path file = folder.resolve("solution.h5");
        SolutionFile.write(file, StateFormat.matrix(), solution(Cases.realState(40, 30, 2)));
        byte[] bytes = Files.readAllBytes(file);
        byte[] pattern = new byte[8];
        LittleEndian.over(pattern).putDouble(1 / 3.0);
        int at = indexOf(bytes, pattern);
        bytes[at] ^= 1;
        assertRefused(file("b.h5", bytes), "", "is damaged: /U has not its checksum");
    }

    private static int indexOf(byte[] bytes, byte[] pattern) {
        for (int k = 0; ; k++) {
            if (Arrays.equals(bytes, k, k + pattern.length, pattern, 0, pattern.length)) {
                return k;
            }
        }
    }
}
