package org.bugle.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands before the entries of a `.npy` file.
///
/// @param type such as `<f8`
/// @param fortran the first index is the fastest; else the last one is
/// @param shape the digits of the lengths
/// @param length of all that stands before the entries, in bytes
record NpyHeader(String type, boolean fortran, List<String> shape, long length) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    static final int PREFIX = 10;

    /// Entries begin at a multiple of this.
    private static final int ALIGNMENT = 64;

    private static final Pattern TEXT =
            Pattern.compile(
                    "\\{'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \\(([\\d,"
                            + " ]*)\\), \\}\\s*");

    /// All that stands before entries in Fortran order, format 1.0.
    static byte[] written(String type, List<Integer> shape) {
        String sizes =
                shape.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + (shape.size() == 1 ? "," : "");
        String header =
                "{'descr': '%s', 'fortran_order': True, 'shape': (%s), }".formatted(type, sizes);
        int length = Math.ceilDiv(PREFIX + header.length() + 1, ALIGNMENT) * ALIGNMENT - PREFIX;
        byte[] start = new byte[PREFIX + length];
        Arrays.fill(start, (byte) ' ');
        LittleEndian.over(start)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(header.getBytes(StandardCharsets.US_ASCII));
        start[start.length - 1] = '\n';
        return start;
    }

    /// @param size of the whole, in bytes
    /// @throws FileException if it is no `.npy` file, is cut off, or its entries are records
    static NpyHeader read(Path file, InputStream in, long size) throws IOException {
        byte[] prefix = in.readNBytes(PREFIX);
        if (prefix.length < PREFIX || !Arrays.equals(Arrays.copyOf(prefix, MAGIC.length), MAGIC)) {
            throw new FileException(file, "is no NumPy file");
        }
        // The length of the header has two bytes, and from format 2.0 on four.
        byte[] more = in.readNBytes(prefix[6] == 1 ? 0 : Short.BYTES);
        int length = Short.toUnsignedInt(LittleEndian.over(prefix).getShort(8));
        if (more.length == Short.BYTES) {
            length += Short.toUnsignedInt(LittleEndian.over(more).getShort(0)) << Short.SIZE;
        }
        long start = PREFIX + more.length + (long) length;
        if (length < 0 || start > size) {
            throw new FileException(file, "is cut off within its header");
        }
        Matcher matcher = TEXT.matcher(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            throw new FileException(file, "has a header that is none of NumPy's plain arrays");
        }
        List<String> shape =
                Stream.of(matcher.group(3).split(",", -1))
                        .map(String::strip)
                        .filter(digits -> !digits.isEmpty())
                        .toList();
        return new NpyHeader(matcher.group(1), matcher.group(2).equals("True"), shape, start);
    }
}
