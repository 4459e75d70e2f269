package org.bugle.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bugle.evolution.Checkpoint;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// One checkpoint in a file of its own: magic, version and length of the header, the header in
/// JSON, the factors, and the SHA-256 of all that. `docs/file-formats.md` has the layout.
final class CheckpointFile {
    private static final byte[] MAGIC = "BUGLECKP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;
    private static final int DIGEST = 32;
    private static final int BLOCK = 1 << 16;
    private static final JsonMapper MAPPER = new JsonMapper();

    private CheckpointFile() {}

    /// @param configuration what identifies the input of the run
    record Content(String configuration, Checkpoint<LowRankMatrix> checkpoint) {}

    /// The keys of the header; arrays follow it in this order.
    record Header(
            String configuration,
            long index,
            double time,
            double nextStep,
            long legIndex,
            double legTime,
            long seed,
            long evaluations,
            long rejected,
            List<Shape> arrays) {}

    record Shape(String name, int rows, int columns, boolean complex) {}

    /// @throws FileException if the file cannot be written; nothing of it is left then
    static void write(Path file, Content content) {
        AtomicFile.write(
                file,
                out -> {
                    MessageDigest digest = sha256();
                    DigestOutputStream digested = new DigestOutputStream(out, digest);
                    writeBody(digested, content);
                    out.write(digest.digest());
                });
    }

    private static void writeBody(OutputStream out, Content content) throws IOException {
        Checkpoint<LowRankMatrix> point = content.checkpoint();
        LowRankMatrix y = point.state();
        byte[] header =
                MAPPER.writeValueAsBytes(
                        new Header(
                                content.configuration(),
                                point.index(),
                                point.time(),
                                point.nextStep(),
                                point.legIndex(),
                                point.legTime(),
                                point.seed(),
                                point.evaluations(),
                                point.rejected(),
                                List.of(shape("U", y.u()), shape("S", y.s()), shape("V", y.v()))));
        byte[] prefix = new byte[PREFIX];
        LittleEndian.over(prefix).put(MAGIC).putInt(VERSION).putInt(header.length);
        out.write(prefix);
        out.write(header);
        for (Matrix factor : List.of(y.u(), y.s(), y.v())) {
            LittleEndian.write(out, factor.toArray());
        }
    }

    private static Shape shape(String name, Matrix a) {
        return new Shape(name, a.rows(), a.cols(), a.isComplex());
    }

    /// @throws FileException if the file cannot be read, is damaged, or is no checkpoint
    static Content read(Path file) {
        verify(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
            ByteBuffer prefix = LittleEndian.over(in.readNBytes(PREFIX));
            Header header =
                    MAPPER.readValue(
                            in.readNBytes(prefix.getInt(PREFIX - Integer.BYTES)), Header.class);
            return new Content(
                    header.configuration(),
                    new Checkpoint<>(
                            header.index(),
                            header.time(),
                            header.nextStep(),
                            header.legIndex(),
                            header.legTime(),
                            new LowRankMatrix(
                                    matrix(in, header.arrays().get(0)),
                                    matrix(in, header.arrays().get(1)),
                                    matrix(in, header.arrays().get(2))),
                            header.seed(),
                            header.evaluations(),
                            header.rejected()));
        } catch (JacksonException | EOFException | IllegalArgumentException e) {
            throw FileException.of(file, "is no checkpoint that this version of Bugle writes", e);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static Matrix matrix(InputStream in, Shape shape) throws IOException {
        int entries = Math.multiplyExact(shape.rows(), shape.columns());
        return shape.complex()
                ? Matrix.ofComplexColumnMajor(
                        shape.rows(),
                        shape.columns(),
                        LittleEndian.read(in, Math.multiplyExact(2, entries)))
                : Matrix.ofColumnMajor(
                        shape.rows(), shape.columns(), LittleEndian.read(in, entries));
    }

    /// Before a number of the file is believed, all of it is compared with its digest.
    private static void verify(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
            long size = Files.size(file);
            byte[] prefix = in.readNBytes(PREFIX);
            if (!Arrays.equals(Arrays.copyOf(prefix, MAGIC.length), MAGIC)) {
                throw new FileException(file, "is no checkpoint of Bugle");
            }
            if (size < PREFIX + DIGEST) {
                throw damaged(file);
            }
            int version = LittleEndian.over(prefix).getInt(MAGIC.length);
            if (version != VERSION) {
                throw new FileException(
                        file,
                        "has format %d, this version of Bugle reads format %d"
                                .formatted(version, VERSION));
            }
            MessageDigest digest = sha256();
            digest.update(prefix);
            byte[] block = new byte[BLOCK];
            for (long left = size - PREFIX - DIGEST; left > 0; ) {
                int length = in.readNBytes(block, 0, (int) Math.min(BLOCK, left));
                if (length == 0) {
                    throw damaged(file);
                }
                digest.update(block, 0, length);
                left -= length;
            }
            if (!MessageDigest.isEqual(digest.digest(), in.readNBytes(DIGEST))) {
                throw damaged(file);
            }
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static FileException damaged(Path file) {
        return new FileException(file, "is damaged: it does not have the checksum it ends with");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
