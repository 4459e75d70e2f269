package org.bugle.neural.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The contents of a file, unpacked where it is packed by gzip.
final class Unpacked {
    private static final int MAGIC = GZIPInputStream.GZIP_MAGIC;

    private Unpacked() {}

    static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        boolean opened = false;
        try {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            in.reset();
            InputStream unpacked =
                    first == (MAGIC & 0xff) && second == (MAGIC >> Byte.SIZE)
                            ? new BufferedInputStream(new GZIPInputStream(in))
                            : in;
            opened = true;
            return unpacked;
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }
}
