package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.Correction;
import org.bugle.neural.adapter.PeftExport;
import org.bugle.neural.training.WeightsFile;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An adapter of two modules: `a.q` 3×2 of ΔW = diag(4, 2), and `b` 2×2 of ΔW = diag(3, 0), on
/// weights that are all 1.
class AdaptersTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void write() {
        cli = new Cli(folder);
        Map<String, Correction> corrections = new LinkedHashMap<>();
        corrections.put("a.q", correction(3, 4, 2));
        corrections.put("b", correction(2, 3));
        PeftExport.write(
                folder.resolve("peft"),
                new Adapter(corrections, Map.of(), Optional.of("tiny")),
                SafetensorsType.F32);
        new SafetensorsWriter()
                .add("a.q.weight", SafetensorsType.F32, List.of(3, 2), () -> ones(6))
                .add("a.q.bias", SafetensorsType.F32, List.of(3), () -> ones(3))
                .add("b.weight", SafetensorsType.F64, List.of(2, 2), () -> ones(4))
                .write(folder.resolve("model.safetensors"));
    }

    private static Correction correction(int outputs, double... sigma) {
        return Correction.linear(
                new Tucker(
                        Tensor.of(Matrix.diagonal(sigma)),
                        List.of(
                                Matrix.identity(outputs, sigma.length),
                                Matrix.identity(2, sigma.length))));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private Cli.Ended adapter(String... options) {
        List<String> all = new ArrayList<>(List.of("adapter"));
        all.addAll(Arrays.asList(options));
        return cli.run(all.toArray(String[]::new));
    }

    private String works(String... options) {
        Cli.Ended ended = adapter(options);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        return ended.out();
    }

    private double[] tensor(String file, String name) {
        try (Safetensors tensors = Safetensors.open(folder.resolve(file))) {
            return tensors.doubles(name);
        }
    }

    @Test
    void inspectTellsRanksAndSingularValues() throws IOException {
        assertThat(works("inspect", cli.at("peft")))
                .isEqualTo(
                        """
                        weight  form        shape  rank  parameters  norm   σ₁  σ_r
                        a.q     correction  3×2    2     10          4.472  4   2
                        b       correction  2×2    1     4           3      3   3

                        parameters  14 of 10 (140 %)
                        """);
        JsonNode json = new ObjectMapper().readTree(works("inspect", cli.at("peft"), "--json"));
        assertThat(json.at("/weights/0/singularValues/1").asDouble()).isCloseTo(2, within(1e-6));
        assertThat(json.at("/weights/1/ranks/0").asInt()).isEqualTo(1);
    }

    @Test
    void inspectReadsWeightsToo() {
        WeightsFile.write(
                folder.resolve("w.safetensors"),
                Weights.of(Map.of("fc.weight", new LowRankLinear(correction(3, 4, 2).factors()))),
                SafetensorsType.F64);
        assertThat(works("inspect", cli.at("w.safetensors")))
                .contains("fc.weight  low-rank  3×2    2     10          4.472  4   2");
    }

    @Test
    void mergingAndTakingOffComesBack() {
        assertThat(
                        works(
                                "merge",
                                cli.at("peft"),
                                "--into",
                                folder.toString(),
                                "--out",
                                cli.at("merged.safetensors")))
                .isEqualTo("merged.safetensors: 2 weights corrected, 0 parameters replaced\n");
        assertThat(tensor("merged.safetensors", "a.q.weight")).containsExactly(5, 1, 1, 3, 1, 1);
        assertThat(tensor("merged.safetensors", "b.weight")).containsExactly(4, 1, 1, 1);
        assertThat(tensor("merged.safetensors", "a.q.bias")).containsExactly(1, 1, 1);
        works(
                "merge",
                cli.at("peft"),
                "--into",
                cli.at("merged.safetensors"),
                "--off",
                "--out",
                cli.at("back.safetensors"));
        assertThat(tensor("back.safetensors", "a.q.weight")).containsExactly(1, 1, 1, 1, 1, 1);
    }

    @Test
    void whatIsImportedCanBeExportedAgain() {
        assertThat(
                        works(
                                "import",
                                cli.at("peft"),
                                "--into",
                                cli.at("model.safetensors"),
                                "--out",
                                cli.at("weights.safetensors")))
                .isEqualTo("weights.safetensors: 3 weights, 2 of them with factors\n");
        Weights weights = WeightsFile.read(folder.resolve("weights.safetensors"));
        assertThat(weights.names()).containsExactly("a.q.weight", "a.q.bias", "b.weight");
        assertThat(weights.get("a.q.weight")).isInstanceOf(LowRankAdapter.class);
        assertThat(weights.get("b.weight").merged().toDoubles()).containsExactly(4, 1, 1, 1);
        assertThat(
                        works(
                                "export",
                                cli.at("weights.safetensors"),
                                "--out",
                                cli.at("again"),
                                "--base",
                                "tiny"))
                .isEqualTo("again: 2 modules of ranks [1, 2]\n");
        assertThat(folder.resolve("again/adapter_model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("peft/adapter_model.safetensors"));
        assertThat(folder.resolve("again/adapter_config.json"))
                .hasSameTextualContentAs(folder.resolve("peft/adapter_config.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "--rank, 1, 1, 1",
        "--energy, 0.9, 2, 1",
        "--ratio, 0.6, 1, 1",
        "--budget, 1, 1, 0"
    })
    void compressionLowersRanks(String option, String value, int a, int b) throws IOException {
        String out = works("compress", cli.at("peft"), "--out", cli.at("small"), option, value);
        assertThat(out)
                .contains("module  rank  now  relative error", "a.q     2     " + a)
                .contains("written to  small");
        JsonNode config =
                new ObjectMapper().readTree(folder.resolve("small/adapter_config.json").toFile());
        assertThat(config.at("/rank_pattern/a.q").asInt()).isEqualTo(a);
        assertThat(config.at("/alpha_pattern/b").asInt()).isEqualTo(b);
        if (a == 1) {
            assertThat(out).contains("4.472e-01"); // 2 / √20
        }
    }

    @Test
    void whatIsThereIsNotReplacedUnasked() {
        String[] again = {"compress", cli.at("peft"), "--out", cli.at("peft"), "--rank", "1"};
        assertWrong("--out: peft exists already; name another one, or --force", again);
        String[] forced = Arrays.copyOf(again, 7);
        forced[6] = "--force";
        works(forced);
        assertThat(works("inspect", cli.at("peft"))).contains("a.q     correction  3×2    1 ");
    }

    private void assertWrong(String sentence, String... options) {
        Cli.Ended ended = adapter(options);
        assertThat(ended.err()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        String out = cli.at("out");
        String model = cli.at("model.safetensors");
        assertWrong(
                "bugle adapter: a command is needed: inspect, merge, export, import or compress;"
                        + " see bugle adapter --help");
        assertWrong("none: no such file or folder", "inspect", cli.at("none"));
        assertWrong(
                "model.safetensors: holds no weights of Bugle: its metadata lack 'bugle.weights'",
                "inspect",
                model);
        assertWrong(
                "--into: x/model.safetensors does not exist; the model is split into several files:"
                        + " name one of them",
                "merge",
                cli.at("peft"),
                "--into",
                split(),
                "--out",
                out);
        assertWrong(
                "--type is 'f31'; did you mean 'f32'? allowed: f32, f16, bf16, f64",
                "export",
                cli.at("peft"),
                "--out",
                out,
                "--type",
                "f31");
        assertWrong(
                "Recompression: the energy must be in (0, 1], found 1.5",
                "compress",
                cli.at("peft"),
                "--out",
                out,
                "--energy",
                "1.5");
        cli.file("peft/adapter_config.json", "{\"peft_type\": \"LORA\", \"r\": 3}");
        assertWrong(
                "peft/adapter_model.safetensors: module 'a.q': lora_A has rank 2,"
                        + " adapter_config.json says 3",
                "merge",
                cli.at("peft"),
                "--into",
                model,
                "--out",
                out);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String split() throws IOException {
        Files.createDirectory(folder.resolve("x"));
        cli.file("x/model.safetensors.index.json", "{}");
        return cli.at("x");
    }

    @Test
    void unknownKeysAreWarnedOf() {
        cli.file(
                "peft/adapter_config.json",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"rank_pattern\": {\"b\": 1}, \"new\": 1}");
        Cli.Ended ended = adapter("inspect", cli.at("peft"));
        assertThat(ended.err())
                .isEqualTo("warning: peft/adapter_config.json: the key 'new' is ignored\n");
        assertThat(ended.code()).isZero();
    }
}
