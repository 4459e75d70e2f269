package org.bugle.files;

import org.bugle.files.Solution.Axis;
import org.bugle.files.Solution.Field;
import org.bugle.files.Solution.Snapshot;
import org.bugle.files.StoredValue.Array;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// A `solution.h5` as arrays under names, for formats that have no attributes. The names are those
/// in the file; `docs/file-formats.md` has the list.
public final class SolutionArrays {
    /// The array of all entries.
    public static final String DENSE = "Y";

    private final SequencedMap<String, StoredValue> all = new LinkedHashMap<>();

    private SolutionArrays() {}

    /// @param dense with all entries of the solution under [#DENSE]
    /// @throws FileException if the file cannot be read, is damaged, or is no solution
    /// @throws IllegalArgumentException if all entries are too many to be formed
    public static SequencedMap<String, StoredValue> of(Path file, boolean dense) {
        return of(file, SolutionFile.format(file), dense);
    }

    private static <Y extends State<Y>> SequencedMap<String, StoredValue> of(
            Path file, StateFormat<Y> format, boolean dense) {
        SolutionArrays arrays = new SolutionArrays();
        Solution<Y> solution = SolutionFile.read(file, format);
        arrays.put(solution);
        arrays.putSnapshots(SolutionFile.readSnapshots(file, format));
        if (dense) {
            arrays.all.put(DENSE, new Array(dense(solution.state())));
        }
        return arrays.all;
    }

    /// The number of entries of the solution.
    public static double entries(Solution<?> solution) {
        return IntStream.of(shape(solution.state())).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    private static int[] shape(Object state) {
        return switch (state) {
            case LowRankMatrix y -> new int[] {y.rows(), y.cols()};
            case TreeTensor y -> y.shape();
            default -> throw new IllegalArgumentException("SolutionArrays: no shape of " + state);
        };
    }

    private static Tensor dense(Object state) {
        return switch (state) {
            case LowRankMatrix y -> Tensor.of(y.toDense());
            case TreeTensor y -> y.toDense();
            default -> throw new IllegalArgumentException("SolutionArrays: no entries of " + state);
        };
    }

    private void put(Solution<?> solution) {
        all.put("problem", new StoredValue.Text(solution.origin().problem()));
        all.put("integrator", new StoredValue.Text(solution.origin().integrator()));
        all.put("version", new StoredValue.Text(solution.origin().version()));
        all.put("seed", new StoredValue.Whole(solution.origin().seed()));
        all.put("time", new StoredValue.Real(solution.time()));
        putState("", solution.state());
        putAxes("axis", solution.axes());
        putFields("", solution.fields());
    }

    private void putState(String prefix, Object state) {
        switch (state) {
            case LowRankMatrix y -> {
                all.put(prefix + "U", matrix(y.u()));
                all.put(prefix + "S", matrix(y.s()));
                all.put(prefix + "V", matrix(y.v()));
                all.put(prefix + "singularValues", vector(column(y.singularValues())));
            }
            case TreeTensor y -> putNodes(prefix, y);
            default -> throw new IllegalArgumentException("SolutionArrays: no arrays of " + state);
        }
    }

    private void putNodes(String prefix, TreeTensor y) {
        Tree tree = y.tree();
        List<Long> parents = new ArrayList<>();
        List<Long> sites = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            all.put(prefix + TreeFormat.path(node), new Array(y.tensor(node)));
            parents.add((long) tree.parent(node));
            sites.add((long) tree.site(node));
        }
        all.put(prefix + "nodes/parent", new StoredValue.Wholes(parents));
        all.put(prefix + "nodes/site", new StoredValue.Wholes(sites));
        all.put(prefix + "tree", new StoredValue.Text(tree.toString()));
    }

    private void putAxes(String prefix, List<Axis> axes) {
        for (int k = 0; k < axes.size(); k++) {
            Axis axis = axes.get(k);
            String path = prefix + k + "/";
            all.put(path + "name", new StoredValue.Text(axis.name()));
            all.put(path + "unit", new StoredValue.Text(axis.unit()));
            all.put(path + "points", vector(axis.points()));
            all.put(path + "weights", vector(axis.weights()));
            putAxes(path + "direction", axis.directions());
        }
    }

    private void putFields(String prefix, List<Field> fields) {
        fields.forEach(field -> all.put(prefix + "fields/" + field.name(), vector(field.values())));
    }

    /// The times in one array, and so every field that all snapshots have, a row a snapshot.
    private void putSnapshots(List<? extends Snapshot<?>> snapshots) {
        if (snapshots.isEmpty()) {
            return;
        }
        all.put(
                "snapshots/index",
                new StoredValue.Wholes(snapshots.stream().map(Snapshot::index).toList()));
        all.put("snapshots/time", vector(column(snapshots.stream().map(Snapshot::time).toList())));
        List<Field> first = snapshots.getFirst().fields();
        for (int k = 0; k < first.size(); k++) {
            int own = k;
            Matrix[] columns =
                    snapshots.stream()
                            .map(snapshot -> snapshot.fields().get(own).values())
                            .toArray(Matrix[]::new);
            all.put(
                    "snapshots/fields/" + first.get(k).name(),
                    matrix(Matrix.hcat(columns).transpose()));
        }
        for (Snapshot<?> snapshot : snapshots) {
            snapshot.state()
                    .ifPresent(y -> putState("snapshots/%09d/".formatted(snapshot.index()), y));
        }
    }

    private static Matrix column(List<Double> values) {
        return Matrix.columnVector(values.stream().mapToDouble(x -> x).toArray());
    }

    private static Array matrix(Matrix a) {
        return new Array(Tensor.of(a));
    }

    private static Array vector(Matrix column) {
        return new Array(Tensor.of(column).reshape(column.rows()));
    }
}
