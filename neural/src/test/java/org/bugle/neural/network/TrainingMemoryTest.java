package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@Tag("djl")
@Tag("slow")
class TrainingMemoryTest {
    /// Measured were 0.2 to 0.8 MB; a step that kept its inputs, 64 × 784 numbers of 4 bytes, would
    /// take 400 MB.
    private static final long KILOBYTES = 8 * 1024;

    @Test
    void twoThousandStepsTakeNoMemory() throws Exception {
        assumeThat(TrainingMemory.STATUS).exists();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xms160m",
                                "-Xmx160m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:TieredStopAtLevel=1", // the other compiler takes 20 MB
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainingMemory.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Long.parseLong(output.strip())).isLessThan(KILOBYTES);
    }
}
