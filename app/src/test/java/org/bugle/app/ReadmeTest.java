package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Each of the README's examples is compiled and run as it stands, with the imports that an editor
/// adds.
class ReadmeTest {
    private static final List<String> IMPORTS =
            List.of(
                    "org.bugle.equation.*",
                    "org.bugle.equation.tree.*",
                    "org.bugle.evolution.*",
                    "org.bugle.integrator.matrix.*",
                    "org.bugle.integrator.tree.*",
                    "org.bugle.linalg.*",
                    "org.bugle.linalg.structured.*",
                    "org.bugle.lowrank.*",
                    "org.bugle.lowrank.tree.*",
                    "org.bugle.models.own.*",
                    "org.bugle.neural.data.*",
                    "org.bugle.neural.data.generated.*",
                    "org.bugle.neural.method.*",
                    "org.bugle.neural.network.*",
                    "org.bugle.neural.optimiser.*",
                    "org.bugle.neural.plain.*",
                    "org.bugle.operator.*",
                    "org.bugle.operator.tree.*",
                    "org.bugle.substep.*");

    @TempDir Path folder;

    static List<String> examples() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleCompilesAndRuns(String example) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append("void main() {\n").append(example).append("}\n");
        JavaSources.compile(folder, Map.of("Example.java", source.toString()));

        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                folder
                                        + System.getProperty("path.separator", ":")
                                        + JavaSources.classPath(),
                                "Example")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).matches("rank \\d+, norm \\d+\\.\\d+\\s*");
    }
}
