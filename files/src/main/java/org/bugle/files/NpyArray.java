package org.bugle.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A real array of any number of axes as NumPy writes it, in a `.npy` file or under a name in an
/// `.npz` file. Entries stay as the bytes of the file, and are decoded as they are asked for.
public final class NpyArray {
    /// NumPy's letters and widths, under the names of the same numbers in safetensors files.
    private static final Map<String, SafetensorsType> TYPES =
            Map.ofEntries(
                    Map.entry("f8", SafetensorsType.F64),
                    Map.entry("f4", SafetensorsType.F32),
                    Map.entry("f2", SafetensorsType.F16),
                    Map.entry("i8", SafetensorsType.I64),
                    Map.entry("i4", SafetensorsType.I32),
                    Map.entry("i2", SafetensorsType.I16),
                    Map.entry("i1", SafetensorsType.I8),
                    Map.entry("u4", SafetensorsType.U32),
                    Map.entry("u2", SafetensorsType.U16),
                    Map.entry("u1", SafetensorsType.U8),
                    Map.entry("b1", SafetensorsType.BOOL));

    private final SafetensorsType type;
    private final List<Integer> shape;
    private final ByteBuffer entries;

    private NpyArray(SafetensorsType type, List<Integer> shape, ByteBuffer entries) {
        this.type = type;
        this.shape = shape;
        this.entries = entries;
    }

    /// @throws FileException if the file cannot be read, is cut off, has 2 GiB of entries or more,
    ///   or these are no real numbers
    public static NpyArray read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file, in, Files.size(file));
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /// The array of a name in an `.npz` file.
    ///
    /// @throws FileException as above, or if there is none of that name
    public static NpyArray read(Path file, String name) {
        try (var zip = new ZipFile(file.toFile())) {
            Optional<ZipEntry> found = Optional.ofNullable(zip.getEntry(name + ".npy"));
            ZipEntry entry =
                    found.orElseThrow(() ->
                            new FileException(
                                    file,
                                    "holds no array '%s' among %s"
                                            .formatted(
                                                    name,
                                                    zip.stream()
                                                            .map(e ->
                                                                    e.getName().replace(".npy", ""))
                                                            .toList())));
            // The size of a packed entry is a claim; what comes out of it is what counts.
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(Integer.MAX_VALUE - Long.BYTES);
                return read(file, new ByteArrayInputStream(bytes), bytes.length);
            }
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static NpyArray read(Path file, InputStream in, long size) throws IOException {
        NpyHeader header = NpyHeader.read(file, in, size);
        Optional<SafetensorsType> type = type(header.type());
        if (type.isEmpty()) {
            throw new FileException(
                    file,
                    "holds values of type '%s'; Bugle reads %s"
                            .formatted(
                                    header.type(),
                                    String.join(", ", TYPES.keySet().stream().sorted().toList())));
        }
        List<Integer> shape = shape(file, header, type.get());
        int bytes = shape.stream().reduce(type.get().bytes(), (a, b) -> a * b);
        if (size - header.length() != bytes) {
            throw new FileException(
                    file,
                    "has %d bytes of entries instead of %d"
                            .formatted(size - header.length(), bytes));
        }
        byte[] raw = in.readNBytes(bytes);
        ByteOrder order =
                header.type().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer entries =
                ByteBuffer.wrap(header.fortran() ? rowMajor(raw, shape, type.get().bytes()) : raw);
        return new NpyArray(type.get(), shape, entries.order(order));
    }

    /// The real type that NumPy calls so, as in `<f8`.
    static Optional<SafetensorsType> type(String name) {
        return Optional.ofNullable(TYPES.get(name.substring(1)))
                .filter(_ -> "<>|".indexOf(name.charAt(0)) >= 0);
    }

    private static List<Integer> shape(Path file, NpyHeader header, SafetensorsType type) {
        List<Integer> shape = new ArrayList<>();
        try {
            int product = type.bytes();
            for (String digits : header.shape()) {
                shape.add(Integer.parseInt(digits));
                product = Math.multiplyExact(product, shape.getLast());
            }
            return List.copyOf(shape);
        } catch (ArithmeticException | NumberFormatException e) {
            throw FileException.of(file, "holds an array that is too large to read", e);
        }
    }

    /// From the first index fastest to the last one fastest.
    private static byte[] rowMajor(byte[] raw, List<Integer> shape, int width) {
        byte[] result = new byte[raw.length];
        int[] index = new int[shape.size()];
        int[] stride = new int[shape.size()];
        int step = width;
        for (int axis = 0; axis < stride.length; axis++) {
            stride[axis] = step;
            step *= shape.get(axis);
        }
        for (int to = 0; to < result.length; to += width) {
            int from = 0;
            for (int axis = 0; axis < index.length; axis++) {
                from += index[axis] * stride[axis];
            }
            System.arraycopy(raw, from, result, to, width);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis]++;
                if (index[axis] < shape.get(axis)) {
                    break;
                }
                index[axis] = 0;
            }
        }
        return result;
    }

    public List<Integer> shape() {
        return shape;
    }

    public SafetensorsType type() {
        return type;
    }

    /// How many entries there are.
    public int size() {
        return entries.capacity() / type.bytes();
    }

    /// Some entries in row-major order; integers beyond 2⁵³ are rounded.
    ///
    /// @throws IndexOutOfBoundsException if there are fewer
    public double[] doubles(int from, int to) {
        ByteBuffer some =
                entries.slice(from * type.bytes(), (to - from) * type.bytes())
                        .order(entries.order());
        double[] values = new double[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.decode(some);
        }
        return values;
    }
}
