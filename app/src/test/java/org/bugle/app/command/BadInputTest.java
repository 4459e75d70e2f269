package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.models.Catalogue;
import org.bugle.models.parameter.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Whatever is wrong with the input is told in one sentence, with exit code 2, and leaves nothing.
class BadInputTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private void assertRefused(Cli.Ended ended, String sentence) {
        assertThat(ended.err()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
time: {end: 0.5, steps: 20} | time: {end: 0.5, stpes: 20}      | run.yaml:3: time.stpes is no key; did you mean 'steps'? allowed: end, steps, tolerance
steps: 20                   | steps: many                      | run.yaml:3: time.steps must be a whole number ≥ 1, found 'many'
problem: riccati            | problem: ricatti                 | run.yaml:1: problem is 'ricatti'; did you mean 'riccati'? allowed: %s
{relative: 1e-8}            | {relative: 0}                    | run.yaml:2: integrator.truncation: with tolerance 0 and no maxRank the rank grows without limit; give absolute, relative or maxRank (minRank = maxRank keeps the rank fixed)
{relative: 1e-8}            | {minRank: 50, maxRank: 50}       | run.yaml:2: integrator.truncation.minRank must be at most min(m, n) = 40 for riccati with its 40×40 values, found 50
name: augmented-bug,        | name: augmented-bug, rank: 41,   | run.yaml:2: integrator.rank must be at most min(m, n) = 40 for riccati with its 40×40 values, found 41
end: 0.5                    | end: -1                          | run.yaml:3: time.end must be a number > 0, found -1
name: augmented-bug,        | name: parallel-bug, order: 2, block: euler, | run.yaml:2: integrator.block must be k for order 2, found euler
name: augmented-bug,        | name: augmented-bug, pointwise: interpolated, | run.yaml:2: integrator.pointwise is interpolated, but riccati has no pointwise nonlinear term; leave the key out
""")
    void aWrongRunFileIsToldByLineAndKey(String right, String wrong, String sentence) {
        assertThat(Cli.RICCATI).contains(right);
        String file = cli.file("run.yaml", Cli.RICCATI.replace(right, wrong));
        String all = Kind.list(Catalogue.problems().keySet());
        assertRefused(cli.run("run", file, "--out", cli.at("out")), sentence.replace("%s", all));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
parameters.points=-5     | --set parameters.points: parameters.points must be a whole number ≥ 5, found -5
parameters.waves=[1, 2]  | --set parameters.waves: parameters: waves must be as many as singularValues (4), found 2
output.fields=[density]  | --set output.fields: output.fields names 'density', but riccati has no fields
reference=missing.h5     | --set reference: reference: missing.h5: no such file or folder
""")
    void aWrongAssignmentIsTold(String assignment, String sentence) {
        String file = cli.file("run.yaml", Cli.RICCATI);
        Cli.Ended ended =
                cli.run("run", file, "--quiet", "--set", assignment, "--out", cli.at("o"));
        assertThat(ended.err().replace(Path.of("").toAbsolutePath() + "/", ""))
                .isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void anInitialValueThatIsNotFiniteIsRefused() {
        String file = cli.file("run.yaml", Cli.RICCATI);
        assertRefused(
                cli.run(
                        "run",
                        file,
                        "--set",
                        "parameters.singularValues=[1e308, 1e308, 1e308, 1e308]"),
                "--set parameters.singularValues: the initial value of riccati has an infinite"
                        + " norm; check the parameters");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertRefused(cli.run("run", cli.at("nowhere.yaml")), "nowhere.yaml does not exist");
    }

    @Test
    void aFolderThatHoldsARunIsNotOverwritten() {
        String file = cli.file("run.yaml", Cli.RICCATI);
        String[] run = {"run", file, "--quiet", "--out", cli.at("out")};
        assertThat(cli.run(run).code()).isZero();
        assertRefused(
                cli.run(run),
                cli.at("out").replace(folder + "/", "")
                        + ": holds a finished run; choose another folder, or replace it with"
                        + " --force");
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("out"), "--force").code())
                .isZero();
    }

    @Test
    void aTruncatedReferenceIsTold() throws IOException {
        String file = cli.file("run.yaml", Cli.RICCATI);
        cli.run("run", file, "--quiet", "--out", cli.at("out"));
        Path whole = folder.resolve("out/solution.h5");
        long size = Files.size(whole);
        cut(whole, size / 2);
        Cli.Ended ended =
                cli.run(
                        "run",
                        file,
                        "--quiet",
                        "--set",
                        "reference=" + whole,
                        "--out",
                        cli.at("o2"));
        assertThat(ended.err())
                .isEqualTo(
                        "--set reference: reference: out/solution.h5: is cut off: %d of its %d bytes are there%n"
                                .formatted(size / 2, size));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(folder.resolve("o2/result.json")).doesNotExist();
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void corruptCheckpointsAreTold() throws IOException {
        String file = cli.file("run.yaml", Cli.RICCATI + "output: {checkpoint: 10}\n");
        cli.run("run", file, "--quiet", "--out", cli.at("out"));
        Files.delete(folder.resolve("out/result.json"));
        for (Path checkpoint : checkpoints()) {
            cut(checkpoint, Files.size(checkpoint) - 8);
        }
        Cli.Ended ended = cli.run("resume", cli.at("out"));
        assertThat(ended.err()).startsWith("out/checkpoint: no checkpoint is intact: ");
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.code()).isEqualTo(2);
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out/checkpoint"))) {
            return files.toList();
        }
    }

    @Test
    void aFolderWithoutARunCannotBeResumed() {
        assertRefused(
                cli.run("resume", cli.at("nothing")),
                "nothing: holds no run: there is no run.yaml in it");
    }

    @Test
    void aMisspeltCommandOrOptionIsTold() {
        assertRefused(
                cli.run("rnu"), "bugle: 'rnu' is no command; did you mean 'run'? see bugle --help");
        assertRefused(
                cli.run("run", "x.yaml", "--quite"),
                "bugle run: '--quite' is no option; did you mean '--quiet'? see bugle run --help");
        assertRefused(
                cli.run("run"),
                "bugle run: missing required parameter: 'FILE'; see bugle run --help");
        assertRefused(cli.run(), "bugle: a command is needed; see bugle --help");
    }
}
