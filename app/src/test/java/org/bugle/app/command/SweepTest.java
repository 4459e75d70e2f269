package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bugle.app.sweep.StudyReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class SweepTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private Cli cli;
    private String file = "";

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
        file = cli.file("run.yaml", Cli.RICCATI);
    }

    private Cli.Ended sweep(String... words) {
        return cli.run(
                Stream.concat(Stream.of("sweep", file, "--out", cli.at("study")), Stream.of(words))
                        .toArray(String[]::new));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve("study").resolve(name));
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(folder.resolve(name).toFile());
    }

    @Test
    void thePageIsMadeAgainFromTheFolder() throws IOException {
        sweep("--over", "time.steps=4,8");
        Path page = folder.resolve("study/report.html");
        String written = Files.readString(page);
        Files.delete(page);
        assertThat(cli.run("report", cli.at("study")).code()).isZero();
        assertThat(page).content().isEqualTo(written);
        Cli.Ended two = cli.run("report", cli.at("study"), cli.at("other"), "--out", cli.at("x"));
        assertThat(two.code()).isEqualTo(2);
        assertThat(two.err())
                .startsWith("study holds a study; its cases stand on one page already");
    }

    @Test
    void aGridHasTheNumbersOfSingleRuns() throws IOException {
        Cli.Ended ended =
                sweep("--over", "time.steps=4,8", "--over", "integrator={name: bug, rank: 3},full");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("4 finished").contains("study/report.html");
        assertThat(lines("cases.csv"))
                .containsExactly(
                        "number,time.steps,integrator,status",
                        "1,4,\"{name: bug, rank: 3}\",finished",
                        "2,4,full,finished",
                        "3,8,\"{name: bug, rank: 3}\",finished",
                        "4,8,full,finished");
        assertThat(lines("results.csv").getFirst())
                .isEqualTo(
                        "number,time.steps,integrator,status,problem,result.integrator,steps,"
                            + "endTime,rank,maxRank,relativeError,absoluteError,drift.norm,norm,"
                            + "seconds,peakBytes,factorBytes,attempts,message");
        assertThat(lines("results.csv").get(3))
                .startsWith("3,8,\"{name: bug, rank: 3}\",finished,riccati,bug,8,0.5,3,3,");
        cli.run(
                "run",
                file,
                "--quiet",
                "--out",
                cli.at("single"),
                "--set",
                "time.steps=8",
                "--set",
                "integrator={name: bug, rank: 3}");
        JsonNode single = json("single/result.json");
        JsonNode inStudy = json("study/cases/0003.json").get("result");
        for (String key : List.of("error", "invariants", "observables", "ranks", "steps")) {
            assertThat(inStudy.get(key)).as(key).isEqualTo(single.get(key));
        }
        assertThat(StudyReport.of(folder.resolve("study")).sections())
                .extracting(section -> section.title())
                .containsExactly("Over time.steps", "Cases");
    }

    @Test
    void aFailingCaseHarmsNoOther() throws IOException {
        Cli.Ended ended = sweep("--over", "time.end=0.5,1e30,0.25", "--set", "time.steps=4");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).startsWith("warning: case 2 failed: step 1 failed: AugmentedBug");
        assertThat(lines("cases.csv"))
                .containsExactly(
                        "number,time.end,status",
                        "1,0.5,finished",
                        "2,1e30,failed",
                        "3,0.25,finished");
        assertThat(lines("results.csv").get(2)).contains(",failed,").contains("reduce h");
        assertThat(json("study/cases/0002.json").get("attempts").intValue()).isEqualTo(1);
    }

    @Test
    void allWrongCasesAreToldBeforeTheFirstRuns() {
        assertThat(sweep("--over", "integrator.rnk=1,2").err())
                .startsWith("all 2 cases: --over integrator.rnk: integrator.rnk is no key");
        Cli.Ended ended =
                sweep("--over", "integrator.truncation.maxRank=4,0,-1", "--over", "time.steps=5,x");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .hasSize(3)
                .anySatisfy(line ->
                        assertThat(line)
                                .isEqualTo(
                                        "case 2: --over time.steps: time.steps must be a"
                                                + " whole number ≥ 1, found 'x'"))
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("cases 3, 4: --over integrator.truncation.maxRank:"));
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        assertThat(sweep().err()).startsWith("nothing varies: give --over KEY=VALUES");
        assertThat(sweep("--over", "seed=1,2", "--zip", "--random", "3").err())
                .startsWith("--zip and --random exclude each other");
        assertThat(sweep("--over", "seed=1,2", "--master", "nowhere://x").err())
                .startsWith("--master: nothing here knows how to compute on 'nowhere://x'");
        String train = cli.file("train.yaml", "task: train/gratings\nmethod: {name: dense}\n");
        assertThat(cli.run("sweep", train, "--over", "seed=1,2").err())
                .startsWith("train.yaml is a train file; bugle sweep takes run files");
    }

    @Test
    void aListAndDrawsAreStudiesToo() throws IOException {
        String list = cli.file("list.csv", "time.steps,seed\n4,1\n8,\n");
        Cli.Ended ended =
                cli.run("sweep", file, "--out", cli.at("study"), "--list", list, "--json");
        assertThat(ended.code()).isZero();
        assertThat(JSON.readTree(ended.out()).get("finished").intValue()).isEqualTo(2);
        assertThat(lines("cases.csv")).contains("2,8,,finished");
        assertThat(
                        cli.run(
                                        "sweep",
                                        file,
                                        "--out",
                                        cli.at("drawn"),
                                        "--random",
                                        "3",
                                        "--over",
                                        "time.steps=2:6",
                                        "--over",
                                        "time.end=0.1:0.2",
                                        "--quiet")
                                .code())
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("drawn/cases.csv")))
                .hasSize(4)
                .element(1)
                .asString()
                .matches("1,[2-6],0\\.1\\d+,finished");
    }

    @Test
    void anotherStudyIsReplacedOnRequestOnly() throws IOException {
        assertThat(sweep("--over", "time.steps=4,5", "--quiet").code()).isZero();
        Cli.Ended refused = sweep("--over", "time.steps=4,6");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "study: holds another study (grid of time.steps=4,5, 2 cases of riccati);"
                                + " choose another folder, or replace it with --force"
                                + System.lineSeparator());
        assertThat(sweep("--over", "time.steps=4,6", "--quiet", "--force").code()).isZero();
        assertThat(lines("cases.csv")).contains("2,6,finished");
    }

    /// The long way is the last one, so that a kill comes between finished cases and open ones.
    private static final String[] LONG = {
        "--over",
        "time.steps=4,6,8,1500,1200",
        "--set",
        "integrator={name: bug, rank: 2}",
        "--threads",
        "1",
        "--quiet"
    };

    @Test
    void aKilledStudyGoesOnWhereItWas() throws Exception {
        Process process = start();
        Map<String, FileTime> before = awaitCases(3);
        process.destroyForcibly().waitFor();
        assertThat(lines("cases.csv")).contains("4,1500,open");

        assertThat(cli.run("sweep", "--resume", cli.at("study"), "--quiet").err()).isEmpty();
        assertThat(times()).hasSize(5).containsAllEntriesOf(before);
        assertThat(
                        cli.run(
                                        Stream.concat(
                                                        Stream.of(
                                                                "sweep",
                                                                file,
                                                                "--out",
                                                                cli.at("whole")),
                                                        Stream.of(LONG))
                                                .toArray(String[]::new))
                                .code())
                .isZero();
        assertThat(withoutTimes("study")).isEqualTo(withoutTimes("whole"));
    }

    @Test
    void aStoppedStudySaysHowToGoOn() throws Exception {
        Process process = start();
        Map<String, FileTime> before = awaitCases(3);
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("stderr")))
                .matches(
                        "interrupted with 3 finished, 2 open; go on with 'bugle sweep --resume"
                                + " .*study'\\R");
        assertThat(lines("cases.csv")).contains("3,8,finished", "4,1500,open");
        assertThat(times()).isEqualTo(before);
    }

    private Process start() throws IOException {
        return cli.start(
                Stream.concat(Stream.of("sweep", file, "--out", cli.at("study")), Stream.of(LONG))
                        .toArray(String[]::new));
    }

    private Map<String, FileTime> awaitCases(int count) throws Exception {
        for (int k = 0; k < 1200 && times().size() < count; k++) {
            Thread.sleep(50);
        }
        assertThat(times()).hasSize(count);
        return times();
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        Path cases = folder.resolve("study/cases");
        if (Files.isDirectory(cases)) {
            try (Stream<Path> files = Files.list(cases)) {
                for (Path each : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                    times.put(each.getFileName().toString(), Files.getLastModifiedTime(each));
                }
            }
        }
        return times;
    }

    /// The results but for the columns of wall time and memory of the process.
    private List<List<String>> withoutTimes(String study) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(study).resolve("results.csv"))) {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            List<String> heads = List.of(lines("results.csv").getFirst().split(",", -1));
            cells.remove(heads.indexOf("peakBytes"));
            cells.remove(heads.indexOf("seconds"));
            rows.add(cells);
        }
        return rows;
    }
}
