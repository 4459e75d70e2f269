package org.bugle.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The archive runs where there is neither network nor JDK nor Maven, and writes nothing into its
/// own folder.
@Tag("dist")
class ArchiveTest {
    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Sealed sealed;

    @BeforeAll
    static void unpack() throws Exception {
        sealed = Sealed.in(folder);
    }

    @Test // or the other tests tell nothing
    void thePlaceIsSealed() throws Exception {
        String interfaces = sealed.run("", List.of("/bin/cat", "/proc/net/dev"));
        assertThat(interfaces.lines().filter(line -> line.contains(":")).map(String::strip))
                .allMatch(line -> line.startsWith("lo:"));
        String script =
                """
                touch '%s/x' 2>/dev/null && echo written
                command -v java mvn npm curl && echo found
                ls -A '%s' '%s'
                exit 0
                """
                        .formatted(
                                sealed.archive(),
                                System.getProperty("java.home"),
                                System.getProperty("user.home"));
        String ls = "ls() { /bin/ls \"$@\" 2>/dev/null; }; touch() { /bin/touch \"$@\"; }\n";
        assertThat(sealed.run("", List.of("/bin/sh", "-c", ls + script)))
                .doesNotContain("written", "found", "release", ".m2");
    }

    @Test
    void tellsItsVersionAndWhatThereIs() throws Exception {
        assertThat(sealed.bugle("--version")).startsWith("bugle " + Distribution.VERSION);
        assertThat(sealed.bugle("list")).contains("riccati").contains("midpoint-bug");
        assertThat(sealed.bugle("doctor")).contains("OpenBLAS");
    }

    @Test
    void runsAnExampleAndReportsIt() throws Exception {
        sealed.bugle("run", example("riccati.yaml"), "--out", "run");
        Path run = sealed.work().resolve("run");
        assertThat(run.resolve("solution.h5")).isNotEmptyFile();
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        assertThat(sealed.bugle("resume", "run", "--until", "1.1")).contains("from 0 to 1.1");
    }

    @Test
    void reproducesAnExperiment() throws Exception {
        String[] words = {
            "reproduce", "midpoint-bug", "M1", "--out", "paper", "--figures", "figures"
        };
        assertThat(sealed.bugle(words)).contains("M1");
        assertThat(sealed.work().resolve("paper/report.html")).isNotEmptyFile();
        assertThat(sealed.work().resolve("figures")).isNotEmptyDirectory();
    }

    @Test
    void trainsByEitherEngine() throws Exception {
        for (String engine : List.of("java", "pytorch")) {
            sealed.bugle(
                    "train",
                    example("train/gratings.yaml"),
                    "--set",
                    "epochs=1",
                    "--set",
                    "engine.name=" + engine,
                    "--out",
                    engine);
            assertThat(sealed.work().resolve(engine + "/run.yaml")).content().contains(engine);
            assertThat(sealed.work().resolve(engine + "/report.html")).isNotEmptyFile();
        }
    }

    @Test
    void theJavaShellRunsWhatIsPiped() throws Exception {
        String statement = "IO.println(\"columns \" + Matrix.diagonal(1, 0).cols());\n";
        assertThat(sealed.bugleWith(statement, "jshell")).contains("columns 2");
    }

    @Test
    void theAppImageRunsToo() throws Exception {
        ProcessBuilder image =
                new ProcessBuilder(
                        Distribution.BUILT.resolve("image/bugle/bin/bugle").toString(),
                        "--version");
        image.environment().clear();
        assertThat(Distribution.output(image)).startsWith("bugle " + Distribution.VERSION);
    }

    private static String example(String name) {
        return sealed.archive().resolve("examples").resolve(name).toString();
    }
}
