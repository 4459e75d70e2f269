package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A run that is stopped from outside and goes on, in processes of their own.
class ResumeTest {
    /// Long enough to be stopped on the way, short enough to be run to its end.
    private static final String LONG = Cli.RICCATI.replace("steps: 20", "steps: 3000");

    @TempDir private Path folder;

    private Cli cli;
    private String file = "";

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
        file = cli.file("run.yaml", LONG);
    }

    private static void awaitRows(Path history, int rows) throws Exception {
        for (int k = 0; k < 600; k++) {
            if (Files.exists(history)) {
                try (Stream<String> lines = Files.lines(history)) {
                    if (lines.count() > rows) {
                        return;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError(history + " has not grown to " + rows + " rows");
    }

    @Test
    void aStoppedRunGoesOnBitwiseAsIfItHadNot() throws Exception {
        Process process = cli.start("run", file, "--out", cli.at("stopped"));
        awaitRows(folder.resolve("stopped/history.csv"), 20);
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("stderr")))
                .matches("interrupted at t = [\\d.e-]+; go on with 'bugle resume .*stopped'\\R");
        assertThat(folder.resolve("stopped/result.json")).doesNotExist();

        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("stopped")).err())
                .isEqualTo(
                        "stopped: holds an unfinished run; go on with 'bugle resume stopped', or"
                                + " replace it with --force"
                                + System.lineSeparator());
        assertThat(cli.run("resume", cli.at("stopped"), "--quiet").code()).isZero();
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("whole")).code()).isZero();
        assertThat(folder.resolve("stopped/solution.h5"))
                .hasSameBinaryContentAs(folder.resolve("whole/solution.h5"));
        assertThat(rows("stopped")).isEqualTo(rows("whole"));
    }

    /// Without the wall time, which is no result.
    private List<String> rows(String name) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(name + "/history.csv"))) {
            return lines.map(line -> line.substring(0, line.lastIndexOf(','))).toList();
        }
    }

    @Test
    void aKilledRunGoesOnFromItsCheckpoint() throws Exception {
        Process process =
                cli.start("run", file, "--set", "output.checkpoint=10", "--out", cli.at("killed"));
        awaitRows(folder.resolve("killed/history.csv"), 30);
        process.destroyForcibly().waitFor();
        Cli.Ended resumed = cli.run("resume", cli.at("killed"), "--quiet");
        assertThat(resumed.err()).isEmpty();
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("whole")).code()).isZero();
        assertThat(rows("killed")).isEqualTo(rows("whole"));
    }

    @Test
    void aFinishedRunSaysSoAndIsExtended() throws IOException {
        String small = cli.file("small.yaml", Cli.RICCATI);
        cli.run("run", small, "--quiet", "--out", cli.at("half"));
        byte[] before = Files.readAllBytes(folder.resolve("half/result.json"));
        Cli.Ended again = cli.run("resume", cli.at("half"));
        assertThat(again.out())
                .isEqualTo(
                        "half holds a run that is finished, up to t = 0.5; --until T extends it"
                                + System.lineSeparator());
        assertThat(again.code()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("half/result.json"))).isEqualTo(before);

        assertThat(cli.run("resume", cli.at("half"), "--until", "0.25").err())
                .isEqualTo(
                        "--until must be after the run's end at t = 0.5, found 0.25"
                                + System.lineSeparator());
        assertThat(cli.run("resume", cli.at("half"), "--until", "1.0", "--quiet").code()).isZero();
        cli.run(
                "run",
                small,
                "--quiet",
                "--set",
                "time={end: 1.0, steps: 40}",
                "--out",
                cli.at("whole"));
        assertThat(rows("half")).isEqualTo(rows("whole"));
    }
}
