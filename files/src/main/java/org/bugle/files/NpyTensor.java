package org.bugle.files;

import org.bugle.linalg.Tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Tensors as NumPy's arrays: real and complex of any width are read, in either order; they are
/// written as float64 or complex128 in Fortran order, as they are stored.
final class NpyTensor {
    /// Numbers that are converted at a time.
    private static final int BLOCK = 8192;

    private NpyTensor() {}

    /// What the letters of NumPy say.
    ///
    /// @param number of the one number, or of the two of a complex one
    private record Type(SafetensorsType number, boolean complex, ByteOrder order) {
        static Optional<Type> of(String name) {
            ByteOrder order = name.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            return switch (name.substring(1)) {
                case "c16" -> Optional.of(new Type(SafetensorsType.F64, true, order));
                case "c8" -> Optional.of(new Type(SafetensorsType.F32, true, order));
                default -> NpyArray.type(name).map(number -> new Type(number, false, order));
            };
        }

        int numbers() {
            return complex ? 2 : 1;
        }
    }

    /// Whether the entries are numbers.
    static boolean isReadable(NpyHeader header) {
        return Type.of(header.type()).isPresent();
    }

    /// @param in what is behind the header
    /// @param bytes of the entries that are there
    /// @throws FileException if these are no numbers, or not as many as the header says
    static Tensor read(Path file, NpyHeader header, InputStream in, long bytes) throws IOException {
        Type type =
                Type.of(header.type())
                        .orElseThrow(() ->
                                new FileException(
                                        file,
                                        "holds values of type '%s', not numbers"
                                                .formatted(header.type())));
        int[] shape = shape(file, header);
        long numbers =
                IntStream.of(shape).mapToLong(k -> k).reduce(type.numbers(), (a, b) -> a * b);
        if (bytes != numbers * type.number().bytes()) {
            throw new FileException(
                    file,
                    "has %d bytes of entries instead of %d"
                            .formatted(bytes, numbers * type.number().bytes()));
        }
        double[] values = values(in, type, Math.toIntExact(numbers));
        if (header.fortran()) {
            return tensor(type.complex(), shape, values);
        }
        int last = shape.length - 1;
        int[] reversed = IntStream.rangeClosed(0, last).map(k -> shape[last - k]).toArray();
        return ArrayDataset.reversed(tensor(type.complex(), reversed, values));
    }

    private static int[] shape(Path file, NpyHeader header) {
        try {
            int[] shape = header.shape().stream().mapToInt(Integer::parseInt).toArray();
            // two doubles an entry must fit into one array
            Math.multiplyExact(2, IntStream.of(shape).reduce(1, Math::multiplyExact));
            return shape;
        } catch (ArithmeticException | NumberFormatException e) {
            throw FileException.of(file, "holds an array that is too large to read", e);
        }
    }

    private static double[] values(InputStream in, Type type, int count) throws IOException {
        double[] values = new double[count];
        byte[] bytes = new byte[BLOCK * type.number().bytes()];
        for (int i = 0; i < count; ) {
            int length = Math.min(BLOCK, count - i) * type.number().bytes();
            if (in.readNBytes(bytes, 0, length) < length) {
                throw new EOFException("end of file");
            }
            ByteBuffer block = ByteBuffer.wrap(bytes, 0, length).order(type.order());
            while (block.hasRemaining()) {
                values[i++] = type.number().decode(block);
            }
        }
        return values;
    }

    private static Tensor tensor(boolean complex, int[] shape, double[] values) {
        return complex ? Tensor.ofComplex(shape, values) : Tensor.of(shape, values);
    }

    static void write(OutputStream out, Tensor a) throws IOException {
        List<Integer> shape = IntStream.of(a.shape()).boxed().toList();
        out.write(NpyHeader.written(a.isComplex() ? "<c16" : "<f8", shape));
        LittleEndian.write(out, a.toArray());
    }
}
