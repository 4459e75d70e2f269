package org.bugle.neural.data;

import org.bugle.files.FileException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Images and labels in IDX files, as those of MNIST, plain or packed by gzip: two zero bytes, the
/// type 8 (bytes) and the number of axes, each axis in four bytes, highest first, then the entries.
public final class Idx {
    private static final int BYTES = 8;
    private static final int LABEL_AXES = 1;
    private static final int IMAGE_AXES = 3;

    private Idx() {}

    /// @param images grey, of one size
    /// @param labels one for each image
    /// @param classes how many there are; empty for as many as the largest label tells
    /// @throws FileException if a file cannot be read, is no IDX file of bytes, is cut off or too
    ///   long, or holds no samples; if a label is out of range, or there is not one for each image
    public static Images read(Path images, Path labels, OptionalInt classes) {
        List<byte[]> pixels = new ArrayList<>();
        List<Integer> sizes = entries(images, IMAGE_AXES, pixels);
        List<byte[]> numbers = new ArrayList<>();
        entries(labels, LABEL_AXES, numbers);
        Labels.requireAsMany(labels, "labels", numbers.size(), images, pixels.size());
        int[] classOf = numbers.stream().mapToInt(n -> Byte.toUnsignedInt(n[0])).toArray();
        int count = Labels.classes(labels, classOf, classes);
        return Images.of(
                List.of(1, sizes.get(1), sizes.get(2)), pixels, classOf, Images.numbered(count));
    }

    /// The files `PART-images-idx3-ubyte` and `PART-labels-idx1-ubyte` of a folder, with or without
    /// `.gz`, and with a dot for the last hyphen but one as some have it.
    ///
    /// @param part such as `train` or `t10k`
    /// @throws FileException as above, or if a file is not there
    public static Images in(Path folder, String part, OptionalInt classes) {
        return read(
                found(folder, part + "-images", "idx3-ubyte"),
                found(folder, part + "-labels", "idx1-ubyte"),
                classes);
    }

    private static Path found(Path folder, String start, String end) {
        return Stream.of("-", ".")
                .flatMap(joint -> Stream.of("", ".gz").map(gz -> start + joint + end + gz))
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new FileException(
                                folder,
                                "holds no file %s-%s or %1$s-%2$s.gz".formatted(start, end)));
    }

    /// Adds the parts of the array along its first axis, and tells its shape.
    private static List<Integer> entries(Path file, int axes, List<byte[]> parts) {
        try (InputStream in = Unpacked.open(file)) {
            List<Integer> sizes = sizes(file, axes, in);
            int count = 1;
            for (int size : sizes.subList(1, axes)) {
                count = Math.multiplyExact(count, size);
            }
            for (int i = 0; i < sizes.getFirst(); i++) {
                byte[] part = in.readNBytes(count);
                if (part.length < count) {
                    throw new FileException(
                            file,
                            "is cut off after %d of %d samples".formatted(i, sizes.getFirst()));
                }
                parts.add(part);
            }
            if (in.read() >= 0) {
                throw new FileException(
                        file, "goes on after the %d samples of its header".formatted(parts.size()));
            }
            Labels.requireSome(file, parts.size());
            return sizes;
        } catch (EOFException e) {
            throw new FileException(file, "is cut off");
        } catch (ArithmeticException e) {
            throw new FileException(file, "holds images that are too large to read");
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static List<Integer> sizes(Path file, int axes, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
            throw new FileException(file, "is no IDX file");
        }
        if (magic[2] != BYTES || magic[3] != axes) {
            throw new FileException(
                    file,
                    "is an IDX file of type %d with %d axes instead of type 8 (bytes) with %d"
                            .formatted(magic[2], magic[3], axes));
        }
        List<Integer> sizes = new ArrayList<>();
        byte[] lengths = in.readNBytes(axes * Integer.BYTES);
        if (lengths.length < axes * Integer.BYTES) {
            throw new FileException(file, "is cut off within its header");
        }
        for (int i = 0; i < axes; i++) {
            int size = ByteBuffer.wrap(lengths).getInt(i * Integer.BYTES);
            if (size < 0 || (i > 0 && size == 0)) {
                throw new FileException(
                        file, "has an axis of length " + Integer.toUnsignedString(size));
            }
            sizes.add(size);
        }
        return sizes;
    }
}
