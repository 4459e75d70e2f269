package org.bugle.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Writes a file in the safetensors format ([Safetensors]): first all tensors are named, then the
/// numbers of one after the other are asked for, so that one at a time lies in memory.
///
/// Tensors and metadata keep the order in which they were added. Same contents, same bytes.
public final class SafetensorsWriter {
    /// The header is filled with spaces up to a multiple of this, as other writers do.
    private static final int ALIGNMENT = 8;

    /// Numbers that are converted at a time.
    private static final int BLOCK = 8192;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private interface Numbers {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Part(SafetensorsType type, List<Integer> shape, Numbers numbers) {
        long bytes() {
            long product = type.bytes();
            for (int length : shape) {
                product = Math.multiplyExact(product, length);
            }
            return product;
        }
    }

    public SafetensorsWriter metadata(String key, String text) {
        metadata.put(key, text);
        return this;
    }

    /// @param type F64, F32, F16 or BF16
    /// @param values asked for while the file is written, in row-major order
    /// @throws IllegalArgumentException if the type is of integers, or the name was added before
    public SafetensorsWriter add(
            String name, SafetensorsType type, List<Integer> shape, Supplier<double[]> values) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException(
                    "SafetensorsWriter: numbers are written as F64, F32, F16 or BF16, found "
                            + type);
        }
        Part part =
                new Part(
                        type,
                        List.copyOf(shape),
                        out -> {
                            double[] numbers = values.get();
                            require(name, shape, numbers.length);
                            write(out, type, numbers);
                        });
        return add(name, part);
    }

    /// In single precision.
    ///
    /// @param values asked for while the file is written, in row-major order
    /// @throws IllegalArgumentException if the name was added before
    public SafetensorsWriter addFloats(String name, List<Integer> shape, Supplier<float[]> values) {
        Part part =
                new Part(
                        SafetensorsType.F32,
                        List.copyOf(shape),
                        out -> {
                            float[] numbers = values.get();
                            require(name, shape, numbers.length);
                            write(out, numbers);
                        });
        return add(name, part);
    }

    /// A tensor of another file, bit by bit and of whatever type.
    ///
    /// @param source open until the file is written
    /// @throws FileException if it has no tensor of that name
    /// @throws IllegalArgumentException if the name was added before
    public SafetensorsWriter addCopy(String name, Safetensors source, String sourceName) {
        Safetensors.Entry entry = source.entry(sourceName);
        return add(
                name, new Part(entry.type(), entry.shape(), out -> source.copy(sourceName, out)));
    }

    private SafetensorsWriter add(String name, Part part) {
        if (name.equals(SafetensorsHeader.METADATA) || parts.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException(
                    "SafetensorsWriter: the name '%s' is taken".formatted(name));
        }
        return this;
    }

    private static void require(String name, List<Integer> shape, int found) {
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (expected != found) {
            throw new IllegalStateException(
                    "SafetensorsWriter: '%s' of shape %s needs %d numbers, found %d"
                            .formatted(name, shape, expected, found));
        }
    }

    /// @throws FileException if the file cannot be written; nothing of it is left then
    public void write(Path file) {
        byte[] header = header();
        AtomicFile.write(
                file,
                out -> {
                    out.write(header);
                    for (Part part : parts.values()) {
                        part.numbers().writeTo(out);
                    }
                });
    }

    private byte[] header() {
        ObjectNode json = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = json.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(texts::put);
        }
        long begin = 0;
        for (Map.Entry<String, Part> named : parts.entrySet()) {
            Part part = named.getValue();
            ObjectNode entry = json.putObject(named.getKey()).put("dtype", part.type().name());
            part.shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(begin + part.bytes());
            begin += part.bytes();
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT;
        byte[] all = new byte[SafetensorsHeader.PREFIX + length];
        Arrays.fill(all, (byte) ' ');
        LittleEndian.over(all).putLong(length).put(text);
        return all;
    }

    private static void write(OutputStream out, SafetensorsType type, double[] values)
            throws IOException {
        byte[] bytes = new byte[BLOCK * type.bytes()];
        ByteBuffer block = LittleEndian.over(bytes);
        for (int i = 0; i < values.length; i += BLOCK) {
            block.clear();
            for (int j = i; j < Math.min(values.length, i + BLOCK); j++) {
                type.encode(block, values[j]);
            }
            out.write(bytes, 0, block.position());
        }
    }

    private static void write(OutputStream out, float[] values) throws IOException {
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        ByteBuffer block = LittleEndian.over(bytes);
        for (int i = 0; i < values.length; i += BLOCK) {
            int count = Math.min(BLOCK, values.length - i);
            block.asFloatBuffer().put(values, i, count);
            out.write(bytes, 0, count * Float.BYTES);
        }
    }
}
