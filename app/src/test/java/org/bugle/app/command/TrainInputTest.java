package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.config.JsonSchema;
import org.bugle.app.train.TrainInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// What is wrong with a train file is one sentence, and exit code 2.
class TrainInputTest {
    private static final String GOOD =
            """
            task: train/patterns
            method: geolora
            epochs: 1
            """;

    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task: train/pattern | task is 'train/pattern'; did you mean 'train/patterns'?"
                        + " allowed: train/gratings,",
                "method: {name: geolora, toleranc: 0.1} | method.toleranc is no key; did you mean"
                        + " 'tolerance'? allowed: rank, tolerance,",
                "method: {name: geolora, layers: [fc9]} | method.layers names 'fc9', which is no"
                        + " layer of the network; did you mean",
                "method: {name: condlr, tau: -1} | method.tau must be a number ≥ 0, found -1",
                "model: lenet5 | model lenet5 needs inputs [1, 28, 28], found [1, 12, 12] of"
                        + " train/patterns",
                "model: {name: transformer} | model transformer needs texts, found train/patterns",
                "optimiser: {name: adamw, rate: 0} | optimiser.rate must be a number > 0, found 0",
                "method: condlr | "
            })
    void aWrongValueIsNamedWithItsLine(String line, String sentence) {
        String key = line.substring(0, line.indexOf(':'));
        String text = GOOD.replaceAll("(?m)^" + key + ":.*\\n", "") + line + "\n";
        if (sentence == null) {
            text = text + "optimiser: adamw\n";
        }
        Cli.Ended ended =
                cli.run("train", cli.file("t.yaml", text), "--quiet", "--out", cli.at("run"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains(sentence == null ? "optimiser must be sgd for condlr" : sentence)
                .startsWith("t.yaml:")
                .hasLineCount(1);
    }

    @Test
    void taskAndDataExcludeEachOther() {
        String text = GOOD + "data: {format: csv, file: a.csv}\n";
        assertThat(cli.run("train", cli.file("t.yaml", text)).err())
                .contains("task and data exclude each other; give one");
        assertThat(cli.run("train", cli.file("t.yaml", "method: full\n")).err())
                .contains("neither task nor data is given");
    }

    @Test
    void aRunFileIsSentToItsCommand() {
        assertThat(cli.run("train", cli.file("run.yaml", Cli.RICCATI)).err())
                .contains("integrator is a key of run files; 'bugle run' takes this one");
    }

    @Test
    void aTrainFileIsSentToItsCommand() {
        for (String command : new String[] {"run", "check"}) {
            Cli.Ended ended = cli.run(command, cli.file("t.yaml", GOOD));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err().strip())
                    .isEqualTo(
                            "t.yaml:2: method is a key of train files; 'bugle train' takes this"
                                    + " one");
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String text =
                """
                data: {format: idx, images: no-images, labels: no-labels}
                model: lenet5
                method: full
                """;
        Cli.Ended ended = cli.run("train", cli.file("t.yaml", text));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("no-images: no such file or folder").hasLineCount(1);
    }

    @Test // classes are numbered by name: one that is missing would shift the others
    void aTestFolderOfOtherClassesIsRefused() throws Exception {
        for (String name : new String[] {"train/cat", "train/dog", "test/cow", "test/dog"}) {
            Path image = Files.createDirectories(folder.resolve(name)).resolve("a.png");
            ImageIO.write(
                    new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        }
        String text =
                """
                data: {format: image-folder, folder: train, testFolder: test, size: 8}
                model: mlp
                method: full
                engine: {name: java}
                """;
        Cli.Ended ended = cli.run("train", cli.file("t.yaml", text));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().strip())
                .isEqualTo("test: must have the classes [cat, dog] of train, found [cow, dog]");
    }

    @Test
    void anEmptyDataSetIsRefused() {
        String text =
                """
                data: {format: csv, file: empty.csv}
                model: mlp
                method: full
                """;
        cli.file("empty.csv", "a,b,label\n");
        Cli.Ended ended = cli.run("train", cli.file("t.yaml", text));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("empty.csv").hasLineCount(1);
    }

    @Test
    void aDivergedTrainingSaysWhere() {
        Cli.Ended ended =
                cli.run(
                        "train",
                        cli.file("t.yaml", GOOD),
                        "--set",
                        "optimiser.rate=1e200",
                        "--quiet",
                        "--out",
                        cli.at("run"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .containsPattern(
                        "iteration \\d+: the .* is not finite; lower the learning rate or clip the"
                                + " gradient")
                .hasLineCount(1);
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        String file = cli.file("t.yaml", GOOD);
        assertThat(cli.run("train", file, "--quiet", "--out", cli.at("run")).code()).isZero();
        Cli.Ended ended =
                cli.run(
                        "train",
                        file,
                        "--set",
                        "start=" + cli.at("run"),
                        "--set",
                        "model={name: mlp, widths: [32]}");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains(
                        "start has fc1.weight of shape [64, 144], but the network needs [32, 144]");
    }

    @Test
    void damagedWeightsAreRefused() throws Exception {
        String file = cli.file("t.yaml", GOOD);
        assertThat(cli.run("train", file, "--quiet", "--out", cli.at("run")).code()).isZero();
        Path weights = folder.resolve("run/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[7] = 0x7f; // the length of the header
        Files.write(weights, bytes);
        Cli.Ended ended = cli.run("evaluate", cli.at("run"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("run/weights.safetensors: ").hasLineCount(1);
    }

    @Test
    void theSchemaOfTrainFilesIsThere() {
        assertThat(cli.run("schema", "train").out().strip())
                .isEqualTo(
                        JsonSchema.of(TrainInput.keys(), "Bugle train file")
                                .toPrettyString()
                                .strip());
        assertThat(cli.run("describe", "train").out()).contains("optimiser.rate: number > 0");
        assertThat(cli.run("describe", "geolora").out()).contains("augmentationRate");
        assertThat(cli.run("list").out())
                .contains("tasks:", "models:", "methods:", "data:", "train/gratings", "condlr");
    }
}
