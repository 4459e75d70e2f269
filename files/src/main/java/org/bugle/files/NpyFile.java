package org.bugle.files;

import org.bugle.linalg.Matrix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Matrices as NumPy's `.npy` files, of type float64 or complex128 and in either order.
public final class NpyFile {
    private NpyFile() {}

    /// Writes format 1.0 in Fortran order, as the matrix is stored.
    ///
    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, Matrix a) {
        byte[] start =
                NpyHeader.written(a.isComplex() ? "<c16" : "<f8", List.of(a.rows(), a.cols()));
        AtomicFile.write(
                file,
                out -> {
                    out.write(start);
                    LittleEndian.write(out, a.toArray());
                });
    }

    /// A vector is read as one column.
    ///
    /// @throws FileException if the file cannot be read, is cut off, or holds another type or more
    ///   than two dimensions
    public static Matrix read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(file, in, Files.size(file));
            return entries(file, in, Layout.of(file, header), Files.size(file) - header.length());
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static Matrix entries(Path file, InputStream in, Layout layout, long bytes)
            throws IOException {
        if (bytes != layout.bytes()) {
            throw new FileException(
                    file, "has %d bytes of entries instead of %d".formatted(bytes, layout.bytes()));
        }
        double[] values = LittleEndian.read(in, Math.toIntExact(bytes / Double.BYTES));
        return layout.fortran()
                ? matrix(layout.complex(), layout.rows(), layout.columns(), values)
                : matrix(layout.complex(), layout.columns(), layout.rows(), values).transpose();
    }

    private static Matrix matrix(boolean complex, int rows, int columns, double[] values) {
        return complex
                ? Matrix.ofComplexColumnMajor(rows, columns, values)
                : Matrix.ofColumnMajor(rows, columns, values);
    }

    /// What a header says.
    private record Layout(boolean complex, boolean fortran, int rows, int columns) {
        static Layout of(Path file, NpyHeader header) {
            String type = header.type();
            if (!List.of("<f8", "<c16").contains(type)) {
                throw new FileException(
                        file,
                        "holds values of type '%s'; Bugle reads '<f8' (float64) and '<c16' (complex128)"
                                .formatted(type));
            }
            List<String> shape = header.shape();
            if (shape.isEmpty() || shape.size() > 2) {
                throw new FileException(
                        file,
                        "holds an array of %d dimensions; Bugle reads vectors and matrices"
                                .formatted(shape.size()));
            }
            try {
                Layout layout =
                        new Layout(
                                type.equals("<c16"),
                                header.fortran(),
                                Integer.parseInt(shape.getFirst()),
                                shape.size() == 1 ? 1 : Integer.parseInt(shape.getLast()));
                Math.toIntExact(layout.bytes() / Double.BYTES);
                return layout;
            } catch (ArithmeticException | NumberFormatException e) {
                throw FileException.of(file, "holds a matrix that is too large to read", e);
            }
        }

        long bytes() {
            return Math.multiplyExact(Math.multiplyExact((long) rows, columns), complex ? 16L : 8L);
        }
    }
}
