package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reports made again from run folders, and several runs on one page.
class ReportTest {
    private static final String QUENCH =
            """
            problem: spin/ising
            parameters: {sites: 4}
            integrator: {name: projector-splitting, rank: 2, substep: krylov}
            time: {end: 0.2, steps: 5}
            """;

    private static final String GRATINGS =
            """
            data: {format: csv, file: DATA, split: [40, 20], shuffle: 1}
            model: {name: mlp, widths: [8, 8]}
            method: {name: dlrt, rank: 2}
            epochs: 2
            batch: 10
            engine: {name: java}
            """;

    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @Test
    void theReportMadeAgainIsTheOneThatTheRunWrote() {
        run("matrix", Cli.RICCATI, "output.every=4");
        assertMadeAgain("matrix");
        run("tree", QUENCH, "output.every=2");
        assertMadeAgain("tree");
    }

    private void assertMadeAgain(String name) {
        Path file = folder.resolve(name).resolve("report.html");
        String before = text(file);
        delete(file);
        Cli.Ended ended = cli.run("report", cli.at(name), "--figures", cli.at(name + "-figures"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith(name + "/report.html\n" + name + "-figures/");
        assertThat(text(file).equals(before)).as("same report").isTrue();
        assertThat(folder.resolve(name + "-figures/rank.svg")).isNotEmptyFile();
    }

    @Test // as after kill -9 at the end of a step
    void anUnfinishedRunIsShownAsFarAsItIs() throws IOException {
        run("run", Cli.RICCATI, "output.every=1");
        List<String> history = Files.readAllLines(folder.resolve("run/history.csv"));
        delete(folder.resolve("run/result.json"));
        delete(folder.resolve("run/solution.h5"));
        Files.writeString(
                folder.resolve("run/history.csv"),
                String.join("\n", history.subList(0, 12)) + "\n11,0.2"); // row 11 is cut off
        Cli.Ended ended = cli.run("report", cli.at("run"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(text(folder.resolve("run/report.html")))
                .contains("This run has not reached its end at t = 0.5")
                .contains("t = 0.25 of 0.5 (50.0 %)");
    }

    @Test
    void severalRunsStandOnOnePage() {
        run("a", Cli.RICCATI, "seed=1");
        run("b", Cli.RICCATI, "time.steps=40");
        Cli.Ended ended = cli.run("report", cli.at("a"), cli.at("b"), "--out", cli.at("both.html"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        String page = text(folder.resolve("both.html"));
        assertThat(page)
                .contains("Comparison of 2 runs")
                .contains("<td>time.steps</td><td>20</td><td>40</td>")
                .doesNotContain("<td>problem</td>")
                .contains("singular values at the end", "step size", "wall time");
        Cli.Ended again = cli.run("report", cli.at("a"), cli.at("b"), "--out", cli.at("both.html"));
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err())
                .contains(
                        "both.html is there already; name another by --out, or replace it with"
                                + " --force");
    }

    @Test
    void foldersWithoutARunAreRefused() {
        assertThat(cli.run("report", cli.at("nowhere")).err()).contains("nowhere: no such folder");
        assertThat(cli.run("report", folder.toString()).err())
                .contains("holds no run: there is no run.yaml in it");
        assertThat(cli.run("watch", cli.at("nowhere")).code()).isEqualTo(2);
    }

    @Test
    void trainingsAreMadeAgainAndComparedButNotWithRuns() {
        String data = cli.file("data.csv", csv());
        cli.file("train.yaml", GRATINGS.replace("DATA", data));
        for (String seed : List.of("1", "2")) {
            Cli.Ended trained =
                    cli.run(
                            "train",
                            cli.at("train.yaml"),
                            "--set",
                            "seed=" + seed,
                            "--out",
                            cli.at("t" + seed),
                            "--quiet");
            assertThat(trained.code()).as(trained.err()).isZero();
        }
        delete(folder.resolve("data.csv")); // the folder is enough
        String before = text(folder.resolve("t1/report.html"));
        assertThat(cli.run("report", cli.at("t1")).err()).isEmpty();
        assertThat(text(folder.resolve("t1/report.html")).equals(before)).isTrue();
        Cli.Ended both = cli.run("report", cli.at("t1"), cli.at("t2"), "--out", cli.at("t.html"));
        assertThat(both.err()).isEmpty();
        assertThat(text(folder.resolve("t.html")))
                .contains("<td>seed</td><td>1</td><td>2</td>")
                .contains("test accuracy", "sum of all ranks");
        run("run", Cli.RICCATI, "seed=1");
        assertThat(cli.run("report", cli.at("run"), cli.at("t1"), "--out", cli.at("x.html")).err())
                .contains("run holds a run and t1 a training; compare folders of one kind");
    }

    private static String csv() {
        StringBuilder text = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 60; i++) {
            text.append("%d,%d,%s\n".formatted(i % 7, i % 5, i % 2 == 0 ? "even" : "odd"));
        }
        return text.toString();
    }

    private void run(String name, String file, String assignment) {
        Cli.Ended ended =
                cli.run(
                        "run",
                        cli.file(name + ".yaml", file),
                        "--set",
                        assignment,
                        "--out",
                        cli.at(name),
                        "--quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
