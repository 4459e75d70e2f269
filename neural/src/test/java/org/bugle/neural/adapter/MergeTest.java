package org.bugle.neural.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class MergeTest {
    @TempDir Path folder;

    private final SplitMix64 random = new SplitMix64(2);
    private final Correction correction =
            Correction.linear(
                    new Tucker(
                            Tensor.of(Draws.matrix(random, 2, 2)),
                            List.of(Draws.matrix(random, 4, 2), Draws.matrix(random, 3, 2))));

    private Path model() {
        return folder.resolve("model.safetensors");
    }

    private Path result() {
        return folder.resolve("result.safetensors");
    }

    private static Adapter adapter(Map<String, Correction> corrections) {
        return new Adapter(corrections, Map.of(), Optional.empty());
    }

    private void write(SafetensorsType type, double scale) {
        double[] values = Draws.normals(random, List.of(12), scale).toDoubles();
        new SafetensorsWriter()
                .metadata("format", "pt")
                .add("ids", SafetensorsType.F16, List.of(1), () -> new double[] {1})
                .add("q.weight", type, List.of(4, 3), () -> values)
                .write(model());
    }

    private static Array weight(Path file) {
        try (Safetensors tensors = Safetensors.open(file)) {
            return PeftFiles.array(tensors, "q.weight");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SafetensorsType.class,
            names = {"F64", "F32", "F16", "BF16"})
    void takingOffGivesTheModelUpToRounding(SafetensorsType type) throws IOException {
        write(type, 1);
        byte[] before = Files.readAllBytes(model());
        Array base = weight(model());
        Merge.ON.apply(model(), adapter(Map.of("q", correction)), result());
        double epsilon =
                switch (type) {
                    case F64 -> 0x1p-52;
                    case F32 -> 0x1p-23;
                    case F16 -> 0x1p-10;
                    default -> 0x1p-7;
                };
        Array exact = base.plus(1, correction.dense());
        double scale = exact.norm() + correction.dense().norm();
        assertThat(weight(result()).plus(-1, exact).norm())
                .isBetween(type == SafetensorsType.F64 ? 0 : 0x1p-10 * epsilon, epsilon * scale);
        assertThat(weight(result()).plus(-1, base).norm()).isGreaterThan(0.6);
        assertThat(Files.size(result())).isEqualTo(before.length);
        Merge.OFF.apply(result(), adapter(Map.of("q", correction)), result());
        assertThat(weight(result()).plus(-1, base).norm()).isLessThan(2 * epsilon * scale);
        assertThat(model()).hasBinaryContent(before);
    }

    @Test
    void aModelMayBeReplacedByItsMerged() {
        write(SafetensorsType.F64, 1);
        Array base = weight(model());
        Merge.ON.apply(model(), adapter(Map.of("q", correction)), model());
        assertThat(weight(model())).isEqualTo(base.plus(1, correction.dense()));
    }

    private void assertRefused(Merge merge, Adapter adapter, String sentence) {
        assertThatThrownBy(() -> merge.apply(model(), adapter, result()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(model() + ": " + sentence);
        assertThat(result()).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        write(SafetensorsType.F32, 1);
        assertRefused(
                Merge.ON,
                adapter(Map.of("k", correction)),
                "has no tensor 'k.weight', which the adapter changes");
        assertRefused(
                Merge.ON,
                adapter(
                        Map.of(
                                "q",
                                new Correction(
                                        correction.factors(),
                                        List.of(3, 1),
                                        Correction.Layout.OUTPUTS_FIRST))),
                "tensor 'q.weight' is of shape [4, 3] and type F32, the adapter changes one of"
                        + " shape [4, 3, 1]");
        Adapter head =
                new Adapter(
                        Map.of(), Map.of("q.weight", Array.zeros(List.of(3))), Optional.empty());
        assertRefused(
                Merge.ON,
                head,
                "tensor 'q.weight' is of shape [4, 3] and type F32, the adapter changes one of"
                        + " shape [3]");
        assertRefused(
                Merge.OFF, head, "cannot get back what the adapter replaced as a whole: q.weight");
        assertRefused(
                Merge.ON,
                adapter(Map.of("q", correction, "outer.q", correction)),
                "tensor 'q.weight' is changed twice by the adapter");
    }

    @Test
    void nothingIsWrittenThatIsNotFinite() {
        write(SafetensorsType.F64, Double.NaN);
        assertRefused(
                Merge.ON,
                adapter(Map.of("q", correction)),
                "tensor 'q.weight' is not finite in F64 with the adapter; nothing was written");
        write(SafetensorsType.F64, 1);
        Tucker huge =
                new Tucker(
                        Tensor.of(Matrix.identity(1)),
                        List.of(
                                Matrix.columnVector(1e200, 0, 0, 0),
                                Matrix.columnVector(0, 1e200, 0)));
        assertRefused(
                Merge.ON,
                adapter(Map.of("q", Correction.linear(huge))),
                "tensor 'q.weight' is not finite in F64 with the adapter; nothing was written");
    }

    @Test // F16 ends at 65 504
    void nothingIsWrittenThatOverflowsTheModelsType() {
        write(SafetensorsType.F16, 1);
        Tucker large =
                new Tucker(
                        Tensor.of(Matrix.identity(1)),
                        List.of(Matrix.columnVector(1e5, 0, 0, 0), Matrix.columnVector(0, 1, 0)));
        assertRefused(
                Merge.ON,
                adapter(Map.of("q", Correction.linear(large))),
                "tensor 'q.weight' is not finite in F16 with the adapter; nothing was written");
    }
}
