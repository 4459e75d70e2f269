package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.files.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

import javax.imageio.ImageIO;

class ImageFolderTest {
    private static final ImageFolder COLOUR = new ImageFolder(true, Optional.empty());
    private static final ImageFolder GREY = new ImageFolder(false, Optional.empty());

    @TempDir Path folder;

    private Path write(String name, int type, int rows, int columns, IntBinaryOperator rgb)
            throws IOException {
        var image = new BufferedImage(columns, rows, type);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int value = rgb.applyAsInt(i, j);
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    image.getRaster().setSample(j, i, 0, value);
                } else {
                    image.setRGB(j, i, value);
                }
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    private Path colour(String name, int rows, int columns) throws IOException {
        return write(
                name,
                BufferedImage.TYPE_INT_RGB,
                rows,
                columns,
                (i, j) -> ((10 * i) << 16) | ((20 * j) << 8) | (100 + i + j));
    }

    private void assertRefused(ImageFolder reader, Path at, String sentence) {
        assertThatThrownBy(() -> reader.read(folder))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(at + ": " + sentence);
    }

    @Test
    void classesAreTheSortedSubFolders() throws IOException {
        colour("dog/1.png", 4, 3);
        colour("cat/2.PNG", 4, 3);
        colour("cat/1.bmp", 4, 3);
        Files.writeString(folder.resolve("cat/notes.txt"), "mine");
        Files.createDirectory(folder.resolve(".cache"));
        Images images = COLOUR.read(folder);
        assertThat(images.classes()).containsExactly("cat", "dog");
        assertThat(images.inputShape()).containsExactly(3, 4, 3);
        Batch batch = images.batch(List.of(0, 1, 2));
        assertThat(batch.targets().toDoubles()).containsExactly(0, 0, 1);
        // red, green and blue of row 3, column 2
        assertThat(batch.inputs().at(11)).isEqualTo(30 / 255.0);
        assertThat(batch.inputs().at(23)).isEqualTo(40 / 255.0);
        assertThat(batch.inputs().at(35)).isEqualTo(105 / 255.0);
    }

    @Test // Java's own conversion would brighten them
    void greyPixelsStayAsTheyAreInTheFile() throws IOException {
        write("a/1.png", BufferedImage.TYPE_BYTE_GRAY, 16, 16, (i, j) -> 16 * i + j);
        byte[] all = bytes(GREY.read(folder));
        for (int i = 0; i < 256; i++) {
            assertThat(Byte.toUnsignedInt(all[i])).isEqualTo(i);
        }
        assertThat(COLOUR.read(folder).batch(List.of(0)).inputs().at(700 % 256 + 256))
                .isEqualTo(700 % 256 / 255.0);
    }

    @Test
    void colourBecomesLuminance() throws IOException {
        write("a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, (_, _) -> 0xff8000);
        assertThat(bytes(GREY.read(folder))).containsExactly((byte) 151); // 0.299·255 + 0.587·128
    }

    private static byte[] bytes(Images images) {
        double[] values = images.batch(List.of(0)).inputs().toDoubles();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * values[i]);
        }
        return bytes;
    }

    @Test
    void jpegIsRead() throws IOException {
        write("a/1.jpg", BufferedImage.TYPE_INT_RGB, 16, 16, (_, _) -> 0x4080c0);
        double[] values = COLOUR.read(folder).batch(List.of(0)).inputs().toDoubles();
        assertThat(values[0]).isCloseTo(0x40 / 255.0, within(0.02));
        assertThat(values[300]).isCloseTo(0x80 / 255.0, within(0.02));
        assertThat(values[600]).isCloseTo(0xc0 / 255.0, within(0.02));
    }

    @Test // a plane stays one but for half a pixel at the edges; means of halves are exact
    void resizingKeepsLinearImagesAndMeans() {
        byte[] ramp = new byte[64 * 32];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i / 32 * 2 + i % 32 * 3);
        }
        byte[] half = Picture.resized(ramp, 64, 32, 32, 16);
        for (int i = 1; i < 31; i++) {
            for (int j = 1; j < 15; j++) {
                double exact = 2 * (2 * i + 0.5) + 3 * (2 * j + 0.5);
                assertThat((double) Byte.toUnsignedInt(half[i * 16 + j]))
                        .isCloseTo(exact, within(0.51));
            }
        }
        byte[] same = Picture.resized(ramp, 64, 32, 64, 32);
        assertThat(same).isEqualTo(ramp);
        byte[] flat = new byte[35];
        Arrays.fill(flat, (byte) 200);
        assertThat(Picture.resized(flat, 5, 7, 11, 3)).containsOnly((byte) 200).hasSize(33);
    }

    @Test
    void imagesOfSeveralSizesNeedASize() throws IOException {
        colour("a/1.png", 4, 3);
        Path other = colour("a/2.png", 5, 3);
        assertRefused(
                COLOUR,
                other,
                "is of 5×3 pixels, images before it of 4×3; give a size to resize to");
        Images images = new ImageFolder(true, Optional.of(new ImageFolder.Size(2, 6))).read(folder);
        assertThat(images.inputShape()).containsExactly(3, 2, 6);
        assertThat(images.batch(List.of(1)).inputs().shape()).containsExactly(1, 3, 2, 6);
    }

    @Test
    void wrongFoldersAreRefused() throws IOException {
        assertRefused(COLOUR, folder, "holds no sub-folder; each class needs one");
        Path empty = Files.createDirectories(folder.resolve("a"));
        assertRefused(COLOUR, empty, "holds no image (bmp, gif, jpeg, jpg, png)");
        Path text = Files.writeString(empty.resolve("1.png"), "no image");
        assertRefused(COLOUR, text, "is no image that Bugle reads (PNG, JPEG, GIF, BMP)");
        byte[] whole = Files.readAllBytes(colour("a/1.png", 20, 20));
        Files.write(text, Arrays.copyOf(whole, 60));
        assertThatThrownBy(() -> COLOUR.read(folder))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(text + ": is a broken image: ");
        assertThatThrownBy(() -> COLOUR.read(folder.resolve("none")))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(folder.resolve("none") + ": no such file or folder");
    }

    @Test // the sizes in the header of a PNG can be anything
    void aHugeImageIsRefusedBeforeItIsDecoded() throws IOException {
        Path file = colour("a/1.png", 20, 20);
        byte[] bytes = Files.readAllBytes(file);
        byte[] width = {0, 1, 0x38, (byte) 0x80}; // 80 000
        System.arraycopy(width, 0, bytes, 16, 4);
        System.arraycopy(width, 0, bytes, 20, 4);
        Files.write(file, bytes);
        assertThat(new String(bytes, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("IHDR");
        assertRefused(COLOUR, file, "is an image of 80000×80000 pixels, too large to train with");
    }
}
