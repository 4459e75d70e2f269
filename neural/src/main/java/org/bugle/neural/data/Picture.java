package org.bugle.neural.data;

import org.bugle.files.FileException;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// One image file, decoded to channels of bytes.
final class Picture {
    /// No honest training image has more; a small file can announce any size.
    private static final long MOST_PIXELS = 100_000_000;

    private Picture() {}

    /// @throws FileException if the file is no image that Java's own readers know, or too large
    static BufferedImage read(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new FileException(file, "cannot be read");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new FileException(file, "is no image that Bugle reads (PNG, JPEG, GIF, BMP)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long count = (long) reader.getWidth(0) * reader.getHeight(0);
                if (count > MOST_PIXELS) {
                    throw new FileException(
                            file,
                            "is an image of %d×%d pixels, too large to train with"
                                    .formatted(reader.getWidth(0), reader.getHeight(0)));
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // the readers of Java answer some broken files by the latter two
            throw new FileException(file, "is a broken image: " + e.getMessage());
        }
    }

    /// Red, green and blue in three planes, each row by row; without transparency.
    static byte[] colour(BufferedImage image) {
        int count = image.getWidth() * image.getHeight();
        byte[] planes = new byte[Math.multiplyExact(3, count)];
        for (int i = 0; i < count; i++) {
            int rgb = rgb(image, i % image.getWidth(), i / image.getWidth());
            planes[i] = (byte) (rgb >> 16);
            planes[count + i] = (byte) (rgb >> 8);
            planes[2 * count + i] = (byte) rgb;
        }
        return planes;
    }

    /// The luminance 0.299 R + 0.587 G + 0.114 B row by row; without transparency.
    static byte[] grey(BufferedImage image) {
        byte[] plane = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < plane.length; i++) {
            int rgb = rgb(image, i % image.getWidth(), i / image.getWidth());
            plane[i] =
                    (byte)
                            Math.round(
                                    0.299 * ((rgb >> 16) & 0xff)
                                            + 0.587 * ((rgb >> 8) & 0xff)
                                            + 0.114 * (rgb & 0xff));
        }
        return plane;
    }

    private static int rgb(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        if (raster.getNumBands() > 2 || image.getColorModel() instanceof IndexColorModel) {
            return image.getRGB(x, y);
        }
        // Java takes grey for linear light and would brighten it; the file means it as it is.
        int white = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        int grey = raster.getSample(x, y, 0) * 0xff / white;
        return (grey << 16) | (grey << 8) | grey;
    }

    /// A plane of bytes in another size. Each new pixel is the mean of the old ones around it,
    /// weighted by a triangle of the width of a new pixel, or of an old one where that is wider.
    static byte[] resized(byte[] plane, int rows, int columns, int newRows, int newColumns) {
        double[] wide = new double[plane.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = Byte.toUnsignedInt(plane[i]);
        }
        double[] low = alongRows(wide, rows, columns, newColumns);
        double[] turned = alongRows(transposed(low, rows, newColumns), newColumns, rows, newRows);
        double[] done = transposed(turned, newColumns, newRows);
        byte[] bytes = new byte[done.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(done[i]);
        }
        return bytes;
    }

    private static double[] transposed(double[] plane, int rows, int columns) {
        double[] turned = new double[plane.length];
        for (int i = 0; i < plane.length; i++) {
            turned[i % columns * rows + i / columns] = plane[i];
        }
        return turned;
    }

    private static double[] alongRows(double[] plane, int rows, int columns, int newColumns) {
        double[] result = new double[rows * newColumns];
        double step = (double) columns / newColumns;
        double width = Math.max(1, step);
        for (int j = 0; j < newColumns; j++) {
            double centre = (j + 0.5) * step;
            int from = Math.max(0, (int) Math.floor(centre - width));
            int to = Math.min(columns, (int) Math.ceil(centre + width));
            double[] weights = new double[to - from];
            double sum = 0;
            for (int k = from; k < to; k++) {
                weights[k - from] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / width);
                sum += weights[k - from];
            }
            for (int i = 0; i < rows; i++) {
                double value = 0;
                for (int k = from; k < to; k++) {
                    value += weights[k - from] * plane[i * columns + k];
                }
                result[i * newColumns + j] = value / sum;
            }
        }
        return result;
    }
}
