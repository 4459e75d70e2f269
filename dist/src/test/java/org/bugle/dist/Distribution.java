package org.bugle.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What the build has made, and processes that look at it.
final class Distribution {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    static final Path BUILT = Path.of("target").toAbsolutePath();

    static final String NAME = System.getProperty("bugle.distribution", "");

    static final String VERSION = System.getProperty("bugle.version", "");

    private Distribution() {}

    /// Unpacks the archive into the folder and returns the folder that appears there.
    static Path unpackInto(Path folder) throws IOException, InterruptedException {
        Path archive = BUILT.resolve(NAME + ".tar.gz");
        assertThat(archive).as("made by mvn package -Pdist").isRegularFile();
        output(new ProcessBuilder("tar", "-xzf", archive.toString()).directory(folder.toFile()));
        return folder.resolve(NAME);
    }

    static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        return output(builder, "");
    }

    /// Runs a process, which must end with exit code 0, and returns all that it prints.
    static String output(ProcessBuilder builder, String input)
            throws IOException, InterruptedException {
        List<String> command = builder.command();
        Process process = builder.redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s:%n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
