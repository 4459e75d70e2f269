package org.bugle.neural.data;

import org.bugle.files.FileException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The binary files of CIFAR-10 and CIFAR-100, plain or packed by gzip: for each image its labels
/// in a byte each, then 3 channels of 32×32 bytes.
public enum Cifar {
    /// One label of ten.
    TEN(1, 10),
    /// The coarse label, which is not used, then one of a hundred.
    HUNDRED(2, 100);

    private static final List<Integer> SHAPE = List.of(3, 32, 32);
    private static final int PIXELS = 3 * 32 * 32;

    private final int labels;
    private final int classes;

    Cifar(int labels, int classes) {
        this.labels = labels;
        this.classes = classes;
    }

    /// @param files such as `data_batch_1.bin` … `data_batch_5.bin`, whose images follow each other
    /// @throws FileException if a file cannot be read, is no whole number of images long, or holds
    ///   none; or if a label is out of range
    public Images read(List<Path> files) {
        List<byte[]> pixels = new ArrayList<>();
        IntStream.Builder classOf = IntStream.builder();
        for (Path file : files) {
            for (int label : labels(file, pixels)) {
                classOf.add(label);
            }
        }
        return Images.of(SHAPE, pixels, classOf.build().toArray(), Images.numbered(classes));
    }

    private int[] labels(Path file, List<byte[]> pixels) {
        IntStream.Builder found = IntStream.builder();
        try (InputStream in = Unpacked.open(file)) {
            for (int i = 0; ; i++) {
                byte[] start = in.readNBytes(labels);
                if (start.length == 0) {
                    break;
                }
                byte[] image = in.readNBytes(PIXELS);
                if (image.length < PIXELS) {
                    throw new FileException(
                            file,
                            "is no file of whole images of %d bytes: %d of them, then %d bytes"
                                    .formatted(labels + PIXELS, i, start.length + image.length));
                }
                found.add(Byte.toUnsignedInt(start[labels - 1]));
                pixels.add(image);
            }
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
        int[] classOf = found.build().toArray();
        Labels.classes(file, classOf, OptionalInt.of(classes));
        return classOf;
    }
}
