package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;

import org.bugle.files.Solution.Axis;
import org.bugle.files.Solution.Field;
import org.bugle.files.Solution.Origin;
import org.bugle.files.Solution.Snapshot;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class SolutionFileTest {
    private static final Origin ORIGIN = new Origin("wärme", "augmented-bug", "0.1.0", -5);

    @TempDir Path folder;

    private Path file;
    private SnapshotFolder<LowRankMatrix> snapshots;

    @BeforeEach
    void name() throws IOException {
        file = folder.resolve("solution.h5");
        snapshots =
                new SnapshotFolder<>(
                        Files.createDirectory(folder.resolve("snapshots")), StateFormat.matrix());
    }

    static Stream<LowRankMatrix> states() {
        return Stream.of(
                Cases.realState(7, 5, 3),
                Cases.complexState(7, 5, 3),
                Cases.realState(4, 9, 0),
                Cases.complexState(4, 9, 0),
                Cases.complexState(1, 1, 1),
                Cases.realState(40_000, 3, 2)); // more than a block
    }

    private static Solution<LowRankMatrix> solution(LowRankMatrix state) {
        Matrix x = Cases.real(state.rows(), 1);
        Matrix y = Cases.real(state.cols(), 1);
        return new Solution<>(
                ORIGIN,
                Math.nextUp(0.1),
                state,
                List.of(
                        new Axis(
                                "cell",
                                "m",
                                x,
                                x.times(2),
                                List.of(new Axis("x", "m", y, x), new Axis("y", "", x, y))),
                        new Axis("moment", "", y, y.times(3))),
                List.of(new Field("density", 0, x.times(4)), new Field("flux", 1, y.times(5))));
    }

    private static Snapshot<LowRankMatrix> snapshot(long index) {
        return new Snapshot<>(
                index,
                index * 0.1,
                Optional.of(Cases.complexState(4, 3, (int) index % 3)),
                List.of(new Field("density", 0, Cases.real(4, 1).times((double) index))));
    }

    private static void assertSame(
            Solution<LowRankMatrix> found, Solution<LowRankMatrix> expected) {
        assertThat(Cases.sameBits(found.state(), expected.state())).isTrue();
        assertThat(found).usingRecursiveComparison().ignoringFields("state").isEqualTo(expected);
    }

    private static void assertSame(
            List<Snapshot<LowRankMatrix>> found, List<Snapshot<LowRankMatrix>> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i))
                    .usingRecursiveComparison()
                    .ignoringFields("state")
                    .isEqualTo(expected.get(i));
            assertThat(
                            Cases.sameBits(
                                    found.get(i).state().orElseThrow(),
                                    expected.get(i).state().orElseThrow()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void readingGivesTheSameBits(LowRankMatrix state) {
        SolutionFile.write(file, StateFormat.matrix(), solution(state));
        assertSame(SolutionFile.read(file, StateFormat.matrix()), solution(state));
        assertThat(SolutionFile.readSnapshots(file, StateFormat.matrix())).isEmpty();
    }

    @Test // the library's view stands for that of any other program
    void aMatrixIsSeenByRows() {
        LowRankMatrix y = Cases.complexState(3, 4, 2);
        SolutionFile.write(file, StateFormat.matrix(), solution(y));
        try (HdfFile hdf = new HdfFile(file)) {
            double[][][] u = (double[][][]) hdf.getDatasetByPath("/U").getData();
            double[][] v = (double[][]) hdf.getDatasetByPath("/V").getData();
            assertThat(u.length).isEqualTo(3);
            assertThat(u[2][1]).containsExactly(y.u().at(2, 1).re(), y.u().at(2, 1).im());
            assertThat(v[3]).containsExactly(y.v().get(3, 0), y.v().get(3, 1));
            assertThat((double[]) hdf.getDatasetByPath("/fields/density").getData()).hasSize(3);
            assertThat(hdf.getAttribute("rank").getData()).isEqualTo(2);
        }
    }

    @Test
    void snapshotsAreMergedInOrderAndTheirFilesGo() {
        List<Snapshot<LowRankMatrix>> taken =
                Stream.of(0L, 20L, 100L, 1_000L).map(SolutionFileTest::snapshot).toList();
        taken.reversed().forEach(snapshots::save);
        assertSame(snapshots.files().stream().map(snapshots::read).toList(), taken);
        SolutionFile.write(
                file, StateFormat.matrix(), solution(Cases.realState(4, 3, 2)), snapshots);
        assertSame(SolutionFile.readSnapshots(file, StateFormat.matrix()), taken);
        assertSame(
                SolutionFile.read(file, StateFormat.matrix()), solution(Cases.realState(4, 3, 2)));
        assertThat(snapshots.files()).isEmpty();
    }

    @Test
    void aSnapshotMayHoldFieldsAlone() {
        Snapshot<LowRankMatrix> fields =
                new Snapshot<>(1, 0.5, Optional.empty(), snapshot(1).fields());
        snapshots.save(fields);
        SolutionFile.write(
                file, StateFormat.matrix(), solution(Cases.realState(4, 3, 2)), snapshots);
        assertThat(SolutionFile.readSnapshots(file, StateFormat.matrix()))
                .usingRecursiveComparison()
                .isEqualTo(List.of(fields));
    }

    @Test // `resume --until`, and a stop between the solution and the result
    void aRunThatGoesOnHasItsSnapshotsBack() throws IOException {
        List<Snapshot<LowRankMatrix>> taken =
                Stream.of(0L, 20L).map(SolutionFileTest::snapshot).toList();
        Path run = folder.resolve("run");
        try (RunFolder opened = RunFolder.create(run, RunFolder.Existing.REFUSE)) {
            SnapshotFolder<LowRankMatrix> own =
                    new SnapshotFolder<>(opened.snapshots(), StateFormat.matrix());
            Files.writeString(opened.input(), "");
            taken.forEach(own::save);
            SolutionFile.write(
                    opened.solution(),
                    StateFormat.matrix(),
                    solution(Cases.realState(4, 3, 2)),
                    own);
        }
        try (RunFolder opened = RunFolder.open(run)) {
            SnapshotFolder<LowRankMatrix> own =
                    new SnapshotFolder<>(opened.snapshots(), StateFormat.matrix());
            assertSame(own.files().stream().map(own::read).toList(), taken);
            assertThat(opened.solution()).doesNotExist();
            own.deleteAfter(10);
            assertThat(own.files()).hasSize(1);
        }
    }

    @Test
    void aDamagedSnapshotLeavesNoSolutionAndAllSnapshots() throws IOException {
        snapshots.save(snapshot(1));
        snapshots.save(snapshot(2));
        Path second = snapshots.files().getLast();
        byte[] whole = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() ->
                        SolutionFile.write(
                                file,
                                StateFormat.matrix(),
                                solution(Cases.realState(4, 3, 2)),
                                snapshots))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(
                        "%s: is cut off: %d of its %d bytes are there"
                                .formatted(second, whole.length - 1, whole.length));
        assertThat(folder.toFile().list()).containsExactly("snapshots");
        assertThat(snapshots.files()).hasSize(2);
    }

    @Test // 0 bytes are what the library leaves when it is killed
    void everyPrefixIsRefused() throws IOException {
        SolutionFile.write(file, StateFormat.matrix(), solution(Cases.realState(4, 3, 2)));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            String reason =
                    switch (length) {
                        case 0 -> "is empty: its writing was cut off";
                        case 1, 2, 3, 4, 5, 6, 7 -> "is no HDF5 file";
                        default -> "is cut off: ";
                    };
            assertThatThrownBy(() -> SolutionFile.read(file, StateFormat.matrix()))
                    .as("length %d", length)
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessageStartingWith(file + ": " + reason);
        }
    }

    @Test // an error or, in the few bytes that no checksum covers, without effect
    void noWrongByteGivesAWrongValue() throws IOException {
        Solution<LowRankMatrix> solution = solution(Cases.realState(6, 5, 3));
        SolutionFile.write(file, StateFormat.matrix(), solution);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < whole.length; i += 31) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 0x55;
            Files.write(file, wrong);
            try {
                assertSame(SolutionFile.read(file, StateFormat.matrix()), solution);
            } catch (FileException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 31 * 9 / 10);
    }

    @Test
    void foreignFilesAreRefused() throws IOException {
        Files.writeString(file, "U,S,V\n1,2,3\n".repeat(10));
        assertRefused("is no HDF5 file");
        try (WritableHdfFile hdf = HdfFile.write(Files.createFile(folder.resolve("other.h5")))) {
            hdf.putDataset("U", new double[] {1, 2});
        }
        file = folder.resolve("other.h5");
        assertRefused("is no solution of Bugle: / has no 'format'");
    }

    @Test
    void aSnapshotIsNoSolution() {
        snapshots.save(snapshot(1));
        file = snapshots.files().getFirst();
        assertRefused("is no solution of Bugle but 'bugle-snapshot'");
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused("no such file or folder");
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> SolutionFile.read(file, StateFormat.matrix()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": " + sentence);
    }

    static Stream<TreeTensor> trees() {
        return Stream.of(
                Cases.treeState("((3 (0 5)) (4 1) 2)", false),
                Cases.treeState("((0 1) 2 (3 4))", true),
                Cases.treeState("0", true));
    }

    private static Solution<TreeTensor> solution(TreeTensor state) {
        List<Axis> axes = new ArrayList<>();
        for (int n : state.shape()) {
            axes.add(new Axis("state", "", Cases.real(n, 1), Cases.real(n, 1)));
        }
        axes.add(new Axis("site", "", Cases.real(9, 1), Cases.real(9, 1)));
        Field field = new Field("magnetisation", axes.size() - 1, Cases.real(9, 1));
        return new Solution<>(ORIGIN, 0.3, state, axes, List.of(field));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aTreeIsReadAndMergedWithTheSameBits(TreeTensor state) throws IOException {
        SnapshotFolder<TreeTensor> taken =
                new SnapshotFolder<>(
                        Files.createDirectory(folder.resolve("s")), StateFormat.tree());
        Solution<TreeTensor> written = solution(state);
        Snapshot<TreeTensor> snapshot =
                new Snapshot<>(20, 0.2, Optional.of(state.times(2)), written.fields());
        taken.save(snapshot);
        taken.save(new Snapshot<>(21, 0.3, Optional.empty(), written.fields()));
        SolutionFile.write(file, StateFormat.tree(), written, taken);

        assertThat(taken.files()).isEmpty();
        Solution<TreeTensor> read = SolutionFile.read(file, StateFormat.tree());
        assertThat(Cases.sameBits(read.state(), state)).isTrue();
        assertThat(read).usingRecursiveComparison().ignoringFields("state").isEqualTo(written);
        var merged = SolutionFile.readSnapshots(file, StateFormat.tree());
        assertThat(merged).hasSize(2);
        assertThat(merged.getFirst().fields())
                .usingRecursiveComparison()
                .isEqualTo(written.fields());
        assertThat(Cases.sameBits(merged.getFirst().state().orElseThrow(), state.times(2)))
                .isTrue();
        assertThat(merged.getLast().state()).isEmpty();
        SolutionFile.takeOut(file, taken.folder());
        assertThat(
                        Cases.sameBits(
                                taken.read(taken.files().getFirst()).state().orElseThrow(),
                                state.times(2)))
                .isTrue();
    }

    @Test // n×r at a leaf, r₁×…×r_m×r above, seen by another program
    void aNodeIsSeenWithItsParentsIndexLast() {
        TreeTensor y = Cases.treeState("((0 1) 2 (3 4))", true);
        SolutionFile.write(file, StateFormat.tree(), solution(y));
        try (HdfFile hdf = new HdfFile(file)) {
            assertThat(hdf.getAttribute("tree").getData()).isEqualTo("((0 1) 2 (3 4))");
            var inner = hdf.getDatasetByPath("/nodes/000002");
            double[][][][] core = (double[][][][]) inner.getData();
            Tensor tensor = y.tensor(2);
            assertThat(inner.getDimensions())
                    .containsExactly(tensor.size(0), tensor.size(1), tensor.size(2), 2);
            assertThat(core[1][0][2])
                    .containsExactly(tensor.at(1, 0, 2).re(), tensor.at(1, 0, 2).im());
            assertThat(inner.getAttribute("parent").getData()).isEqualTo(7);
            assertThat(inner.getAttribute("site").getData()).isEqualTo(-1);
            var leaf = hdf.getDatasetByPath("/nodes/000004");
            assertThat(leaf.getAttribute("site").getData()).isEqualTo(3);
        }
    }

    @Test
    void fieldsAreVectorsWithPlainNames() {
        assertThatThrownBy(() -> new Field("a/b", 0, Matrix.zeros(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Field: a name must not be empty nor have a slash, found 'a/b'");
        assertThatThrownBy(() -> new Field("a", 0, Matrix.zeros(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Field: values must be n×1, found 1×2");
    }

    @Test // many links in one group
    void hundredsOfSnapshotsAreMerged() {
        for (int i = 0; i < 200; i++) {
            Field field = new Field("f", 0, Matrix.columnVector(i));
            snapshots.save(new Snapshot<>(i, i, Optional.empty(), List.of(field)));
        }
        SolutionFile.write(
                file, StateFormat.matrix(), solution(Cases.realState(4, 3, 2)), snapshots);
        assertThat(SolutionFile.readSnapshots(file, StateFormat.matrix()))
                .hasSize(200)
                .allSatisfy(snapshot ->
                        assertThat(snapshot.fields().getFirst().values().get(0, 0))
                                .isEqualTo(snapshot.time()));
    }
}
