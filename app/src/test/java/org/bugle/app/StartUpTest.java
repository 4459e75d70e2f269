package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a start loads: a command takes as long as its classes do.
class StartUpTest {
    private static final String[] NEURAL = {"ai.djl.", "org.bugle.neural.djl."};

    @TempDir Path folder;

    /// The output of a command in a Java process of its own, with the names of all classes loaded.
    private static String loaded(String main, String... words)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.add(main);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void aListNeedsNoMathematicsAndNoPictures() throws Exception {
        assertThat(loaded("org.bugle.app.Main", "list"))
                .contains("augmented-bug")
                .contains("org.bugle.app.command.ListNames ")
                .doesNotContain(NEURAL)
                .doesNotContain(
                        "org.bytedeco.",
                        "org.bugle.linalg.blas.Library ",
                        "com.fasterxml.",
                        "org.jfree.",
                        "org.apache.batik.");
    }

    @Test
    void aRunNeedsNoNeuralEngineAndNoPictures() throws Exception {
        assertThat(loaded("org.bugle.app.Rehearsal", folder.toString()))
                .contains("org.bugle.linalg.blas.Library ")
                .doesNotContain(NEURAL)
                .doesNotContain("org.jfree.", "org.apache.batik.");
        assertThat(Files.readString(folder.resolve("run/result.json"))).contains("riccati");
    }
}
