package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The Java shell, with what a pipe or a script gives it.
class JavaShellTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private String output(String input, String... words) throws IOException, InterruptedException {
        Process process = cli.start(words);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("stderr"))).isEmpty();
        assertThat(process.exitValue()).isZero();
        return Files.readString(folder.resolve("stdout"));
    }

    private static String firstExample() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    void theFirstExampleOfTheReadmeRunsAsItStands() throws IOException, InterruptedException {
        assertThat(output(firstExample(), "jshell")).matches("rank \\d+, norm \\d+\\.\\d+\\s*");
    }

    @Test
    void aScriptHasTheFunctionsOfTheBanner() throws IOException, InterruptedException {
        String script =
                cli.file(
                        "script.jsh",
                        """
                        var riccati = problem("riccati");
                        IO.println(riccati.rank() + " " + treeProblem("spin/ising").rank());
                        bugle("list", "substeps");
                        IO.println(Start.of(riccati.start().full()).full().rank());
                        """);
        assertThat(output("", "jshell", script)).startsWith("4 ").contains("dirk2");
    }

    @Test
    void aMistakeEndsAScriptAtItsLine() throws IOException, InterruptedException {
        String file = cli.file("script.jsh", "int n = 1;\n\nint m =\n  nn;\n");
        assertThat(cli.run("jshell", file).err())
                .startsWith("script.jsh:3: cannot find symbol")
                .contains("nn");
        String thrown = cli.file("thrown.jsh", "problem(\"ricatti\");\n");
        Cli.Ended ended = cli.run("jshell", thrown);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith(
                        "thrown.jsh:1: InputException: 'ricatti' is no problem; did you mean"
                                + " 'riccati'?");
    }

    @Test
    void everyPackageOfTheLibraryIsImported() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String module : new String[] {"linalg", "dynamics", "models", "files", "neural"}) {
            Path sources = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .map(file -> sources.relativize(file.getParent()).toString())
                        .forEach(name -> packages.add(name.replace('/', '.')));
            }
        }
        try (var in = Objects.requireNonNull(JavaShell.class.getResourceAsStream("start.jsh"))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> imported =
                    Pattern.compile("import (org\\.bugle\\.[\\w.]+)\\.\\*;")
                            .matcher(script)
                            .results()
                            .map(match -> match.group(1))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(imported).isEqualTo(packages);
        }
    }

    @Test
    void aScriptThatIsNotThereIsRefused() {
        assertThat(cli.run("jshell", cli.at("none.jsh")).err())
                .isEqualTo("there is no script none.jsh" + System.lineSeparator());
    }
}
