package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.run.RunInput;
import org.bugle.app.run.Vocabulary;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What the command tells without running anything.
class InformationTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @Test
    void everythingIsListed() {
        String out = cli.run("list").out();
        assertThat(out).contains(Vocabulary.problems().keySet());
        assertThat(out).contains(Vocabulary.integrators().keySet());
        assertThat(out).contains(Vocabulary.substeps().keySet());
        assertThat(cli.run("list", "integrators").out()).doesNotContain("riccati");
    }

    static Set<String> problems() {
        return Vocabulary.problems().keySet();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aProblemIsDescribedWithEveryKey(String problem) {
        Cli.Ended ended = cli.run("describe", problem);
        assertThat(ended.code()).isZero();
        Settings<?> settings = Objects.requireNonNull(Vocabulary.problems().get(problem));
        for (Setting key : settings.keys()) {
            switch (key.kind()) {
                case Kind.Group(Settings<?> group) ->
                        group.keys()
                                .forEach(inner ->
                                        assertThat(ended.out())
                                                .contains(
                                                        "  %s.%s: "
                                                                .formatted(
                                                                        key.name(), inner.name()))
                                                .contains(inner.doc()));
                default ->
                        assertThat(ended.out())
                                .contains("  " + key.name() + ": ")
                                .contains(key.doc());
            }
        }
        assertThat(ended.out()).contains("reference: ").contains("observables: norm");
    }

    @Test
    void aMethodIsDescribedWithItsDefaults() {
        assertThat(cli.run("describe", "augmented-bug").out())
                .contains("  truncation.relative: number in [0, 1), default 0.0")
                .contains("default {relative: 1e-8}")
                .contains("minRank = maxRank keeps the rank fixed");
        assertThat(cli.run("describe", "dirk2").out()).contains("no keys");
        assertThat(cli.run("describe", "run").out()).contains("  time.tolerance: ");
        assertThat(cli.run("describe", "augmented-bag").err())
                .startsWith("'augmented-bag' is no name; did you mean 'augmented-bug'? allowed: ");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aStarterFileIsRightAsItIs(String problem) {
        assertThat(cli.run("init", problem, "--out", cli.at("starter.yaml")).code()).isZero();
        Path file = folder.resolve("starter.yaml");
        assertThat(RunInput.read(file, List.of()).file().problem()).isEqualTo(problem);
    }

    @Test
    void aStarterFileReplacesNothingAndRuns() {
        String[] init = {"init", "riccati", "--out", cli.at("riccati.yaml")};
        assertThat(cli.run(init).out())
                .isEqualTo(
                        "wrote riccati.yaml; run it by 'bugle run riccati.yaml'"
                                + System.lineSeparator());
        assertThat(cli.run(init).err())
                .isEqualTo(
                        "riccati.yaml exists; choose another name by --out, or replace it with"
                                + " --force"
                                + System.lineSeparator());
        assertThat(cli.run("run", cli.at("riccati.yaml"), "--quiet", "--out", cli.at("out")).code())
                .isZero();
        assertThat(cli.run("init", "ricatti").err())
                .startsWith("'ricatti' is no problem; did you mean 'riccati'? allowed: ");
    }

    @Test
    void theDoctorNamesJavaBlasAndMemory() {
        assertThat(cli.run("doctor").out())
                .contains("java       25")
                .contains("OpenBLAS")
                .contains("; 1 thread of its own")
                .containsPattern("heap +\\d+ MiB")
                .containsPattern("disk +\\d+ MiB free");
    }

    @Test
    void theSchemaVersionHelpAndCompletionArePrinted() {
        assertThat(cli.run("schema").out()).contains("json-schema.org").contains("riccati");
        assertThat(cli.run("--version").out()).matches("bugle \\d+\\.\\d+\\.\\d+ \\(Java .*\\)\\R");
        assertThat(cli.run("run", "--help").out()).contains("--set").contains("--force");
        assertThat(cli.run("completion").out()).contains("complete -F _complete_bugle");
    }

    @Test
    void aCheckTellsMemoryCostAndStepLimit() {
        String file = cli.file("run.yaml", Cli.RICCATI);
        Cli.Ended ended = cli.run("check", file);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .containsPattern("memory +factors 2\\.\\d+ KiB")
                .containsPattern("cost +[\\d.e-]+ ms a step")
                .contains("step limit")
                .contains("parallel-bug:order=2");
        Cli.Ended stiff =
                cli.run(
                        "check",
                        file,
                        "--set",
                        "parameters.coupling=1e4",
                        "--set",
                        "time.steps=20");
        assertThat(stiff.err()).startsWith("warning: steps of ");
        assertThat(stiff.out()).containsPattern("step limit +h ≤ ");
    }
}
