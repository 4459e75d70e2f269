package org.bugle.neural.data;

import org.bugle.files.FileException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A folder with one sub-folder of image files for each class, whose name is the class.
///
/// @param colour three channels; one of luminance else
/// @param size to which images are resized; without, all must be of one size
public record ImageFolder(boolean colour, Optional<Size> size) {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    /// In pixels.
    public record Size(int rows, int columns) {
        /// @throws IllegalArgumentException if one is not positive
        public Size {
            if (rows < 1 || columns < 1) {
                throw new IllegalArgumentException(
                        "ImageFolder: images must have rows and columns, found %d×%d"
                                .formatted(rows, columns));
            }
        }
    }

    /// Classes and their images are in the order of their names. Other files are passed over.
    ///
    /// @throws FileException if the folder cannot be read, has no sub-folder or one without images;
    ///   if an image is broken, or of another size than the first where none is given
    public Images read(Path folder) {
        List<Path> classes = sorted(folder, p -> Files.isDirectory(p) && !isHidden(p));
        if (classes.isEmpty()) {
            throw new FileException(folder, "holds no sub-folder; each class needs one");
        }
        List<byte[]> pixels = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        Optional<Size> common = size;
        for (int label = 0; label < classes.size(); label++) {
            List<Path> files = sorted(classes.get(label), ImageFolder::isImage);
            if (files.isEmpty()) {
                throw new FileException(
                        classes.get(label), "holds no image (%s)".formatted(endings()));
            }
            for (Path file : files) {
                BufferedImage image = Picture.read(file);
                Size wanted = common.orElse(new Size(image.getHeight(), image.getWidth()));
                common = Optional.of(wanted);
                pixels.add(planes(file, image, wanted));
                labels.add(label);
            }
        }
        return Images.of(
                common.map(s -> List.of(channels(), s.rows(), s.columns())).orElseThrow(),
                pixels,
                labels.build().toArray(),
                classes.stream().map(c -> c.getFileName().toString()).toList());
    }

    private static String endings() {
        return String.join(", ", ENDINGS.stream().sorted().toList());
    }

    private int channels() {
        return colour ? 3 : 1;
    }

    private byte[] planes(Path file, BufferedImage image, Size wanted) {
        byte[] planes = colour ? Picture.colour(image) : Picture.grey(image);
        if (image.getHeight() == wanted.rows() && image.getWidth() == wanted.columns()) {
            return planes;
        }
        if (size.isEmpty()) {
            throw new FileException(
                    file,
                    "is of %d×%d pixels, images before it of %d×%d; give a size to resize to"
                            .formatted(
                                    image.getHeight(),
                                    image.getWidth(),
                                    wanted.rows(),
                                    wanted.columns()));
        }
        int count = planes.length / channels();
        int newCount = Math.multiplyExact(wanted.rows(), wanted.columns());
        byte[] resized = new byte[Math.multiplyExact(channels(), newCount)];
        for (int c = 0; c < channels(); c++) {
            byte[] plane =
                    Picture.resized(
                            Arrays.copyOfRange(planes, c * count, (c + 1) * count),
                            image.getHeight(),
                            image.getWidth(),
                            wanted.rows(),
                            wanted.columns());
            System.arraycopy(plane, 0, resized, c * newCount, newCount);
        }
        return resized;
    }

    private static List<Path> sorted(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw FileException.reading(folder, e);
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isImage(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !isHidden(path)
                && Files.isRegularFile(path)
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
