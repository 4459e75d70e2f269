package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.files.MatrixDataset.Form;
import org.bugle.files.Solution.Snapshot;
import org.bugle.linalg.Matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Snapshots of a run that is going on, a file each, so that a killed run keeps them; at its end
/// [SolutionFile] takes them in.
///
/// @param folder holds them under the numbers of their steps
public record SnapshotFolder(Path folder) {
    private static final String KIND = "snapshot";
    private static final String ENDING = ".h5";

    /// @throws FileException if the file cannot be written; nothing of it is left then
    public void save(Snapshot snapshot) {
        HdfTarget.write(
                folder.resolve(name(snapshot.index()) + ENDING),
                root -> {
                    SolutionFile.putFormat(root, KIND);
                    put(root, snapshot);
                });
    }

    /// Names sort like numbers.
    static String name(long index) {
        return "%09d".formatted(index);
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
    public static Snapshot read(Path file) {
        return HdfSource.read(
                file,
                KIND,
                root -> {
                    SolutionFile.checkFormat(root);
                    return read(root);
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

    static void put(WritableGroup group, Snapshot snapshot) {
        group.putAttribute("index", snapshot.index());
        group.putAttribute("time", snapshot.time());
        snapshot.state().ifPresent(y -> HdfTarget.putState(group, y));
        HdfTarget.putFields(group, snapshot.fields());
    }

    /// Puts the snapshot of a file into a group of its own; its matrices are fetched when they are
    /// written.
    static void merge(Path file, WritableGroup snapshots) {
        HdfSource.read(
                file,
                KIND,
                root -> {
                    SolutionFile.checkFormat(root);
                    WritableGroup group = snapshots.putGroup(name(root.integer("index")));
                    group.putAttribute("index", root.integer("index"));
                    group.putAttribute("time", root.number("time"));
                    for (String factor : root.datasets()) {
                        MatrixDataset.put(
                                group, factor, Form.MATRIX, () -> matrix(file, r -> r, factor));
                    }
                    root.optionalGroup("fields")
                            .ifPresent(fields -> mergeFields(file, fields, group));
                    return root;
                });
    }

    private static void mergeFields(Path file, HdfSource fields, WritableGroup snapshot) {
        WritableGroup group = snapshot.putGroup("fields");
        for (String field : fields.datasets()) {
            MatrixDataset.put(
                            group,
                            field,
                            Form.VECTOR,
                            () -> matrix(file, root -> root.group("fields"), field))
                    .putAttribute("axis", fields.integer(field, "axis"));
        }
    }

    private static Matrix matrix(Path file, UnaryOperator<HdfSource> group, String name) {
        return HdfSource.read(file, KIND, root -> group.apply(root).matrix(name));
    }

    static Snapshot read(HdfSource group) {
        return new Snapshot(
                group.integer("index"),
                group.number("time"),
                group.has("U") ? Optional.of(SolutionFile.state(group)) : Optional.empty(),
                SolutionFile.fields(group));
    }
}
