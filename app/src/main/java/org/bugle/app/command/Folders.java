package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.files.FileException;
import org.bugle.files.RunFolder;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/// Run folders as the command line names them. A folder that is wrong is wrong input; one that the
/// system cannot make is a failed run.
final class Folders {
    private static final Path RUNS = Path.of("runs");

    private Folders() {}

    /// @param out where to; a new folder under `runs` if empty
    static RunFolder create(Optional<Path> out, String problem, boolean force) {
        RunFolder.Existing existing =
                force ? RunFolder.Existing.REPLACE : RunFolder.Existing.REFUSE;
        try {
            return out.isPresent()
                    ? RunFolder.create(out.get(), existing)
                    : RunFolder.create(RUNS, problem, LocalDateTime.now(ZoneId.systemDefault()));
        } catch (FileException e) {
            boolean wrong =
                    e.getCause() == null || e.getCause() instanceof FileAlreadyExistsException;
            throw wrong ? new InputException(String.valueOf(e.getMessage())) : e;
        }
    }

    /// What is read from files that the user named.
    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (FileException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }
}
