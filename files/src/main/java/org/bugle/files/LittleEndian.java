package org.bugle.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/// Numbers as bytes, the lowest first, whatever the machine's own order.
final class LittleEndian {
    /// Doubles that are converted at a time.
    private static final int BLOCK = 8192;

    private LittleEndian() {}

    /// The bytes seen as numbers.
    static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void write(OutputStream out, double[] values) throws IOException {
        byte[] block = new byte[BLOCK * Double.BYTES];
        DoubleBuffer doubles = over(block).asDoubleBuffer();
        for (int i = 0; i < values.length; i += BLOCK) {
            int count = Math.min(BLOCK, values.length - i);
            doubles.put(0, values, i, count);
            out.write(block, 0, count * Double.BYTES);
        }
    }

    /// @throws EOFException if there are fewer
    static double[] read(InputStream in, int count) throws IOException {
        double[] values = new double[count];
        byte[] block = new byte[BLOCK * Double.BYTES];
        DoubleBuffer doubles = over(block).asDoubleBuffer();
        for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            if (in.readNBytes(block, 0, length * Double.BYTES) < length * Double.BYTES) {
                throw new EOFException("end of file");
            }
            doubles.get(0, values, i, length);
        }
        return values;
    }
}
