package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.app.train.Assessment;
import org.bugle.app.train.TrainResult;
import org.bugle.files.ResultFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Trainings from the command line, small ones on the plain engine.
class TrainTest {
    /// 600 samples of a task that two layers learn in a few epochs.
    private static final String PATTERNS =
            """
            task: train/patterns
            method: {name: geolora, rank: 6, tolerance: 0.1, steps: 3}
            optimiser: {name: sgd, rate: 0.1, momentum: 0.3}
            epochs: 4
            batch: 60
            seed: 7
            """;

    private static final Path EXAMPLES = Path.of("..", "examples", "train");

    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private TrainResult trained(String name, String... more) {
        String file = cli.file(name + ".yaml", PATTERNS);
        List<String> words =
                Stream.concat(
                                Stream.of("train", file, "--quiet", "--out", cli.at(name)),
                                Stream.of(more).flatMap(each -> Stream.of("--set", each)))
                        .toList();
        Cli.Ended ended = cli.run(words.toArray(String[]::new));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        return ResultFile.read(folder.resolve(name + "/result.json"), TrainResult.class);
    }

    @Test
    void aTrainingLeavesAFolderWithAllThatItFound() throws IOException {
        TrainResult result = trained("run");
        assertThat(folder.resolve("run"))
                .isDirectoryContaining("glob:**/{run.yaml,history.csv,weights.safetensors}")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(result.iterations()).isEqualTo(80);
        assertThat(result.backwardPasses()).isEqualTo(80);
        assertThat(result.history()).hasSize(5);
        assertThat(result.history().getLast().testLoss())
                .isLessThan(result.history().getFirst().testLoss());
        assertThat(result.evaluation().test().samples()).isEqualTo(600);
        assertThat(result.evaluation().layers())
                .extracting(Assessment.Layer::form)
                .containsExactly("low-rank", "low-rank", "low-rank");
        String report = Files.readString(folder.resolve("run/report.html"));
        assertThat(report).contains("train/patterns by geolora", "singular values at the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full",
                "{name: geolora, budget: 20, steps: 4}",
                "{name: dlrt, rank: 10}",
                "{name: dlrt, rank: 10, variant: fixed}",
                "{name: dlrt, rank: 10, variant: fixed-augmented, steps: 2}",
                "{name: tucker, rank: 10}",
                "{name: condlr, tau: 0.1}",
                "{name: condlr, tau: 0, projection: nearest}",
                "{name: lora, rank: 6}",
                "{name: lora, rank: 6, alpha: 12, adapter: true}",
                "{name: adalora, rank: 6, target: 4}",
                "{name: dylora, rank: 6}",
                "{name: naive, compression: 0.5}",
                "{name: pruned, compression: 0.3}",
                "{name: geolora, layers: [fc1, fc2]}"
            })
    void everyMethodLearns(String method) {
        TrainResult result = trained("run", "method=" + method, "epochs=3", "optimiser.rate=0.03");
        assertThat(result.evaluation().test().loss())
                .isLessThan(result.history().getFirst().testLoss());
    }

    @Test
    void conditionNumbersOfCondLrAreBounded() {
        TrainResult result = trained("run", "method={name: condlr, tau: 0.1}", "epochs=2");
        assertThat(result.evaluation().layers())
                .allSatisfy(layer -> assertThat(layer.conditionNumber()).isLessThan(1.1 + 1e-9));
    }

    @Test
    void attacksAreMeasuredOnTheTestSet() {
        TrainResult result =
                trained(
                        "run",
                        "evaluate.attacks=[{name: fgsm, epsilon: [0, 0.1]}, {name: pgd, epsilon:"
                                + " 0.1, norm: l2}]");
        List<Assessment.Attacked> attacks = result.evaluation().attacks();
        assertThat(attacks)
                .extracting(Assessment.Attacked::name)
                .containsExactly("fgsm", "fgsm", "pgd-l2");
        assertThat(attacks.getFirst().accuracy()).isEqualTo(result.evaluation().test().accuracy());
        assertThat(attacks.get(1).accuracy()).isLessThan(attacks.getFirst().accuracy());
    }

    @Test
    void aStoppedTrainingGoesOnBitwiseAsIfItHadNot() throws Exception {
        String file = cli.file("long.yaml", PATTERNS.replace("epochs: 4", "epochs: 60"));
        Process process = cli.start("train", file, "--out", cli.at("stopped"));
        for (int k = 0; k < 600 && rows("stopped").size() < 6; k++) {
            Thread.sleep(50);
        }
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("stderr")))
                .containsPattern("interrupted after iteration \\d+; go on with 'bugle resume ");
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(cli.run("resume", cli.at("stopped"), "--quiet").code()).isZero();
        assertThat(cli.run("train", file, "--quiet", "--out", cli.at("whole")).code()).isZero();
        assertThat(folder.resolve("stopped/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/weights.safetensors"));
        assertThat(rows("stopped")).isEqualTo(rows("whole"));
    }

    /// Without the wall time, which is no result.
    private List<String> rows(String name) throws IOException {
        Path history = folder.resolve(name + "/history.csv");
        if (!Files.exists(history)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(history)) {
            return lines.map(line -> line.replaceFirst("^((?:[^,]*,){9})[^,]*", "$1")).toList();
        }
    }

    @Test
    void patienceKeepsTheBestWeights() {
        TrainResult result = trained("run", "patience=1", "optimiser.rate=2", "epochs=30");
        double best =
                result.history().stream().mapToDouble(row -> row.testLoss()).min().orElseThrow();
        assertThat(result.stoppedEarly()).isTrue();
        assertThat(result.evaluation().test().loss()).isEqualTo(best);
        assertThat(folder.resolve("run/best.safetensors")).exists();
    }

    @Test
    void trainedWeightsAreTheStartOfAnAdapter() {
        trained("first", "method=full");
        TrainResult second = trained("second", "start=" + cli.at("first"), "epochs=1");
        assertThat(second.evaluation().layers())
                .extracting(Assessment.Layer::form)
                .containsOnly("adapter");
        TrainResult again =
                trained("third", "start=" + cli.at("second"), "method=full", "epochs=1");
        assertThat(again.history().getFirst().testLoss())
                .isCloseTo(second.evaluation().test().loss(), within(1e-12));
    }

    @Test
    void aTrainedNetworkIsEvaluatedAgain() {
        TrainResult result = trained("run");
        Cli.Ended ended = cli.run("evaluate", cli.at("run"), "--json");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("\"loss\" : " + result.evaluation().test().loss());
        Cli.Ended attacked =
                cli.run(
                        "evaluate",
                        cli.at("run"),
                        "--set",
                        "evaluate.attacks=[{name: fgsm, epsilon: [0.05]}]");
        assertThat(attacked.out()).containsPattern("fgsm +size 0.05: accuracy 0\\.\\d{4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train/gratings",
                "train/patterns",
                "train/sequences",
                "train/sequences-other",
                "train/teacher"
            })
    void aStarterOfEveryTaskTrains(String task) {
        assertThat(cli.run("init", task, "--out", cli.at("starter.yaml")).code()).isZero();
        Cli.Ended ended =
                cli.run(
                        "train",
                        cli.at("starter.yaml"),
                        "--set",
                        "epochs=1",
                        "--quiet",
                        "--out",
                        cli.at("run"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("fine-tune"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleTrains(String name) {
        Cli.Ended ended =
                cli.run(
                        "train",
                        EXAMPLES.resolve(name).toString(),
                        "--set",
                        "epochs=1",
                        "--quiet",
                        "--out",
                        cli.at("run"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
    }

    @Test
    void theExampleOfFineTuningGoesOnWithThePretrainedWeights() {
        String first = EXAMPLES.resolve("pretrain-transformer.yaml").toString();
        String second = EXAMPLES.resolve("fine-tune-transformer.yaml").toString();
        String start = "start=" + cli.at("first");
        assertThat(cli.run("train", first, "--quiet", "--out", cli.at("first")).code()).isZero();
        Cli.Ended ended =
                cli.run(
                        "train",
                        second,
                        "--set",
                        start,
                        "--set",
                        "epochs=22",
                        "--quiet",
                        "--out",
                        cli.at("second"));
        assertThat(ended.err()).isEmpty();
        TrainResult result =
                ResultFile.read(folder.resolve("second/result.json"), TrainResult.class);
        assertThat(result.evaluation().test().loss()).isLessThan(1.5);
        assertThat(result.history().getFirst().testLoss()).isGreaterThan(4);
        assertThat(result.evaluation().layers())
                .allSatisfy(layer -> assertThat(layer.form()).isEqualTo("adapter"));
    }

    @Test
    void trialsMakeATableAndDoNotTrainAgainWhatIsThere() throws IOException {
        String small = PATTERNS.replace("epochs: 4", "epochs: 1");
        String first = cli.file("adaptive.yaml", small);
        String second = cli.file("dense.yaml", small.replaceFirst("method:.*", "method: full"));
        String[] words = {
            "trials",
            first,
            second,
            "--seeds",
            "1,2",
            "--out",
            cli.at("all"),
            "--quiet",
            "--table",
            cli.at("table.md")
        };
        Cli.Ended ended = cli.run(words);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .hasSize(4)
                .anyMatch(row -> row.startsWith("| adaptive | geolora | "))
                .anyMatch(row -> row.startsWith("| dense | full | "));
        assertThat(folder.resolve("table.md")).hasContent(ended.out());
        assertThat(ended.out()).containsPattern("\\| dense \\| full \\| [\\d.]+ ± [\\d.]+ % ");
        Path weights = folder.resolve("all/dense-2/weights.safetensors");
        Files.delete(weights);
        assertThat(cli.run(words).out()).isEqualTo(ended.out());
        assertThat(weights).doesNotExist();
        cli.file("dense.yaml", small.replaceFirst("method:.*", "method: {name: dlrt}"));
        assertThat(cli.run(words).err())
                .isEqualTo(
                        "all/dense-1: holds a training of another train file; choose another --out"
                                + System.lineSeparator());
    }
}
