package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class CifarTest {
    private static final int PIXELS = 3 * 32 * 32;

    @TempDir Path folder;

    /// Images whose pixel i is 7 i + their number, modulo 256, behind these labels.
    private Path file(String name, int[]... labels) throws IOException {
        int width = labels.length == 0 ? 1 : labels[0].length;
        byte[] all = new byte[labels.length * (width + PIXELS)];
        int at = 0;
        for (int image = 0; image < labels.length; image++) {
            for (int label : labels[image]) {
                all[at++] = (byte) label;
            }
            for (int i = 0; i < PIXELS; i++) {
                all[at++] = (byte) (7 * i + image);
            }
        }
        return Files.write(folder.resolve(name), all);
    }

    @Test
    void filesFollowEachOther() throws IOException {
        Images images =
                Cifar.TEN.read(
                        List.of(
                                file("a.bin", new int[] {3}, new int[] {9}),
                                file("b.bin", new int[] {0})));
        assertThat(images.size()).isEqualTo(3);
        assertThat(images.inputShape()).containsExactly(3, 32, 32);
        Batch batch = images.batch(List.of(0, 1, 2));
        assertThat(batch.targets().toDoubles()).containsExactly(3, 9, 0);
        assertThat(batch.inputs().at(PIXELS + 1024)).isEqualTo((7 * 1024 + 1) % 256 / 255.0);
    }

    @Test
    void theFineLabelOfAHundredIsTheSecond() throws IOException {
        Images images = Cifar.HUNDRED.read(List.of(file("train.bin", new int[] {19, 99})));
        assertThat(images.outputs()).isEqualTo(100);
        Batch batch = images.batch(List.of(0));
        assertThat(batch.targets().toDoubles()).containsExactly(99);
        assertThat(batch.inputs().at(1)).isEqualTo(7 / 255.0);
    }

    private static void assertRefused(Path file, String sentence) {
        assertThatThrownBy(() -> Cifar.TEN.read(List.of(file)))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": " + sentence);
    }

    @Test
    void wrongFilesAreRefused() throws IOException {
        Path file = file("a.bin", new int[] {3}, new int[] {10});
        assertRefused(file, "sample 1 has label 10; allowed are 0 … 9");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4000));
        assertRefused(file, "is no file of whole images of 3073 bytes: 1 of them, then 927 bytes");
        assertRefused(file("b.bin"), "holds no samples");
    }
}
