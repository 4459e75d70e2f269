package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// `truncation: {rule: conserving}` in run files.
class ConservingRunTest {
    private static final String RELAXATION =
            """
            problem: fokker-planck/dougherty
            parameters: {points: 40}
            integrator: {name: augmented-bug, truncation: {relative: 1e-3}}
            time: {end: 0.2, steps: 4}
            reference: none
            """;

    @TempDir private Path folder;

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(folder);
        Files.writeString(folder.resolve("run.yaml"), RELAXATION);
    }

    private Result run(String out, List<String> parameters, String... assignments) {
        List<String> words = new ArrayList<>(List.of("run", cli.at("run.yaml")));
        Collections.addAll(words, "--out", cli.at(out));
        Stream.concat(parameters.stream(), Stream.of(assignments))
                .forEach(assignment -> Collections.addAll(words, "--set", assignment));
        Cli.Ended ended = cli.run(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isZero();
        return ResultFile.read(folder.resolve(out).resolve("result.json"), Result.class);
    }

    private static double drift(Result result, String name) {
        return Objects.requireNonNull(result.invariants().get(name)).drift();
    }

    @ParameterizedTest
    @CsvSource({"2, augmented-bug", "3, augmented-bug", "2, rail", "3, rail"})
    void theMomentsOfTheStartAreKept(int dimensions, String integrator) {
        List<String> streams = new ArrayList<>(List.of("parameters.dimensions=" + dimensions));
        if (dimensions == 3) { // rail T8
            streams.add("parameters.densities=[0.8037121822811545, 4.764615814550553]");
            streams.add("parameters.drifts=[-0.3403147128006618, 0.05740548475117823]");
            streams.add("parameters.temperatures=[0.1033754314349305, 3.442950196134546]");
        }
        streams.add("integrator.name=" + integrator);
        Result plain = run("plain", streams);
        Result kept =
                run(
                        "kept",
                        streams,
                        "integrator.truncation.rule=conserving",
                        "integrator.truncation.level=energy");
        for (String name : List.of("mass", "momentum-vx", "momentum-vy", "energy")) {
            assertThat(drift(kept, name)).isLessThan(1e-12);
        }
        assertThat(drift(plain, "mass")).isGreaterThan(1e-7);
        assertThat(drift(plain, "energy")).isGreaterThan(1e-7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problem: advection-diffusion/rotation | mass | would keep the mass, which the"
                        + " solutions of advection-diffusion/rotation do not; choose another rule"
                        + " or level",
                "problem: riccati | mass | must be another than conserving for riccati, which has"
                        + " no mass",
                "problem: vlasov/landau-1d1v | momentum | must be another than conserving for"
                        + " vlasov/landau-1d1v, which has no momentum-x",
            })
    void whatAProblemDoesNotConserveIsRefused(String problem, String level, String sentence)
            throws IOException {
        Files.writeString(
                folder.resolve("run.yaml"),
                """
                %s
                integrator:
                  name: augmented-bug
                  truncation: {rule: conserving, level: %s, relative: 1e-3}
                time: {end: 0.2, steps: 4}
                """
                        .formatted(problem, level));
        Cli.Ended ended = cli.run("check", cli.at("run.yaml"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().strip())
                .isEqualTo("run.yaml:4: integrator.truncation.rule " + sentence);
    }

    @Test
    void optionsThatCannotActAreRefused() {
        Cli.Ended ended =
                cli.run(
                        "check",
                        cli.at("run.yaml"),
                        "--set",
                        "parameters.dimensions=3",
                        "--set",
                        "integrator.truncation.rule=conserving",
                        "--set",
                        "integrator.truncation.remainder=raw");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains(
                        "integrator.truncation.remainder must be orthonormal for augmented-bug on"
                                + " a tree, found raw");
    }
}
