package org.bugle.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

import org.bugle.evolution.Checkpoint;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.State;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One checkpoint in a file of its own: magic, version and length of the header, the header in
/// JSON, the factors, and the SHA-256 of all that. `docs/file-formats.md` has the layout.
final class CheckpointFile {
    private static final byte[] MAGIC = "BUGLECKP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;
    private static final int DIGEST = 32;
    private static final int BLOCK = 1 << 16;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private CheckpointFile() {}

    /// @param configuration what identifies the input of the run
    record Content<Y>(String configuration, Checkpoint<Y> checkpoint) {}

    /// The keys of the header; arrays follow it in this order.
    ///
    /// @param tree the expression of the tree, where the solution stands on one
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
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> tree,
            List<Shape> arrays) {}

    record Shape(String name, int rows, int columns, boolean complex) {}

    /// @throws FileException if the file cannot be written; nothing of it is left then
    static <Y extends State<Y>> void write(Path file, StateFormat<Y> format, Content<Y> content) {
        AtomicFile.write(
                file,
                out -> {
                    MessageDigest digest = Digest.sha256();
                    DigestOutputStream digested = new DigestOutputStream(out, digest);
                    writeBody(digested, format, content);
                    out.write(digest.digest());
                });
    }

    private static <Y extends State<Y>> void writeBody(
            OutputStream out, StateFormat<Y> format, Content<Y> content) throws IOException {
        Checkpoint<Y> point = content.checkpoint();
        List<StateFormat.Part> parts = format.parts(point.state());
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
                                format.expression(point.state()),
                                parts.stream().map(CheckpointFile::shape).toList()));
        byte[] prefix = new byte[PREFIX];
        LittleEndian.over(prefix).put(MAGIC).putInt(VERSION).putInt(header.length);
        out.write(prefix);
        out.write(header);
        for (StateFormat.Part part : parts) {
            LittleEndian.write(out, part.values().toArray());
        }
    }

    private static Shape shape(StateFormat.Part part) {
        Matrix a = part.values();
        return new Shape(part.name(), a.rows(), a.cols(), a.isComplex());
    }

    /// @throws FileException if the file cannot be read, is damaged, or is no checkpoint
    static <Y extends State<Y>> Content<Y> read(Path file, StateFormat<Y> format) {
        verify(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
            ByteBuffer prefix = LittleEndian.over(in.readNBytes(PREFIX));
            Header header =
                    MAPPER.readValue(
                            in.readNBytes(prefix.getInt(PREFIX - Integer.BYTES)), Header.class);
            List<Matrix> parts = new ArrayList<>();
            for (Shape shape : header.arrays()) {
                parts.add(matrix(in, shape));
            }
            return new Content<>(
                    header.configuration(),
                    new Checkpoint<>(
                            header.index(),
                            header.time(),
                            header.nextStep(),
                            header.legIndex(),
                            header.legTime(),
                            format.of(parts, header.tree()),
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
            MessageDigest digest = Digest.sha256();
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
}
