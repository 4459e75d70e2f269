package org.bugle.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A file that one process holds locked; its text is the number of that process.
///
/// The file stays when the lock is given back: deleting it would let two processes hold locks on
/// two files of the same name.
public final class ProcessLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Empty if the lock is held, by another process or by this one.
    ///
    /// @throws FileException if the file cannot be opened or locks are not known here
    public static Optional<ProcessLock> tryTake(Path file) {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    channel.truncate(0);
                    channel.write(
                            StandardCharsets.US_ASCII.encode(
                                    Long.toString(ProcessHandle.current().pid())));
                    return Optional.of(new ProcessLock(channel));
                }
                channel.close();
                return Optional.empty();
            } catch (OverlappingFileLockException _) {
                channel.close();
                return Optional.empty();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileException.writing(file, e);
        }
    }

    /// The number of the process that took the lock last.
    public static String holder(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException _) {
            // the lock ends with the process
        }
    }
}
