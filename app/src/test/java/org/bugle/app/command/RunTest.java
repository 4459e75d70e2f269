package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bugle.files.HistoryFile;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.bugle.files.Solution;
import org.bugle.files.SolutionFile;
import org.bugle.files.StateFormat;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A whole run through the command line.
class RunTest {
    @TempDir private static Path folder;

    private static Cli cli;
    private static Cli.Ended ended;
    private static Path run;

    @BeforeAll
    static void runOnce() {
        cli = new Cli(folder);
        run = folder.resolve("out");
        ended = cli.run("run", cli.file("run.yaml", Cli.RICCATI), "--out", run.toString());
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "run.yaml",
                            "history.csv",
                            "solution.h5",
                            "result.json",
                            "report.html",
                            "checkpoint");
        }
        assertThat(HistoryFile.read(run.resolve("history.csv")).entries()).hasSize(21);
    }

    @Test
    void theRunIsToldInWords() {
        assertThat(ended.out().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly(
                        "problem",
                        "integrator",
                        "truncation",
                        "substep",
                        "steps",
                        "seed",
                        "threads",
                        "folder",
                        "error",
                        "rank",
                        "norm",
                        "discarded",
                        "time",
                        "memory",
                        "report");
        assertThat(ended.out())
                .contains("drops the tail of singular values of norm ≤ 1e-8 · ‖Y‖")
                .contains("20 of h = 0.025");
    }

    @Test
    void theErrorIsThatAgainstTheExactSolution() {
        Result result = ResultFile.read(run.resolve("result.json"), Result.class);
        Result.Deviation error = result.error().orElseThrow();
        assertThat(error.reference()).isEqualTo("exact");
        assertThat(error.relative()).isBetween(1e-7, 1e-3);
        assertThat(result.steps()).isEqualTo(20);
        assertThat(result.rank()).isEqualTo(4);
        assertThat(result.invariants()).containsKey("norm");
    }

    @Test // at the start, at the end and at ten times between
    void thePlottedSolutionIsThatOfTheFile() throws IOException {
        JsonNode frames = plot("heatMap").at("/frames");
        var snapshots =
                SolutionFile.readSnapshots(run.resolve("solution.h5"), StateFormat.matrix());
        assertThat(frames).hasSize(12);
        assertThat(frames.get(0).at("/time").doubleValue()).isEqualTo(0);
        assertThat(frames.get(11).at("/time").doubleValue()).isEqualTo(snapshots.getLast().time());
        for (JsonNode frame : frames) {
            double time = frame.at("/time").doubleValue();
            Matrix dense =
                    snapshots.stream()
                            .filter(snapshot -> snapshot.time() == time)
                            .findFirst()
                            .flatMap(snapshot -> snapshot.state())
                            .orElseThrow()
                            .toDense();
            JsonNode rows = frame.at("/values");
            assertThat(rows).hasSize(dense.rows());
            for (int i = 0; i < dense.rows(); i++) {
                for (int j = 0; j < dense.cols(); j++) {
                    assertThat(rows.get(i).get(j).doubleValue()).isEqualTo(dense.get(i, j));
                }
            }
        }
    }

    @Test
    void thePlottedSingularValuesAreThoseOfTheSnapshots() throws IOException {
        JsonNode lines = plot("lines");
        assertThat(lines.at("/title").textValue()).isEqualTo("Singular values");
        List<Solution.Snapshot<LowRankMatrix>> snapshots =
                SolutionFile.readSnapshots(run.resolve("solution.h5"), StateFormat.matrix());
        assertThat(snapshots).hasSize(21);
        for (int k = 0; k < snapshots.size(); k++) {
            List<Double> sigma = snapshots.get(k).state().orElseThrow().singularValues();
            for (int j = 0; j < sigma.size(); j++) {
                assertThat(lines.at("/series/" + j + "/y/" + k).doubleValue())
                        .isEqualTo(sigma.get(j));
            }
        }
    }

    /// The first plot of a kind in the page's data.
    private static JsonNode plot(String kind) throws IOException {
        Matcher data =
                Pattern.compile("id=\"bugle-data\">(.*?)</script>", Pattern.DOTALL)
                        .matcher(Files.readString(run.resolve("report.html")));
        assertThat(data.find()).isTrue();
        for (JsonNode section : new JsonMapper().readTree(data.group(1)).at("/sections")) {
            for (JsonNode plot : section.at("/plots")) {
                if (plot.at("/kind").textValue().equals(kind)) {
                    return plot;
                }
            }
        }
        throw new AssertionError("no plot of kind " + kind);
    }

    @Test
    void theWrittenInputGivesTheSameRun() throws IOException {
        Path again = folder.resolve("again");
        assertThat(
                        cli.run(
                                        "run",
                                        run.resolve("run.yaml").toString(),
                                        "--quiet",
                                        "--threads",
                                        "1",
                                        "--out",
                                        again.toString())
                                .code())
                .isZero();
        assertThat(again.resolve("solution.h5")).hasSameBinaryContentAs(run.resolve("solution.h5"));
    }

    @Test
    void theSolutionOfOneRunIsTheReferenceOfAnother() throws IOException {
        Cli.Ended other =
                cli.run(
                        "run",
                        run.resolve("run.yaml").toString(),
                        "--json",
                        "--set",
                        "reference=" + run.resolve("solution.h5"),
                        "--out",
                        cli.at("compared"));
        assertThat(other.code()).isZero();
        Result result = ResultFile.read(folder.resolve("compared/result.json"), Result.class);
        assertThat(result.error().orElseThrow().absolute()).isLessThan(1e-14);
        String file = Files.readString(folder.resolve("compared/result.json"));
        assertThat(other.out()).isEqualToIgnoringNewLines(file.replace(folder + "/", ""));
    }

    @Test // the true error is known here
    void theEstimateIsNearTheError() {
        cli.run(
                "run",
                run.resolve("run.yaml").toString(),
                "--quiet",
                "--set",
                "reference=estimate",
                "--out",
                cli.at("estimated"));
        double estimate = relative("estimated");
        assertThat(estimate).isBetween(0.5 * relative("out"), 2 * relative("out"));
    }

    @Test
    void theFullReferenceAgreesWithTheExactOne() {
        cli.run(
                "run",
                run.resolve("run.yaml").toString(),
                "--quiet",
                "--set",
                "reference=full",
                "--out",
                cli.at("full"));
        assertThat(relative("full") / relative("out")).isBetween(1 - 1e-6, 1 + 1e-6);
    }

    private static double relative(String name) {
        return ResultFile.read(folder.resolve(name + "/result.json"), Result.class)
                .error()
                .orElseThrow()
                .relative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: projector-splitting, rank: 4, order: 2}",
                "{name: bug, rank: 4, substep: {name: rk4, steps: 2}}",
                "{name: midpoint-bug, variant: 3r, truncation: {rule: threshold, absolute: 1e-9}}",
                "{name: midpoint-bug, variant: 3r-fixed, rank: 4}",
                "{name: midpoint-bug, variant: explicit, truncation: {absolute: 1e-9}}",
                "{name: parallel-bug, order: 2, rejection: true}",
                "{name: parallel-bug, block: euler, substep: heun}",
                "{name: projected-rk, rank: 4, order: 3}",
                "{name: projected-rk, rank: 4, tableau: ralston}",
                "{name: retraction-euler, rank: 4, retraction: ksl}",
                "{name: afe, rank: 4, acceleration: difference, guard: 0}",
                "{name: prh, rank: 4, retraction: svd}",
                "{name: aprh, rank: 4, retraction: kls}",
                "{name: chart-rk, rank: 4, order: 3}",
                "{name: chart-rk, rank: 4, retraction: lsk, tableau: ralston}",
                "{name: randomized-rk, rank: 4, tableau: merson, sketch: khatri-rao}",
                "{name: randomized-rk, rank: 4, stageRank: [2, 3, 3], sketches: constant}",
                "{name: randomized-rk, truncation: {absolute: 1e-9}, sketch: sparse-sign}",
                "{name: full, substep: {name: dormand-prince, tolerance: 1e-8}}"
            })
    void everyIntegratorRuns(String integrator) {
        String out = cli.at("integrator");
        Cli.Ended one =
                cli.run(
                        "run",
                        run.resolve("run.yaml").toString(),
                        "--quiet",
                        "--force",
                        "--set",
                        "integrator=" + integrator,
                        "--out",
                        out);
        assertThat(one.err()).isEmpty();
        assertThat(one.code()).isZero();
        assertThat(relative("integrator")).isLessThan(3e-2);
    }

    @Test
    void aSolutionThatIsNoneIsWarnedOf() {
        Cli.Ended wrong =
                cli.run(
                        "run",
                        run.resolve("run.yaml").toString(),
                        "--quiet",
                        "--set",
                        "parameters.coupling=16",
                        "--set",
                        "integrator.substep=euler",
                        "--out",
                        cli.at("wrong"));
        assertThat(wrong.err())
                .contains("warning: steps of 0.0250 are unstable")
                .contains(
                        " times the solution: take smaller steps, a larger rank or a smaller"
                                + " tolerance");
    }

    @Test
    void aRunThatBlowsUpIsAFailedRun() {
        Cli.Ended failed =
                cli.run(
                        "run",
                        run.resolve("run.yaml").toString(),
                        "--quiet",
                        "--debug",
                        "--set",
                        "parameters.coupling=1e9",
                        "--set",
                        "reference=none",
                        "--out",
                        cli.at("failed"));
        assertThat(failed.code()).isEqualTo(1);
        List<String> lines =
                failed.err().lines().filter(line -> !line.startsWith("warning: ")).toList();
        assertThat(lines.get(0))
                .matches("step \\d+ failed: .*; the last good state is that of t = .*");
        assertThat(lines.get(1)).isEqualTo("the stack trace is in failed/run.log");
        assertThat(lines).hasSize(2);
        assertThat(folder.resolve("failed/run.log")).content().contains("FailedRunException");
        assertThat(folder.resolve("failed/result.json")).doesNotExist();
    }

    @Test
    void noThreadIsTooFew() {
        assertThat(cli.run("run", run.resolve("run.yaml").toString(), "--threads", "0").err())
                .isEqualTo("--threads must be at least 1, found 0" + System.lineSeparator());
    }
}
