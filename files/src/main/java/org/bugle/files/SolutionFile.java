package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.files.MatrixDataset.Form;
import org.bugle.files.Solution.Axis;
import org.bugle.files.Solution.Field;
import org.bugle.files.Solution.Origin;
import org.bugle.files.Solution.Snapshot;
import org.bugle.lowrank.LowRankMatrix;

import java.nio.file.Path;
import java.util.List;

/// `solution.h5`: factors, axes, fields and snapshots in HDF5, for programs that do not know Bugle.
/// `docs/file-formats.md` has the layout.
///
/// An m×r matrix is a dataset of m×r to HDF5, h5py and HDFView (MATLAB and Octave show it r×m); a
/// complex one has a last dimension of 2, the real and the imaginary part, and the attribute
/// `complex` 1.
public final class SolutionFile {
    static final long VERSION = 1;

    private static final String KIND = "solution";
    private static final String SNAPSHOTS = "snapshots";

    private SolutionFile() {}

    /// Writes the solution and takes in the snapshots, whose own files are deleted when that is
    /// done.
    ///
    /// @throws FileException if the file cannot be written, or a snapshot not be read; nothing of
    ///   the file is left then, and all snapshots are
    public static void write(Path file, Solution solution, SnapshotFolder snapshots) {
        List<Path> files = snapshots.files();
        HdfTarget.write(
                file,
                root -> {
                    put(root, solution);
                    if (!files.isEmpty()) {
                        WritableGroup group = root.putGroup(SNAPSHOTS);
                        files.forEach(snapshot -> SnapshotFolder.merge(snapshot, group));
                    }
                });
        snapshots.clear();
    }

    /// Writes a solution without snapshots.
    ///
    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, Solution solution) {
        HdfTarget.write(file, root -> put(root, solution));
    }

    private static void put(WritableGroup root, Solution solution) {
        putFormat(root, KIND);
        root.putAttribute("problem", solution.origin().problem());
        root.putAttribute("integrator", solution.origin().integrator());
        root.putAttribute("version", solution.origin().version());
        root.putAttribute("seed", solution.origin().seed());
        root.putAttribute("time", solution.time());
        root.putAttribute("rank", solution.state().rank());
        HdfTarget.putState(root, solution.state());
        putAxes(root, "axis", solution.axes());
        HdfTarget.putFields(root, solution.fields());
    }

    private static void putAxes(WritableGroup parent, String prefix, List<Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            WritableGroup group = parent.putGroup(prefix + i);
            group.putAttribute("name", axis.name());
            group.putAttribute("unit", axis.unit());
            MatrixDataset.put(group, "points", Form.VECTOR, axis::points);
            MatrixDataset.put(group, "weights", Form.VECTOR, axis::weights);
            putAxes(group, "direction", axis.directions());
        }
    }

    static void putFormat(WritableGroup root, String kind) {
        root.putAttribute("format", "bugle-" + kind);
        root.putAttribute("formatVersion", VERSION);
    }

    /// The solution without its snapshots; fields are sorted by name.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static Solution read(Path file) {
        return HdfSource.read(file, KIND, SolutionFile::solution);
    }

    private static Solution solution(HdfSource root) {
        checkFormat(root);
        return new Solution(
                new Origin(
                        root.text("problem"),
                        root.text("integrator"),
                        root.text("version"),
                        root.integer("seed")),
                root.number("time"),
                state(root),
                axes(root, "axis"),
                fields(root));
    }

    private static List<Axis> axes(HdfSource parent, String prefix) {
        return parent.groups().stream()
                .filter(name -> name.matches(prefix + "\\d"))
                .map(name -> axis(parent.group(name)))
                .toList();
    }

    private static Axis axis(HdfSource group) {
        return new Axis(
                group.text("name"),
                group.text("unit"),
                group.matrix("points"),
                group.matrix("weights"),
                axes(group, "direction"));
    }

    /// The snapshots by increasing index, all in memory.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static List<Snapshot> readSnapshots(Path file) {
        return HdfSource.read(
                file,
                KIND,
                root -> {
                    checkFormat(root);
                    return root.optionalGroup(SNAPSHOTS)
                            .map(group ->
                                    group.groups().stream()
                                            .map(name -> group.group(name))
                                            .map(SnapshotFolder::read)
                                            .toList())
                            .orElse(List.of());
                });
    }

    /// Writes the snapshots of a solution as files again, one after the other.
    static void takeOut(Path file, SnapshotFolder snapshots) {
        HdfSource.read(
                file,
                KIND,
                root -> {
                    checkFormat(root);
                    root.optionalGroup(SNAPSHOTS)
                            .ifPresent(group ->
                                    group.groups().stream()
                                            .map(name -> group.group(name))
                                            .map(SnapshotFolder::read)
                                            .forEach(snapshots::save));
                    return root;
                });
    }

    static void checkFormat(HdfSource root) {
        String found = root.text("format");
        if (!found.equals("bugle-" + root.kind())) {
            throw new FileException(
                    root.file(), "is no %s of Bugle but '%s'".formatted(root.kind(), found));
        }
        if (root.integer("formatVersion") != VERSION) {
            throw new FileException(
                    root.file(),
                    "has format %d, this version of Bugle reads format %d"
                            .formatted(root.integer("formatVersion"), VERSION));
        }
    }

    static LowRankMatrix state(HdfSource group) {
        return new LowRankMatrix(group.matrix("U"), group.matrix("S"), group.matrix("V"));
    }

    static List<Field> fields(HdfSource parent) {
        return parent.optionalGroup("fields")
                .map(group ->
                        group.datasets().stream()
                                .map(name ->
                                        new Field(
                                                name,
                                                (int) group.integer(name, "axis"),
                                                group.matrix(name)))
                                .toList())
                .orElse(List.of());
    }
}
