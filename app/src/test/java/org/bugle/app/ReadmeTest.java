package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The README's example is compiled and run as it stands, with the imports that an editor adds.
class ReadmeTest {
    private static final List<String> IMPORTS =
            List.of(
                    "org.bugle.equation.*",
                    "org.bugle.evolution.*",
                    "org.bugle.integrator.matrix.*",
                    "org.bugle.linalg.*",
                    "org.bugle.linalg.structured.*",
                    "org.bugle.lowrank.*",
                    "org.bugle.operator.*",
                    "org.bugle.substep.*");

    @TempDir Path folder;

    @Test
    void theExampleCompilesAndRuns() throws IOException, InterruptedException {
        Matcher example =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(example.find()).isTrue();
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append("void main() {\n").append(example.group(1)).append("}\n");
        Path file = Files.writeString(folder.resolve("Example.java"), source);

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        String classPath = System.getProperty("java.class.path", "");
        boolean compiled =
                compiler.getTask(
                                problems,
                                null,
                                null,
                                List.of("-cp", classPath, "-d", folder.toString()),
                                null,
                                compiler.getStandardFileManager(null, null, null)
                                        .getJavaFileObjects(file))
                        .call();
        assertThat(compiled).as(problems.toString()).isTrue();

        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                folder + System.getProperty("path.separator", ":") + classPath,
                                "Example")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).matches("rank \\d+, norm \\d+\\.\\d+\\s*");
    }
}
