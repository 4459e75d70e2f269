package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Studies of several runs through the command line.
class StudyTest {
    /// Riccati M1 at the rank that the exact solution keeps.
    private static final String M1 =
            """
            problem: riccati
            integrator: {name: bug, rank: 4}
            time: {end: 1.0, steps: 20}
            """;

    @TempDir private Path folder;

    private Cli cli;
    private String file = "";

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
        file = cli.file("run.yaml", M1);
    }

    @Test
    void convergeShowsTheOrdersOnRiccati() throws IOException {
        Cli.Ended ended =
                cli.run(
                        "converge",
                        file,
                        "--steps",
                        "40,80,160",
                        "--integrators",
                        "bug,parallel-bug,midpoint-bug:variant=3r,projector-splitting:order=2,parallel-bug:order=2",
                        "--out",
                        cli.at("study"),
                        "--figures",
                        cli.at("figures"),
                        "--format",
                        "png");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        Map<String, List<Double>> orders = orders(folder.resolve("study/converge.csv"));
        assertThat(orders).hasSize(5);
        orders.forEach((method, observed) -> {
            double order = List.of("bug", "parallel-bug").contains(method) ? 1 : 2;
            assertThat(observed)
                    .as(method)
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each).isCloseTo(order, within(0.15)));
        });
        assertThat(folder.resolve("study/report.html")).exists();
        assertThat(folder.resolve("figures/error-over-steps.png")).isNotEmptyFile();
        assertThat(folder.resolve("figures/error-over-wall-time.png")).isNotEmptyFile();
        assertThat(ended.out()).contains("projector-splitting:order=2");
    }

    /// The column `order` by method.
    private static Map<String, List<Double>> orders(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .filter(cells -> !cells.get(5).isEmpty())
                .collect(
                        Collectors.groupingBy(
                                cells -> cells.get(0),
                                Collectors.mapping(
                                        cells -> Double.parseDouble(cells.get(5)),
                                        Collectors.toList())));
    }

    @Test
    void ranksAndTolerancesAreCurvesOfTheirOwn() {
        assertThat(cli.run("converge", file, "--steps", "20", "--ranks", "2,4").out())
                .contains("bug rank 2")
                .contains("bug rank 4");
        assertThat(
                        cli.run(
                                        "converge",
                                        file,
                                        "--steps",
                                        "20",
                                        "--integrators",
                                        "augmented-bug",
                                        "--tolerances",
                                        "1e-2,1e-6")
                                .out())
                .contains("augmented-bug tolerance 0.01")
                .contains("augmented-bug tolerance 1e-6");
    }

    @Test
    void compareRunsEveryIntegratorOrSaysWhyNot() {
        Cli.Ended ended =
                cli.run(
                        "compare",
                        file,
                        "--integrators",
                        "bug,augmented-bug,parallel-bug:order=2:block=euler");
        assertThat(ended.code()).isZero();
        List<String> lines = ended.out().lines().toList();
        assertThat(lines.get(1)).matches("bug +\\d\\.\\d{3}e-\\d\\d +4 +4 +20 +.*");
        assertThat(lines.get(3)).contains("failed: ").contains("must be k for order 2");
        assertThat(cli.run("compare", file, "--integrators", "bgu").err())
                .startsWith("--integrators: 'bgu' is no integrator; did you mean 'bug'?");
    }

    /// Errors of `compare` by integrator.
    private Map<String, Double> errors(String run, String... sets) {
        List<String> words = new ArrayList<>(List.of("compare", cli.file("compared.yaml", run)));
        for (String set : sets) {
            words.addAll(List.of("--set", set));
        }
        return cli.run(words.toArray(String[]::new))
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(" +"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> Double.valueOf(cells[1])));
    }

    @Test
    void everyIntegratorInterpolatesPointwiseTermsAsWellAsItEvaluatesThem() {
        String allenCahn =
                """
                problem: allen-cahn/square
                parameters: {points: 48}
                integrator: {name: bug, rank: 8}
                time: {end: 0.5, steps: 20}
                reference: full
                """;
        Map<String, Double> exact = errors(allenCahn, "integrator.pointwise=exact");
        Map<String, Double> interpolated = errors(allenCahn, "integrator.pointwise=interpolated");
        assertThat(exact).hasSizeGreaterThan(12);
        exact.forEach((integrator, error) ->
                assertThat(interpolated.get(integrator))
                        .as(integrator)
                        .isLessThan(1.2 * error)
                        .isGreaterThan(0));
    }

    @Test
    void convergeWantsAReference() {
        assertThat(cli.run("converge", file, "--set", "reference=none").err())
                .isEqualTo(
                        "converge needs a reference; give one by --set reference=full, exact,"
                                + " estimate or FILE.h5"
                                + System.lineSeparator());
    }
}
