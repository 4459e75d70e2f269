package org.bugle.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Another project depends on the jars by their Maven coordinates, with the `pom.xml` that
/// `docs/install.md` shows, and runs the README's first example in Java. Its local repository is
/// empty: Bugle's jars come from a repository that is laid out for the test, all others from the
/// builder's local one, so that no network is needed.
@Tag("dist")
@SuppressWarnings("InlineFormatString") // a whole pom stands better by itself
class CoordinatesTest {
    /// What `bugle-models` needs of Bugle, itself included, with the folders of the modules.
    private static final Map<String, String> MODULES =
            Map.of(
                    "bugle-linalg", "linalg",
                    "bugle-dynamics", "dynamics",
                    "bugle-models", "models");

    private static final String SETTINGS =
            """
            <settings>
              <localRepository>%s</localRepository>
              <mirrors>
                <mirror><id>builder</id><mirrorOf>*,!bugle</mirrorOf><url>%s</url></mirror>
              </mirrors>
              <profiles>
                <profile>
                  <id>bugle</id>
                  <repositories><repository><id>bugle</id><url>%s</url></repository></repositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>bugle</activeProfile></activeProfiles>
            </settings>
            """;

    @TempDir Path folder;

    @BeforeEach
    void layOutTheRepository() throws IOException {
        Path repository = folder.resolve("repository");
        copy(Distribution.PROJECT.resolve("pom.xml"), repository, "bugle", ".pom");
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path source = Distribution.PROJECT.resolve(module.getValue());
            String name = module.getKey();
            copy(source.resolve("pom.xml"), repository, name, ".pom");
            String jar = name + "-" + Distribution.VERSION;
            copy(source.resolve("target/" + jar + ".jar"), repository, name, ".jar");
            assertThat(source.resolve("target/" + jar + "-sources.jar")).isRegularFile();
        }
        Files.writeString(
                folder.resolve("settings.xml"),
                SETTINGS.formatted(
                        folder.resolve("local"),
                        Path.of(System.getProperty("maven.repository")).toUri(),
                        repository.toUri()));
    }

    private static void copy(Path file, Path repository, String name, String ending)
            throws IOException {
        Path version = repository.resolve("org/bugle").resolve(name).resolve(Distribution.VERSION);
        Files.createDirectories(version);
        Files.copy(file, version.resolve(name + "-" + Distribution.VERSION + ending));
    }

    @Test
    void anotherProjectRunsTheFirstExample() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), first("docs/install.md", "xml"));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        String program = first("docs/install.md", "java");
        assertThat(program).contains("// the example\n");
        String example = first("README.md", "java");
        Files.writeString(
                sources.resolve("First.java"), program.replace("// the example\n", example));
        ProcessBuilder maven =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("maven.home"), "bin", "mvn")
                                                .toString(),
                                        "-B",
                                        "-q",
                                        "-s",
                                        folder.resolve("settings.xml").toString(),
                                        "compiler:compile",
                                        "exec:exec"))
                        .directory(project.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(Distribution.output(maven)).containsPattern("rank \\d+, norm \\d");
    }

    private static String first(String file, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Distribution.PROJECT.resolve(file)))
                .results()
                .findFirst()
                .map((MatchResult block) -> block.group(1))
                .orElseThrow(() -> new AssertionError("no " + language + " in " + file));
    }
}
