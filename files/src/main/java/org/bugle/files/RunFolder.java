package org.bugle.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one run, held by this process until it is closed.
///
/// A folder that holds a run is overwritten on request only, and never while a process works in it.
/// The lock is the operating system's, so that it ends with its process, however that ends.
public final class RunFolder implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /// What to do with a run that the folder holds already.
    public enum Existing {
        REFUSE,
        REPLACE
    }

    private final RunFiles look;
    private final ProcessLock lock;

    private RunFolder(Path path, ProcessLock lock) {
        this.look = new RunFiles(path);
        this.lock = lock;
    }

    /// A new folder PARENT/PROBLEM-TIMESTAMP; a number follows where that name is taken.
    ///
    /// @param problem its name; a slash becomes a dash
    /// @throws FileException if the folder cannot be made
    public static RunFolder create(Path parent, String problem, LocalDateTime now) {
        String name = problem.replace('/', '-') + "-" + STAMP.format(now);
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw FileException.writing(parent, e);
        }
        for (int i = 1; ; i++) {
            Path path = parent.resolve(i == 1 ? name : name + "-" + i);
            try {
                Files.createDirectory(path);
                return create(path, Existing.REFUSE);
            } catch (FileAlreadyExistsException _) {
                // another run began in this second
            } catch (IOException e) {
                throw FileException.writing(path, e);
            }
        }
    }

    /// The given folder, made if it is not there; other files in it stay as they are.
    ///
    /// @throws FileException if the folder holds a run and `existing` says to refuse, if a process
    ///   works in it, or if it cannot be made
    public static RunFolder create(Path path, Existing existing) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw FileException.of(path, "is a file, but a run needs a folder", e);
        } catch (IOException e) {
            throw FileException.writing(path, e);
        }
        RunFolder folder = hold(path);
        try {
            if (existing == Existing.REFUSE) {
                folder.refuseIfTaken();
            }
            folder.clear();
            Files.createDirectories(folder.snapshots());
            Files.createDirectories(folder.checkpoints());
            return folder;
        } catch (IOException e) {
            folder.close();
            throw FileException.writing(path, e);
        } catch (FileException e) {
            folder.close();
            throw e;
        }
    }

    /// The folder of a run that began earlier, to go on with it.
    ///
    /// @throws FileException if the folder holds no run, or if a process works in it
    public static RunFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve("run.yaml"))) {
            throw new FileException(path, "holds no run: there is no run.yaml in it");
        }
        RunFolder folder = hold(path);
        try {
            folder.deleteTemporaries();
            Files.createDirectories(folder.snapshots());
            Files.createDirectories(folder.checkpoints());
            if (!folder.isFinished()) {
                folder.reopen(); // it may have been stopped between its solution and its result
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw FileException.writing(path, e);
        } catch (FileException e) {
            folder.close();
            throw e;
        }
    }

    private static RunFolder hold(Path path) {
        Path file = path.resolve(".lock");
        Optional<ProcessLock> lock = ProcessLock.tryTake(file);
        return new RunFolder(
                path,
                lock.orElseThrow(() ->
                        new FileException(
                                path,
                                "a run is going on here (process %s); stop it or choose another folder, --force replaces only runs that have ended"
                                        .formatted(ProcessLock.holder(file)))));
    }

    private void refuseIfTaken() {
        if (isFinished()) {
            throw new FileException(
                    path(),
                    "holds a finished run; choose another folder, or replace it with --force");
        }
        if (files().stream().anyMatch(Files::isRegularFile)) {
            throw new FileException(
                    path(),
                    "holds an unfinished run; go on with 'bugle resume %s', or replace it with --force"
                            .formatted(path()));
        }
    }

    /// Whether the run in this folder came to its end.
    public boolean isFinished() {
        return look.isFinished();
    }

    /// Takes away what only a finished run has, for a run that goes on beyond its former end; the
    /// snapshots that its solution took in are files again.
    ///
    /// @throws FileException if the solution cannot be read or a file cannot be deleted
    public void reopen() {
        delete(result());
        delete(report());
        if (Files.exists(solution())) {
            SolutionFile.takeOut(solution(), snapshots());
            delete(solution());
        }
    }

    /// Deletes the files of a run, the result first: what is left then is no finished run.
    private void clear() throws IOException {
        files().forEach(RunFolder::delete);
        deleteTemporaries();
        for (Path folder : List.of(checkpoints(), snapshots())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> generations = Files.list(folder)) {
                    generations.filter(Files::isRegularFile).forEach(RunFolder::delete);
                }
            }
        }
    }

    /// What a killed process left of files that it had begun.
    private void deleteTemporaries() throws IOException {
        for (Path folder : List.of(path(), checkpoints(), snapshots())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(RunFolder::isTemporary).forEach(RunFolder::delete);
                }
            }
        }
    }

    private static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(AtomicFile.TEMPORARY);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileException.of(file, "cannot be deleted", e);
        }
    }

    private List<Path> files() {
        return List.of(
                result(), report(), solution(), weights(), best(), history(), log(), input());
    }

    public Path path() {
        return look.path();
    }

    /// The files of this folder, for those that only look.
    public RunFiles look() {
        return look;
    }

    /// The exact input, with defaults filled in.
    public Path input() {
        return look.input();
    }

    /// A row a step, see [HistoryFile].
    public Path history() {
        return look.history();
    }

    /// Factors, grids and fields, see [SolutionFile].
    public Path solution() {
        return look.solution();
    }

    /// What a training ends with.
    public Path weights() {
        return look.weights();
    }

    /// The weights of a training's smallest test loss.
    public Path best() {
        return look.best();
    }

    /// The summary, see [ResultFile]; only a finished run has it.
    public Path result() {
        return look.result();
    }

    public Path report() {
        return look.report();
    }

    public Path log() {
        return look.log();
    }

    /// The folder of [CheckpointStore].
    public Path checkpoints() {
        return look.checkpoints();
    }

    /// The folder of [SnapshotFolder].
    public Path snapshots() {
        return look.snapshots();
    }

    @Override
    public void close() {
        lock.close();
    }
}
