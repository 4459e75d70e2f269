package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.files.Solution.Axis;
import org.bugle.files.Solution.Field;
import org.bugle.files.Solution.Origin;
import org.bugle.files.Solution.Snapshot;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.TreeTensor;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// `solution.h5`: factors, axes, fields and snapshots in HDF5, for programs that do not know Bugle.
/// `docs/file-formats.md` has the layout.
///
/// An m×r matrix is a dataset of m×r to HDF5, h5py and HDFView (MATLAB and Octave show it r×m); a
/// complex array has a last dimension of 2, the real and the imaginary part, and the attribute
/// `complex` 1.
public final class SolutionFile {
    static final long VERSION = 1;

    /// Attributes of a file's root that say what it is begin with this.
    static final String FORMAT = "format";

    private static final String KIND = "solution";
    private static final String SNAPSHOTS = "snapshots";

    private SolutionFile() {}

    /// Writes the solution and takes in the snapshots, whose own files are deleted when that is
    /// done.
    ///
    /// @throws FileException if the file cannot be written, or a snapshot not be read; nothing of
    ///   the file is left then, and all snapshots are
    public static <Y extends State<Y>> void write(
            Path file, StateFormat<Y> format, Solution<Y> solution, SnapshotFolder<Y> snapshots) {
        List<Path> files = snapshots.files();
        HdfTarget.write(
                file,
                root -> {
                    put(root, format, solution);
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
    public static <Y extends State<Y>> void write(
            Path file, StateFormat<Y> format, Solution<Y> solution) {
        HdfTarget.write(file, root -> put(root, format, solution));
    }

    private static <Y extends State<Y>> void put(
            WritableGroup root, StateFormat<Y> format, Solution<Y> solution) {
        putFormat(root, KIND);
        root.putAttribute("problem", solution.origin().problem());
        root.putAttribute("integrator", solution.origin().integrator());
        root.putAttribute("version", solution.origin().version());
        root.putAttribute("seed", solution.origin().seed());
        root.putAttribute("time", solution.time());
        root.putAttribute("rank", solution.state().maxRank());
        format.put(root, solution.state());
        putAxes(root, "axis", solution.axes());
        HdfTarget.putFields(root, solution.fields());
    }

    private static void putAxes(WritableGroup parent, String prefix, List<Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            WritableGroup group = parent.putGroup(prefix + i);
            group.putAttribute("name", axis.name());
            group.putAttribute("unit", axis.unit());
            ArrayDataset.putVector(group, "points", axis.points());
            ArrayDataset.putVector(group, "weights", axis.weights());
            putAxes(group, "direction", axis.directions());
        }
    }

    static void putFormat(WritableGroup root, String kind) {
        root.putAttribute(FORMAT, "bugle-" + kind);
        root.putAttribute(FORMAT + "Version", VERSION);
    }

    /// How the solution of a file stands in it.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static StateFormat<?> format(Path file) {
        return HdfSource.read(
                file,
                KIND,
                root -> {
                    checkFormat(root);
                    StateFormat<TreeTensor> tree = StateFormat.tree();
                    return tree.isIn(root) ? tree : StateFormat.matrix();
                });
    }

    /// The solution without its snapshots; fields are sorted by name.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static <Y extends State<Y>> Solution<Y> read(Path file, StateFormat<Y> format) {
        return HdfSource.read(file, KIND, root -> solution(root, format));
    }

    private static <Y extends State<Y>> Solution<Y> solution(
            HdfSource root, StateFormat<Y> format) {
        checkFormat(root);
        return new Solution<>(
                new Origin(
                        root.text("problem"),
                        root.text("integrator"),
                        root.text("version"),
                        root.integer("seed")),
                root.number("time"),
                format.read(root),
                axes(root, "axis"),
                fields(root));
    }

    private static List<Axis> axes(HdfSource parent, String prefix) {
        return parent.groups().stream()
                .filter(name -> name.matches(prefix + "\\d+"))
                .sorted(Comparator.comparingInt(name -> number(name, prefix)))
                .map(name -> axis(parent.group(name)))
                .toList();
    }

    private static int number(String name, String prefix) {
        return Integer.parseInt(name.substring(prefix.length()));
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
    public static <Y extends State<Y>> List<Snapshot<Y>> readSnapshots(
            Path file, StateFormat<Y> format) {
        return mapSnapshots(file, format, snapshot -> snapshot);
    }

    /// The numbers of the steps of the snapshots, increasing.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static List<Long> snapshotIndices(Path file) {
        return HdfSource.read(
                file,
                KIND,
                root -> snapshots(root).stream().map(group -> group.integer("index")).toList());
    }

    /// What is wanted of each snapshot, by increasing index; one of them is in memory at a time.
    ///
    /// @throws FileException if the file cannot be read, is cut off or damaged, or is no solution
    public static <Y extends State<Y>, T> List<T> mapSnapshots(
            Path file, StateFormat<Y> format, Function<Snapshot<Y>, T> wanted) {
        return HdfSource.read(
                file,
                KIND,
                root ->
                        snapshots(root).stream()
                                .map(group -> wanted.apply(SnapshotFolder.read(group, format)))
                                .toList());
    }

    private static List<HdfSource> snapshots(HdfSource root) {
        checkFormat(root);
        return root.optionalGroup(SNAPSHOTS)
                .map(all -> all.groups().stream().map(all::group).toList())
                .orElse(List.of());
    }

    /// Writes the snapshots of a solution as files again, one after the other.
    ///
    /// @param folder of a [SnapshotFolder]
    static void takeOut(Path file, Path folder) {
        HdfSource.read(
                file,
                KIND,
                root -> {
                    snapshots(root).forEach(group -> SnapshotFolder.restore(group, folder));
                    return root;
                });
    }

    static void checkFormat(HdfSource root) {
        String found = root.text(FORMAT);
        if (!found.equals("bugle-" + root.kind())) {
            throw new FileException(
                    root.file(), "is no %s of Bugle but '%s'".formatted(root.kind(), found));
        }
        if (root.integer(FORMAT + "Version") != VERSION) {
            throw new FileException(
                    root.file(),
                    "has format %d, this version of Bugle reads format %d"
                            .formatted(root.integer(FORMAT + "Version"), VERSION));
        }
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
