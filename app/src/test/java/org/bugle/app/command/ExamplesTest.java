package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.config.OwnRunFile;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Vocabulary;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of `examples/`: at least one for every problem, right as they are, and quick when they
/// are made small.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    /// What makes an example small; the others are.
    private static final Map<String, List<String>> SMALL =
            Map.of(
                    "plane-source.yaml",
                            List.of(
                                    "parameters.cells=60",
                                    "parameters.moments=20",
                                    "time.steps=60"),
                    "line-source.yaml",
                            List.of("parameters.cells=20", "parameters.degree=5", "time.steps=20"),
                    "radiation-lattice.yaml",
                            List.of(
                                    "parameters.cells=14",
                                    "parameters.degree=5",
                                    "time.steps=30",
                                    "reference=full"),
                    "su-olson.yaml",
                            List.of(
                                    "parameters.cells=80",
                                    "parameters.moments=20",
                                    "time.steps=60"),
                    "radiation-periodic.yaml", List.of("parameters.points=12", "time.steps=40"),
                    "allen-cahn.yaml", List.of("parameters.points=24", "time.steps=40"),
                    "landau-2d2v.yaml",
                            List.of(
                                    "parameters.points=[6, 12]",
                                    "time.end=1.0",
                                    "time.steps=20",
                                    "reference=full"),
                    "two-stream.yaml", List.of("parameters.points=[24, 32]", "time.end=2.0"),
                    "schroedinger-lattice.yaml", List.of("parameters.points=24"),
                    "schroedinger-nonlinear.yaml",
                            List.of(
                                    "parameters.points=40",
                                    "parameters.rowCentres=[24, 20]",
                                    "parameters.columnCentres=[20, 16]",
                                    "parameters.padding=10"));

    @TempDir private Path folder;

    static List<String> names() {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyProblemHasItsExample() {
        List<String> problems = new ArrayList<>(Vocabulary.problems().keySet());
        problems.add(OwnRunFile.NAME);
        assertThat(names().stream().map(name -> read(name).file().problem()).distinct())
                .containsExactlyInAnyOrderElementsOf(problems);
    }

    private static RunInput read(String name) {
        return RunInput.read(EXAMPLES.resolve(name), List.of());
    }

    @ParameterizedTest
    @MethodSource("names")
    void anExampleRuns(String name) {
        Stream<String> run =
                Stream.of("run", EXAMPLES.resolve(name).toString(), "--quiet", "--out");
        Stream<String> sets =
                SMALL.getOrDefault(name, List.of()).stream()
                        .flatMap(each -> Stream.of("--set", each));
        Cli cli = new Cli(folder);
        Cli.Ended ended =
                cli.run(
                        Stream.of(run, Stream.of(cli.at("out")), sets)
                                .flatMap(each -> each)
                                .toArray(String[]::new));
        assertThat(ended.err()).doesNotContain("internal");
        assertThat(ended.code()).as(ended.err()).isZero();
        Result result = ResultFile.read(folder.resolve("out/result.json"), Result.class);
        assertThat(result.error().orElseThrow().relative()).isLessThan(2e-2);
    }
}
