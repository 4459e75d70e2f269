package org.bugle.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A file of named tensors in the safetensors format: 8 bytes with the length of the header, the
/// header in JSON, then the numbers, lowest byte first and the last index fastest.
///
/// Opening reads and checks the header alone; numbers are read when they are asked for. The file
/// may be larger than memory, one tensor may have up to 2³¹ − 1 numbers. Nothing of it is ever run
/// as code.
public final class Safetensors implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    /// What the header says of one tensor.
    ///
    /// @param begin of its numbers, from the file's first byte
    /// @param end behind its numbers
    public record Entry(SafetensorsType type, List<Integer> shape, long begin, long end) {
        public Entry {
            shape = List.copyOf(shape);
        }

        /// How many numbers it has.
        public long size() {
            return (end - begin) / type.bytes();
        }
    }

    private Safetensors(Path file, FileChannel channel, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /// @throws FileException if the file cannot be read; if its header is longer than the file or
    ///   than 100 MB, no JSON, or names a tensor twice; if a tensor has a type that Bugle does not
    ///   read, or offsets beyond the data, of another length than its shape needs, or that overlap
    ///   or leave gaps
    public static Safetensors open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            boolean opened = false;
            try {
                var tensors = new Safetensors(file, channel, SafetensorsHeader.read(file, channel));
                opened = true;
                return tensors;
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    public Path file() {
        return file;
    }

    /// Texts by name, such as `format` → `pt`.
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /// In the order of the header.
    public List<String> names() {
        return List.copyOf(header.entries().keySet());
    }

    public boolean has(String name) {
        return header.entries().containsKey(name);
    }

    /// @throws FileException if there is none of that name
    public Entry entry(String name) {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new FileException(file, "holds no tensor '%s'".formatted(name));
        }
        return entry;
    }

    /// The numbers of a tensor; integers beyond 2⁵³ are rounded.
    ///
    /// @throws FileException if there is none of that name, it has 2³¹ numbers or more, or reading
    ///   fails
    public double[] doubles(String name) {
        Entry entry = entry(name);
        double[] values = new double[count(name, entry)];
        int[] filled = {0};
        forEachBlock(
                entry,
                block -> {
                    int count = block.remaining() / entry.type().bytes();
                    if (entry.type() == SafetensorsType.F64) {
                        block.asDoubleBuffer().get(values, filled[0], count);
                    } else {
                        for (int i = 0; i < count; i++) {
                            values[filled[0] + i] = entry.type().decode(block);
                        }
                    }
                    filled[0] += count;
                });
        return values;
    }

    /// As [#doubles], rounded to single precision.
    ///
    /// @throws FileException as there
    public float[] floats(String name) {
        Entry entry = entry(name);
        float[] values = new float[count(name, entry)];
        int[] filled = {0};
        forEachBlock(
                entry,
                block -> {
                    int count = block.remaining() / entry.type().bytes();
                    if (entry.type() == SafetensorsType.F32) {
                        block.asFloatBuffer().get(values, filled[0], count);
                    } else {
                        for (int i = 0; i < count; i++) {
                            values[filled[0] + i] = (float) entry.type().decode(block);
                        }
                    }
                    filled[0] += count;
                });
        return values;
    }

    private int count(String name, Entry entry) {
        if (entry.size() > Integer.MAX_VALUE - Long.BYTES) {
            throw new FileException(
                    file,
                    "tensor '%s' has %d numbers, too many to read at once"
                            .formatted(name, entry.size()));
        }
        return (int) entry.size();
    }

    /// The bytes of a tensor as they are in the file.
    ///
    /// @throws IOException if writing fails
    /// @throws FileException if there is no tensor of that name, or reading fails
    void copy(String name, OutputStream out) throws IOException {
        Entry entry = entry(name);
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = entry.begin(); at < entry.end(); at += block.limit()) {
            next(block, at, entry.end());
            out.write(block.array(), 0, block.limit());
        }
    }

    @FunctionalInterface
    private interface BlockReader {
        void accept(ByteBuffer block);
    }

    private void forEachBlock(Entry entry, BlockReader reader) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = entry.begin(); at < entry.end(); at += block.limit()) {
            next(block, at, entry.end());
            reader.accept(block);
        }
    }

    private void next(ByteBuffer block, long at, long end) {
        block.clear().limit((int) Math.min(BLOCK, end - at));
        try {
            fill(channel, block, at);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
        block.flip();
    }

    /// Reads until the buffer is full.
    ///
    /// @throws EOFException if the file ends before
    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long start = position - buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException("end of file");
            }
        }
    }

    /// @throws FileException if the system reports a failure
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }
}
