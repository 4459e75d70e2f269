package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The tutorials, block by block as a reader would paste them: what `sh` blocks print is what the
/// `text` blocks below them show.
@Tag("slow")
class TutorialTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final int MINUTES = 10;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "physicist", "ml-engineer"})
    void everyBlockPrintsWhatThePageShows(String page) throws IOException, InterruptedException {
        Path root = Path.of("..").toRealPath();
        Files.createSymbolicLink(folder.resolve("examples"), root.resolve("examples"));
        writeCommand(folder.resolve("bugle"));
        String text = Files.readString(root.resolve("docs/tutorials").resolve(page + ".md"));
        List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
        assertThat(blocks).hasSizeGreaterThan(4);
        String printed = "";
        for (MatchResult block : blocks) {
            if (block.group(1).equals("sh")) {
                printed = printedBy(block.group(2));
            } else {
                Transcript.assertMatches(block.group(2), printed);
            }
        }
    }

    /// The command on the classes under test, in place of the launcher.
    private static void writeCommand(Path file) throws IOException {
        Files.writeString(
                file,
                """
                #!/bin/sh
                exec '%s/bin/java' --enable-native-access=ALL-UNNAMED -Xmx2g -cp '%s' org.bugle.app.Main "$@"
                """
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String printedBy(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process shell =
                new ProcessBuilder("sh", "-e", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        String printed = Files.readString(output);
        assertThat(ended).as("ended in time: %s%n%s", script, printed).isTrue();
        assertThat(shell.exitValue()).as("exit code of: %s%n%s", script, printed).isZero();
        return printed;
    }
}
