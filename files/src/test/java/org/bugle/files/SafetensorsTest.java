package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SafetensorsTest {
    @TempDir Path folder;

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    /// A file with this JSON and as many bytes of data.
    private void write(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[8 + text.length + data];
        LittleEndian.over(all).putLong(text.length).put(text);
        Files.write(file(), all);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> Safetensors.open(file()).close())
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file() + ": " + sentence);
    }

    /// Written by `safetensors.py` beside it.
    private Path numpy() throws IOException {
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("numpy.safetensors")) {
            Files.write(file(), Objects.requireNonNull(in).readAllBytes());
        }
        return file();
    }

    @Test
    void whatNumpyWritesIsRead() throws IOException {
        double third = 1.0 / 3;
        try (Safetensors tensors = Safetensors.open(numpy())) {
            assertThat(tensors.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(tensors.names()).startsWith("f64", "f32").endsWith("größe/ü").hasSize(15);
            assertThat(tensors.entry("f64").shape()).containsExactly(2, 3);
            assertThat(tensors.doubles("f64")).containsExactly(1, -2.5, third, 1e-3, 300.7, -0.0);
            assertThat(tensors.floats("f32"))
                    .containsExactly(1, -2.5f, (float) third, 1e-3f, 300.7f, -0.0f);
            assertThat(tensors.doubles("f32")[3]).isEqualTo(1e-3f);
            assertThat(tensors.floats("f64")[3]).isEqualTo(1e-3f);
            // 1/3, 1e-3 and 300.7 as NumPy's float16, then with 8 bits of significand
            assertThat(tensors.doubles("f16"))
                    .containsExactly(1, -2.5, 0.333251953125, 0.0010004043579101562, 300.75, -0.0);
            assertThat(tensors.doubles("bf16"))
                    .containsExactly(1, -2.5, 0.333984375, 0.00099945068359375, 300, -0.0);
            assertThat(tensors.doubles("i64")).containsExactly(-1099511627776.0, 7);
            assertThat(tensors.doubles("i32")).containsExactly(-1048576, 7);
            assertThat(tensors.doubles("i16")).containsExactly(-300, 7);
            assertThat(tensors.doubles("i8")).containsExactly(-100, 7);
            assertThat(tensors.doubles("u32")).containsExactly(4294967295.0, 7);
            assertThat(tensors.doubles("u16")).containsExactly(65535, 7);
            assertThat(tensors.floats("u8")).containsExactly(255, 7);
            assertThat(tensors.doubles("bool")).containsExactly(1, 0, 1);
            assertThat(tensors.entry("scalar").shape()).isEmpty();
            assertThat(tensors.doubles("scalar")).containsExactly(2.5);
            assertThat(tensors.doubles("empty")).isEmpty();
            assertThat(tensors.doubles("größe/ü")).containsExactly(0.1);
        }
    }

    @Test // NumPy rounded bf16 by a formula of its own, and float16 in its own code
    void theSameNumbersAreWrittenWithTheSameBits() throws IOException {
        Path again = folder.resolve("again.safetensors");
        try (Safetensors tensors = Safetensors.open(numpy())) {
            double[] values = tensors.doubles("f64");
            var writer = new SafetensorsWriter();
            for (String name : List.of("f64", "f32", "f16", "bf16")) {
                SafetensorsType type = tensors.entry(name).type();
                writer.add(name, type, List.of(2, 3), () -> values);
            }
            writer.write(again);
            try (Safetensors read = Safetensors.open(again)) {
                for (String name : read.names()) {
                    assertThat(read.doubles(name)).isEqualTo(tensors.doubles(name));
                }
            }
        }
    }

    @Test
    void aCopyOfEveryTensorIsTheSameData() throws IOException {
        Path copy = folder.resolve("copy.safetensors");
        try (Safetensors tensors = Safetensors.open(numpy())) {
            var writer = new SafetensorsWriter().metadata("format", "pt");
            tensors.names().forEach(name -> writer.addCopy(name, tensors, name));
            writer.write(copy);
            try (Safetensors read = Safetensors.open(copy)) {
                assertThat(read.names()).isEqualTo(tensors.names());
                assertThat(read.metadata()).isEqualTo(tensors.metadata());
            }
            long data =
                    tensors.entry(tensors.names().getLast()).end() - tensors.entry("f64").begin();
            assertThat(tail(copy, data)).isEqualTo(tail(file(), data));
        }
    }

    private static byte[] tail(Path file, long count) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return Arrays.copyOfRange(all, (int) (all.length - count), all.length);
    }

    @Test
    void manyBlocksAreRead() {
        double[] values = new double[300_001];
        Arrays.setAll(values, i -> Math.sin(i));
        new SafetensorsWriter()
                .add("a", SafetensorsType.F64, List.of(values.length), () -> values)
                .addFloats("b", List.of(values.length), () -> singles(values))
                .add("c", SafetensorsType.F32, List.of(values.length), () -> values)
                .write(file());
        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.doubles("a")).isEqualTo(values);
            assertThat(tensors.floats("b")).isEqualTo(singles(values));
            assertThat(tensors.floats("c")).isEqualTo(singles(values));
            assertThat(tensors.floats("a")).isEqualTo(singles(values));
        }
    }

    private static float[] singles(double[] values) {
        float[] singles = new float[values.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = (float) values[i];
        }
        return singles;
    }

    @Test // a file with a hole of 3 GiB, which takes no room on the disk
    void filesBeyondTwoGibibytesAreRead() throws IOException {
        long big = 3L << 30;
        write(
                "{\"big\":{\"dtype\":\"U8\",\"shape\":[3,1073741824],\"data_offsets\":[0,%d]},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
                        .formatted(big, big, big + 8),
                0);
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            ByteBuffer numbers = LittleEndian.over(new byte[8]);
            numbers.putFloat(1.5f).putFloat(-2).flip();
            channel.write(numbers, channel.size() + big);
        }
        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.floats("w")).containsExactly(1.5f, -2);
            assertThat(tensors.entry("big").size()).isEqualTo(big);
            assertThatThrownBy(() -> tensors.doubles("big"))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage(
                            file()
                                    + ": tensor 'big' has 3221225472 numbers, too many to read at"
                                    + " once");
        }
    }

    @Test // halfway between two of the 8-bit significands; a NaN whose upper half alone is infinite
    void roundingToBf16IsToEven() {
        double[] values = {1 + 0x1p-8, 1 + 3 * 0x1p-8, Float.intBitsToFloat(0x7f80_0001), 3.4e38};
        new SafetensorsWriter()
                .add("a", SafetensorsType.BF16, List.of(4), () -> values)
                .write(file());
        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.doubles("a"))
                    .containsExactly(1, 1 + 0x1p-6, Double.NaN, Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        new SafetensorsWriter()
                .add("a", SafetensorsType.F64, List.of(2), () -> new double[] {1, 2})
                .write(file());
        byte[] whole = Files.readAllBytes(file());
        int header = whole.length - 24;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            if (length < 8) {
                assertRefused("is no safetensors file: it has %d bytes".formatted(length));
            } else if (length < 8 + header) {
                assertRefused(
                        "is cut off within its header: %d bytes are announced, %d are there"
                                .formatted(header, length - 8));
            } else {
                assertRefused(
                        "tensor 'a': data_offsets [0, 16] exceed the %d bytes of data"
                                .formatted(length - 8 - header));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "100000001, 100000001", "-1, 18446744073709551615"})
    void absurdLengthsOfTheHeaderAreRefused(long length, String words) throws IOException {
        byte[] all = new byte[64];
        LittleEndian.over(all).putLong(length);
        Files.write(file(), all);
        assertRefused("is no safetensors file: its header would have %s bytes".formatted(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"dtype":"F32","shape":[2],"data_offsets":[0,12]} | data_offsets [0, 12] exceed the 8 bytes of data
                    {"dtype":"F32","shape":[2],"data_offsets":[4,0]} | data_offsets are [4, 0] instead of [begin, end]
                    {"dtype":"F32","shape":[2],"data_offsets":[0]} | data_offsets are [0] instead of [begin, end]
                    {"dtype":"F32","shape":[2],"data_offsets":[-4,4]} | data_offsets holds -4
                    {"dtype":"F32","shape":[2],"data_offsets":[0,1e30]} | data_offsets holds 1.0E30
                    {"dtype":"F32","shape":[2]} | data_offsets is no list
                    {"dtype":"F32","shape":[3],"data_offsets":[0,8]} | shape [3] of F32 does not fill 8 bytes
                    {"dtype":"F32","shape":[-2],"data_offsets":[0,8]} | shape holds -2
                    {"dtype":"F32","shape":["2"],"data_offsets":[0,8]} | shape holds "2"
                    {"dtype":"F32","shape":2,"data_offsets":[0,8]} | shape is no list
                    {"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]} | shape [4294967296, 4294967296] of F32 does not fill 8 bytes
                    {"dtype":"F64","shape":[2],"data_offsets":[0,8]} | shape [2] of F64 does not fill 8 bytes
                    {"dtype":"F8","shape":[8],"data_offsets":[0,8]} | dtype is 'F8'; Bugle reads F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8, BOOL
                    {"shape":[8],"data_offsets":[0,8]} | dtype is ''; Bugle reads F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8, BOOL
                    3 | dtype is ''; Bugle reads F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8, BOOL
                    """)
    void wrongTensorsAreRefused(String entry, String sentence) throws IOException {
        write("{\"a\":" + entry + "}", 8);
        assertRefused("tensor 'a': " + sentence);
    }

    @Test
    void everyByteBelongsToOneTensor() throws IOException {
        String two =
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[%d,%d]}}";
        write(two.formatted(3, 7), 7);
        assertRefused("tensor 'b': data begins at byte 3, the data before it ends only at 4");
        write(two.formatted(5, 9), 9);
        assertRefused("tensor 'b': data begins at byte 5, the data before it ends already at 4");
        write(two.formatted(4, 8), 10);
        assertRefused("has 10 bytes of data, its tensors fill 8");
    }

    @Test
    void aHeaderThatIsNoJsonIsRefused() throws IOException {
        write("[1, 2]", 0);
        assertRefused("has a header that is no JSON object");
        write("{\"a\": 1} {}", 0);
        assertThatThrownBy(() -> Safetensors.open(file()))
                .hasMessageStartingWith(file() + ": has a header that is no JSON: ");
        write(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}",
                0);
        assertRefused("has a header that is no JSON: Duplicate field 'a'");
        write("[".repeat(100_000), 0);
        assertThatThrownBy(() -> Safetensors.open(file()))
                .hasMessageStartingWith(file() + ": has a header that is no JSON: ");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertRefused("no such file or folder");
        try (Safetensors tensors = Safetensors.open(numpy())) {
            assertThatThrownBy(() -> tensors.doubles("w"))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage(file() + ": holds no tensor 'w'");
        }
    }

    @Test
    void writersRefuseWhatTheyCannotWrite() {
        var writer =
                new SafetensorsWriter()
                        .add("a", SafetensorsType.F64, List.of(2), () -> new double[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.addFloats("a", List.of(), () -> new float[1]))
                .withMessage("SafetensorsWriter: the name 'a' is taken");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> writer.add("b", SafetensorsType.I8, List.of(), () -> new double[1]))
                .withMessage(
                        "SafetensorsWriter: numbers are written as F64, F32, F16 or BF16, found"
                                + " I8");
        assertThatThrownBy(() -> writer.write(file()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("SafetensorsWriter: 'a' of shape [2] needs 2 numbers, found 3");
        assertThat(folder).isEmptyDirectory();
    }
}
