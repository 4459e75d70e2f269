package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.files.Solution.Snapshot;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.State;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Snapshots of a run that is going on, a file each, so that a killed run keeps them; at its end
/// [SolutionFile] takes them in.
///
/// @param <Y> the format of the solution
/// @param folder holds them under the numbers of their steps
public record SnapshotFolder<Y extends State<Y>>(Path folder, StateFormat<Y> format) {
    private static final String KIND = "snapshot";
    private static final String ENDING = ".h5";

    /// @throws FileException if the file cannot be written; nothing of it is left then
    public void save(Snapshot<Y> snapshot) {
        HdfTarget.write(
                file(folder, snapshot.index()),
                root -> {
                    SolutionFile.putFormat(root, KIND);
                    put(root, snapshot);
                });
    }

    /// Names sort like numbers.
    private static String name(long index) {
        return "%09d".formatted(index);
    }

    private static Path file(Path folder, long index) {
        return folder.resolve(name(index) + ENDING);
    }

    /// The files by increasing index.
    ///
    /// @throws FileException if the folder cannot be read
    public List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.h5"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileException.reading(folder, e);
        }
    }

    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no snapshot
    public Snapshot<Y> read(Path file) {
        return HdfSource.read(
                file,
                KIND,
                root -> {
                    SolutionFile.checkFormat(root);
                    return read(root, format);
                });
    }

    /// Takes away the snapshots of steps that a resumed run takes again.
    ///
    /// @param index of the last step to keep
    /// @throws FileException if a file cannot be deleted
    public void deleteAfter(long index) {
        files().stream().filter(file -> index(file) > index).forEach(SnapshotFolder::delete);
    }

    /// Takes away all, once they are merged.
    void clear() {
        files().forEach(SnapshotFolder::delete);
    }

    private static long index(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileException.of(file, "cannot be deleted", e);
        }
    }

    private void put(WritableGroup group, Snapshot<Y> snapshot) {
        group.putAttribute("index", snapshot.index());
        group.putAttribute("time", snapshot.time());
        snapshot.state().ifPresent(y -> format.put(group, y));
        HdfTarget.putFields(group, snapshot.fields());
    }

    /// Puts the snapshot of a file into a group of its own; its arrays are fetched when they are
    /// written.
    static void merge(Path file, WritableGroup snapshots) {
        HdfSource.read(
                file,
                KIND,
                root -> {
                    SolutionFile.checkFormat(root);
                    WritableGroup group = snapshots.putGroup(name(root.integer("index")));
                    root.copyTo(group, new Contents(file)::take);
                    return root;
                });
    }

    /// The arrays of a file, read together when the first one is wanted; each is given away once,
    /// so that of many files one is in memory.
    private static final class Contents {
        private final Path file;
        private Map<String, Tensor> arrays = Map.of();

        Contents(Path file) {
            this.file = file;
        }

        Tensor take(String path) {
            if (!arrays.containsKey(path)) {
                arrays = HdfSource.read(file, KIND, HdfSource::arrays);
            }
            return Objects.requireNonNull(arrays.remove(path));
        }
    }

    /// Writes a snapshot that was merged as a file again.
    static void restore(HdfSource group, Path folder) {
        HdfTarget.write(
                file(folder, group.integer("index")),
                root -> {
                    SolutionFile.putFormat(root, KIND);
                    Map<String, Tensor> arrays = group.arrays();
                    group.copyTo(root, path -> Objects.requireNonNull(arrays.get(path)));
                });
    }

    static <Y extends State<Y>> Snapshot<Y> read(HdfSource group, StateFormat<Y> format) {
        return new Snapshot<>(
                group.integer("index"),
                group.number("time"),
                format.isIn(group) ? Optional.of(format.read(group)) : Optional.empty(),
                SolutionFile.fields(group));
    }
}
