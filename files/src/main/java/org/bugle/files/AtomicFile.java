package org.bugle.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// Files that are there as a whole or not at all: written under a temporary name in the same
/// folder, forced to the disk, then renamed.
///
/// A failure deletes the temporary and leaves a former file of that name as it was. A killed
/// process leaves a temporary, whose name ends in [#TEMPORARY].
public final class AtomicFile {
    /// The ending of the names of unfinished files.
    static final String TEMPORARY = ".tmp";

    private static final AtomicLong COUNT = new AtomicLong();

    private AtomicFile() {}

    /// What is written.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// What is written by a library that opens the file itself; the file does not exist yet.
    @FunctionalInterface
    interface PathContent {
        void writeTo(Path temporary) throws IOException;
    }

    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, Content content) {
        writePath(
                file,
                temporary -> {
                    try (OutputStream out =
                            new BufferedOutputStream(
                                    Files.newOutputStream(
                                            temporary, StandardOpenOption.CREATE_NEW))) {
                        content.writeTo(out);
                    }
                });
    }

    /// @param text written in UTF-8
    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// @throws FileException if the file cannot be written; nothing of it is left then
    static void writePath(Path file, PathContent content) {
        Path temporary =
                file.resolveSibling(
                        ".%s.%d-%d%s"
                                .formatted(
                                        file.getFileName(),
                                        ProcessHandle.current().pid(),
                                        COUNT.incrementAndGet(),
                                        TEMPORARY));
        boolean renamed = false;
        try {
            content.writeTo(temporary);
            sync(temporary, StandardOpenOption.WRITE);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            renamed = true;
            syncFolder(file);
        } catch (IOException e) {
            throw FileException.writing(file, e);
        } finally {
            if (!renamed) {
                deleteQuietly(temporary);
            }
        }
    }

    /// The rename itself is on the disk only when its folder is.
    private static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(folder, StandardOpenOption.READ);
        }
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /// The failure that brought us here is what the user must hear of.
    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // the name says that the file is unfinished
        }
    }
}
