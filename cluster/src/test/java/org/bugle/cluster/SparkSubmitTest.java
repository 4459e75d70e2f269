package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The packaged jar as `spark-submit` starts it.
@Tag("slow")
class SparkSubmitTest {
    @TempDir Path folder;

    @Test
    void aStudyIsComputedAndItsFinishedCasesAreNotComputedAgain() throws Exception {
        Path file = folder.resolve("run.yaml");
        Files.writeString(
                file,
                """
                problem: riccati
                integrator: {name: bug, rank: 4}
                time: {end: 1.0, steps: 20}
                """);
        Path study = folder.resolve("study");
        String[] words = {
            "sweep", file.toString(), "--over", "time.steps=20,40", "--out", study.toString()
        };
        assertThat(submit(words)).contains("local[2]", "2 finished").doesNotContain("WARN", "INFO");
        assertThat(Files.readAllLines(study.resolve("results.csv"))).hasSize(3);
        assertThat(
                        submit(
                                Stream.of(Stream.of(words), Stream.of("--parquet"))
                                        .flatMap(some -> some)
                                        .toArray(String[]::new)))
                .contains("2 of them finished");
        assertThat(study.resolve("results.parquet")).isNotEmptyFile();
    }

    private static String submit(String... words) throws IOException, InterruptedException {
        Stream<String> submit =
                Stream.of(
                        "--master",
                        "local[2]",
                        "--class",
                        SweepOnSpark.class.getName(),
                        Packaged.jar().toString());
        Process process =
                new ProcessBuilder(
                                Stream.of(
                                                Packaged.java(
                                                        "org.apache.spark.deploy.SparkSubmit"),
                                                submit,
                                                Stream.of(words))
                                        .flatMap(some -> some)
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        try (var in = process.getInputStream()) {
            String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
