package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The pages that tell how to extend Bugle: their files are written as they stand, the Java ones
/// compiled and packed, and their commands run.
@Tag("slow")
class ExtendPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "extend");

    /// A block whose first line is a comment with the name of the file.
    private static final Pattern FILE =
            Pattern.compile(
                    "```(?:java|yaml|text)\n(?://|#) ([\\w./-]+)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern COMMAND = Pattern.compile("(?m)^ {4}\\./bugle (.+)$");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"problem.md", "integrator.md", "format.md"})
    void thePageDoesWhatItSays(String page) throws IOException, InterruptedException {
        String text = Files.readString(PAGES.resolve(page));
        Map<String, String> sources = new LinkedHashMap<>();
        FILE.matcher(text)
                .results()
                .forEach(file -> {
                    if (file.group(1).endsWith(".java")) {
                        sources.put(file.group(1), file.group(2));
                    } else {
                        JavaSources.write(folder.resolve(file.group(1)), file.group(2));
                    }
                });
        if (!sources.isEmpty()) {
            Path classes = JavaSources.compile(folder.resolve("classes"), sources);
            String service = "META-INF/services/org.bugle.app.plugin.Plugin";
            JavaSources.write(classes.resolve(service), Files.readString(folder.resolve(service)));
            JavaSources.jar(classes, folder.resolve("own.jar"));
        }
        List<String> commands =
                COMMAND.matcher(text).results().map(command -> command.group(1)).toList();
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            run(command);
        }
    }

    private void run(String command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                JavaSources.classPath(),
                                "org.bugle.app.Main"));
        words.addAll(List.of(command.split(" ", -1)));
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(command + "\n" + Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }
}
