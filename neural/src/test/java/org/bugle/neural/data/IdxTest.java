package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

class IdxTest {
    private static final OptionalInt TEN = OptionalInt.of(10);

    @TempDir Path folder;

    /// Three images of 2×3 pixels: 0 … 5, 6 … 11, 12 … 17, times ten.
    private static byte[] images(int announced) {
        ByteBuffer out = ByteBuffer.allocate(16 + 18);
        out.putInt(0x0803).putInt(announced).putInt(2).putInt(3);
        for (int i = 0; i < 18; i++) {
            out.put((byte) (10 * i));
        }
        return out.array();
    }

    private static byte[] labels(int... classes) {
        ByteBuffer out = ByteBuffer.allocate(8 + classes.length);
        out.putInt(0x0801).putInt(classes.length);
        for (int label : classes) {
            out.put((byte) label);
        }
        return out.array();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private void assertRefused(byte[] images, byte[] labels, Path at, String sentence)
            throws IOException {
        Path imageFile = file("images", images);
        Path labelFile = file("labels", labels);
        assertThatThrownBy(() -> Idx.read(imageFile, labelFile, TEN))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(at + ": " + sentence);
    }

    private void assertImagesRefused(byte[] images, String sentence) throws IOException {
        assertRefused(images, labels(7, 0, 9), folder.resolve("images"), sentence);
    }

    private void assertLabelsRefused(byte[] labels, String sentence) throws IOException {
        assertRefused(images(3), labels, folder.resolve("labels"), sentence);
    }

    @Test
    void imagesAreScaledAndInOrder() throws IOException {
        Images read = Idx.read(file("images", images(3)), file("labels", labels(7, 0, 9)), TEN);
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.inputShape()).containsExactly(1, 2, 3);
        assertThat(read.outputs()).isEqualTo(10);
        assertThat(read.classes()).startsWith("0", "1").hasSize(10);
        Batch batch = read.batch(List.of(2, 0));
        assertThat(batch.inputs().shape()).containsExactly(2, 1, 2, 3);
        assertThat(batch.inputs().at(0)).isEqualTo(120 / 255.0);
        assertThat(batch.inputs().at(11)).isEqualTo(50 / 255.0);
        assertThat(batch.targets().toDoubles()).containsExactly(9, 7);
        assertThat(batch.isMasked()).isFalse();
    }

    @Test
    void packedFilesOfAFolderAreFound() throws IOException {
        file("t10k-images-idx3-ubyte.gz", packed(images(3)));
        file("t10k-labels.idx1-ubyte", labels(7, 0, 1));
        Images read = Idx.in(folder, "t10k", OptionalInt.empty());
        assertThat(read.outputs()).isEqualTo(8);
        assertThat(read.batch(List.of(1)).inputs().at(0)).isEqualTo(60 / 255.0);
        assertThatThrownBy(() -> Idx.in(folder, "train", TEN))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(
                        folder
                                + ": holds no file train-images-idx3-ubyte or"
                                + " train-images-idx3-ubyte.gz");
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        byte[] whole = images(3);
        for (int length = 0; length < whole.length; length++) {
            byte[] start = Arrays.copyOf(whole, length);
            if (length < 4) {
                assertImagesRefused(start, "is no IDX file");
            } else if (length < 16) {
                assertImagesRefused(start, "is cut off within its header");
            } else {
                assertImagesRefused(
                        start, "is cut off after %d of 3 samples".formatted((length - 16) / 6));
            }
        }
    }

    @Test
    void aPackedFileThatIsCutOffIsRefused() throws IOException {
        byte[] whole = packed(images(3));
        assertImagesRefused(Arrays.copyOf(whole, whole.length - 9), "is cut off");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        byte[] text = "not an image".getBytes(StandardCharsets.US_ASCII);
        assertImagesRefused(text, "is no IDX file");
        assertImagesRefused(
                labels(1, 2, 3),
                "is an IDX file of type 8 with 1 axes instead of type 8 (bytes) with 3");
        byte[] floats = images(3);
        floats[2] = 13;
        assertImagesRefused(
                floats, "is an IDX file of type 13 with 3 axes instead of type 8 (bytes) with 3");
        assertImagesRefused(images(0), "goes on after the 0 samples of its header");
        assertImagesRefused(images(2), "goes on after the 2 samples of its header");
        assertImagesRefused(images(-1), "has an axis of length 4294967295");
        assertImagesRefused(Arrays.copyOf(images(0), 16), "holds no samples");
    }

    @Test
    void labelsMustFitTheImages() throws IOException {
        assertLabelsRefused(
                labels(1, 2),
                "holds 2 labels, but %s holds 3 samples".formatted(folder.resolve("images")));
        assertLabelsRefused(labels(1, 2, 10), "sample 2 has label 10; allowed are 0 … 9");
    }
}
