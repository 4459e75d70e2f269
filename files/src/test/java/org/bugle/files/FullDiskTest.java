package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.evolution.Checkpoint;
import org.bugle.evolution.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a real process leaves when the system takes no more than 64 KiB in a file.
class FullDiskTest {
    private static final List<String> LIMITED =
            List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash");

    @TempDir Path folder;

    /// What is written until it fails.
    enum Writing {
        SOLUTION {
            @Override
            void write(Path file) {
                SolutionFile.write(
                        file,
                        StateFormat.matrix(),
                        new Solution<>(
                                new Solution.Origin("heat", "bug", "0.1.0", 1),
                                1,
                                Cases.realState(4000, 3000, 2),
                                List.of(),
                                List.of()));
            }
        },
        CHECKPOINT {
            @Override
            void write(Path file) {
                CheckpointFile.write(
                        file,
                        StateFormat.matrix(),
                        new CheckpointFile.Content<>(
                                "",
                                new Checkpoint<>(
                                        1, 1, 1, 0, 0, Cases.realState(4000, 3000, 2), 0, 0, 0)));
            }
        },
        NPY {
            @Override
            void write(Path file) {
                NpyFile.write(file, Cases.real(4000, 4));
            }
        },
        TEXT {
            @Override
            void write(Path file) {
                AtomicFile.write(file, "report".repeat(20_000));
            }
        };

        abstract void write(Path file);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatDoesNotFitIsNotThere(Writing writing) throws Exception {
        Path file = folder.resolve("file");
        assertThat(run(writing.name(), file))
                .isEqualTo(file + ": file too large; nothing was written\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFormerFileStaysAsItWas() throws Exception {
        Path file = folder.resolve("file");
        Writing.SOLUTION.write(file);
        run(Writing.SOLUTION.name(), file);
        assertThat(SolutionFile.read(file, StateFormat.matrix()).state())
                .isEqualTo(Cases.realState(4000, 3000, 2));
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void aHistoryKeepsItsCompleteRows() throws Exception {
        Path file = folder.resolve("history.csv");
        assertThat(run("HISTORY", file))
                .matches(
                        "\\Q" + file + "\\E: file too large; the rows before step \\d+ are kept\n");
        List<History.Entry> entries = HistoryFile.read(file).entries();
        assertThat(entries.getLast().row()).isEqualTo(row(entries.size() - 1));
        assertThat(Files.readString(file)).endsWith("\n");
        assertThat(Files.size(file)).isBetween(64_000L, 65_536L);
    }

    private static Row row(long index) {
        return new Row(index, 0.1 * index, 0.1, List.of(3), 1, 0, false, 0, 0, 4, 0, List.of());
    }

    private static String run(String writing, Path file) throws IOException, InterruptedException {
        Process process = JavaProcess.start(LIMITED, FullDiskTest.class, writing, file.toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        return output;
    }

    static void main(String[] args) {
        Path file = Path.of(args[1]);
        try {
            if (args[0].equals("HISTORY")) {
                appendForever(file);
            } else {
                Writing.valueOf(args[0]).write(file);
            }
        } catch (FileException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void appendForever(Path file) {
        try (HistoryFile history = HistoryFile.create(file, 1, List.of())) {
            for (long i = 0; ; i++) {
                history.append(row(i), 0);
            }
        }
    }
}
