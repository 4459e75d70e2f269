package org.bugle.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class StateFileTest {
    @TempDir Path folder;

    private final SplitMix64 random = new SplitMix64(3);

    private Path file() {
        return folder.resolve("state.safetensors");
    }

    private Array draw(Integer... shape) {
        return Draws.normals(random, List.of(shape), 1);
    }

    /// Sizes, then ranks.
    private Tucker factors(List<Integer> sizes, List<Integer> ranks) {
        List<Matrix> bases = new ArrayList<>();
        for (int mode = 0; mode < sizes.size(); mode++) {
            bases.add(Draws.matrix(random, sizes.get(mode), ranks.get(mode)));
        }
        return new Tucker(Draws.normals(random, ranks, 1).toTensor(), bases);
    }

    /// One of every form, in an order that is no alphabetical one; cores are not square.
    private Weights weights() {
        Map<String, Weight> byName = new LinkedHashMap<>();
        byName.put(
                "conv/1",
                new LowRankConv2d(factors(List.of(4, 18), List.of(3, 2)), List.of(4, 2, 3, 3)));
        byName.put("bias", DenseWeight.trained(draw(5)));
        byName.put("single", DenseWeight.frozen(draw(2, 3).toSingle()));
        byName.put("a", new LowRankLinear(factors(List.of(6, 5), List.of(2, 3))));
        byName.put(
                "tucker",
                new TuckerConv2d(
                        factors(List.of(4, 3, 3, 2), List.of(2, 3, 1, 2)),
                        TuckerConv2d.Modes.CHANNELS,
                        TuckerConv2d.Chain.FIVE));
        byName.put(
                "adapter", new LowRankAdapter(draw(5, 4), factors(List.of(5, 4), List.of(2, 2))));
        byName.put(
                "wide",
                new LowRankAdapter(
                        draw(3, 2, 2, 2).toSingle(), factors(List.of(3, 8), List.of(1, 1))));
        byName.put("none", new LowRankLinear(factors(List.of(6, 5), List.of(0, 0))));
        byName.put("number", DenseWeight.trained(Array.number(-0.0)));
        return Weights.of(byName);
    }

    private TrainingState state() {
        Memory.Draft memory = Memory.empty().draft();
        memory.put("fc1.weight/m", draw(3, 2));
        memory.put("fc1.weight/v", draw(3, 2).toSingle());
        memory.put("best", Array.number(Double.POSITIVE_INFINITY));
        memory.put("loss", Array.number(Double.NaN));
        return new TrainingState(1234567890123L, weights(), memory.freeze());
    }

    @Test
    void everyBitComesBack() {
        TrainingState state = state();
        StateFile.write(file(), state, Map.of("input", "0a1b", "größe", "ü"));
        StateFile.Content read = StateFile.read(file());
        assertThat(read.state()).isEqualTo(state);
        assertThat(read.state().weights().names()).isEqualTo(state.weights().names());
        assertThat(read.notes()).isEqualTo(Map.of("input", "0a1b", "größe", "ü"));
    }

    @Test // the header stays whole; of the numbers one bit is another one
    void aDamagedFileIsRefused() throws IOException {
        StateFile.write(file(), state(), Map.of());
        byte[] whole = Files.readAllBytes(file());
        for (int place : new int[] {1, 100, 777}) {
            byte[] damaged = whole.clone();
            damaged[whole.length - place] ^= 4;
            Files.write(file(), damaged);
            assertRefused("is damaged: its checksum is another one");
        }
    }

    @Test
    void sameStatesAreTheSameBytes() {
        TrainingState state = state();
        Path again = folder.resolve("again.safetensors");
        StateFile.write(file(), state, Map.of("b", "1", "a", "2"));
        StateFile.write(again, StateFile.read(file()).state(), Map.of("a", "2", "b", "1"));
        assertThat(again).hasSameBinaryContentAs(file());
    }

    @Test
    void weightsAloneAreKeptOrRounded() {
        Weights weights = weights();
        WeightsFile.write(file(), weights, SafetensorsType.F64);
        Weights read = WeightsFile.read(file());
        for (String name : weights.names()) {
            assertThat(read.get(name).merged()).isEqualTo(weights.get(name).merged());
        }
        WeightsFile.write(file(), weights, SafetensorsType.F32);
        Weights rounded = WeightsFile.read(file());
        assertThat(rounded.get("bias").merged())
                .isEqualTo(weights.get("bias").merged().toSingle().toDouble());
        assertThat(
                        ((LowRankLinear) rounded.get("a"))
                                .basis(0)
                                .minus(((LowRankLinear) weights.get("a")).basis(0))
                                .norm())
                .isBetween(1e-9, 1e-6);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> StateFile.read(file()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file() + ": " + sentence);
    }

    private static SafetensorsWriter forms(String json) {
        return new SafetensorsWriter()
                .metadata("bugle.iteration", "1")
                .metadata("bugle.weights", json);
    }

    @Test
    void otherFilesAreRefused() {
        new SafetensorsWriter().write(file());
        assertRefused("is no training state: its metadata 'bugle.iteration' are ''");
        new SafetensorsWriter().metadata("bugle.iteration", "-1").write(file());
        assertRefused("is no training state: its metadata 'bugle.iteration' are '-1'");
        new SafetensorsWriter().metadata("bugle.iteration", "1").write(file());
        assertRefused("holds no weights of Bugle: its metadata lack 'bugle.weights'");
        forms("[{\"name\":\"a\",\"form\":\"pickle\"}]").write(file());
        assertRefused("weight 'a' has the unknown form 'pickle'");
        forms("[{\"name\":\"a\",\"form\":\"dense\"}]").write(file());
        assertRefused("holds no tensor 'dense/a'");
        forms("[").write(file());
        assertThatThrownBy(() -> StateFile.read(file()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(file() + ": its metadata 'bugle.weights' are no JSON: ");
    }

    @Test // whatever is said of the form of a weight, its tensors must fit
    void tensorsThatDoNotFitAreRefused() {
        SafetensorsType f64 = SafetensorsType.F64;
        for (String form :
                List.of(
                        "\"linear\"",
                        "\"adapter\"",
                        "\"conv2d\",\"kernel\":[4]",
                        "\"conv2d\",\"kernel\":[]",
                        "\"conv2d\"",
                        "\"tucker\",\"modes\":\"ALL\",\"chain\":\"SIX\"",
                        "\"tucker\",\"modes\":\"ALL\",\"chain\":\"FIVE\"")) {
            forms("[{\"name\":\"a\",\"form\":" + form + "}]")
                    .add("base/a", f64, List.of(), () -> new double[1])
                    .add("core/a", f64, List.of(2, 2), () -> new double[4])
                    .add("basis0/a", f64, List.of(4, 2), () -> new double[8])
                    .add(
                            "basis1/a",
                            f64,
                            List.of(4, form.equals("\"linear\"") ? 3 : 2),
                            () -> new double[form.equals("\"linear\"") ? 12 : 8])
                    .write(file());
            assertThatThrownBy(() -> StateFile.read(file()))
                    .as(form)
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessageStartingWith(file() + ": weight 'a' does not fit together: ");
        }
    }

    @Test
    void otherToolsSeeTheTensors() {
        WeightsFile.write(file(), weights(), SafetensorsType.F64);
        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names())
                    .startsWith("core/conv/1", "basis0/conv/1", "basis1/conv/1", "dense/bias")
                    .contains("base/adapter", "basis3/tucker");
            assertThat(tensors.entry("core/tucker").shape()).containsExactly(2, 3, 1, 2);
        }
    }
}
