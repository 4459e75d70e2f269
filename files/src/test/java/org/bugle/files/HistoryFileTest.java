package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.evolution.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

class HistoryFileTest {
    private static final List<String> OBSERVED = List.of("mass", "energy ‖E‖²");

    @TempDir Path folder;

    private static Row row(long index) {
        return new Row(
                index,
                index * 0.1,
                Math.nextUp(0.1),
                List.of(7),
                1 / 3.0,
                Double.MIN_VALUE,
                index % 2 == 0,
                1,
                2,
                240,
                Double.NaN,
                List.of(-0.0, Double.POSITIVE_INFINITY));
    }

    private Path written(long last) {
        Path file = folder.resolve("history.csv");
        try (HistoryFile history = HistoryFile.create(file, 1, OBSERVED)) {
            LongStream.rangeClosed(0, last).forEach(i -> history.append(row(i), i / 7.0));
        }
        return file;
    }

    @Test
    void headerAndRowsAreAsDocumented() throws IOException {
        assertThat(Files.readAllLines(written(0)))
                .containsExactly(
                        "index,time,step,rank,norm,discarded,capped,rejectedForError,rejectedForRank,evaluations,errorEstimate,mass,energy"
                            + " ‖E‖²,seconds",
                        "0,0.0,0.10000000000000002,7,0.3333333333333333,4.9E-324,1,1,2,240,NaN,"
                                + "-0.0,Infinity,0.0");
    }

    @Test
    void readingGivesTheSameBits() {
        History history = HistoryFile.read(written(3));
        assertThat(history.observed()).isEqualTo(OBSERVED);
        assertThat(history.entries())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, 3)
                                .mapToObj(i -> new History.Entry(row(i), i / 7.0))
                                .toList());
    }

    @Test
    void severalRanksHaveAColumnEach() {
        Path file = folder.resolve("history.csv");
        Row row = new Row(0, 0, 0, List.of(1, 2, 3), 1, 0, false, 0, 0, 0, 0, List.of());
        try (HistoryFile history = HistoryFile.create(file, 3, List.of())) {
            history.append(row, 0);
        }
        assertThat(HistoryFile.read(file).entries().getFirst().row()).isEqualTo(row);
    }

    @Test // killed in the middle of a row, at every byte of it
    void everyPrefixKeepsItsCompleteRows() throws IOException {
        String whole = Files.readString(written(3));
        for (int length = 0; length <= whole.length(); length++) {
            String prefix = whole.substring(0, length);
            long lines = prefix.chars().filter(c -> c == '\n').count();
            Path file = Files.writeString(folder.resolve("cut.csv"), prefix);
            if (lines == 0) {
                assertThatThrownBy(() -> HistoryFile.read(file))
                        .isExactlyInstanceOf(FileException.class)
                        .hasMessage(
                                file + ": is no history: its first line does not name the columns");
            } else {
                assertThat(HistoryFile.read(file).entries()).hasSize((int) lines - 1);
            }
        }
    }

    @Test
    void resumingGivesTheFileOfTheUninterruptedRun() throws IOException {
        byte[] whole = Files.readAllBytes(written(9));
        for (int index : List.of(0, 4, 9)) {
            Path file = folder.resolve("resumed.csv");
            Files.write(file, Arrays.copyOf(whole, whole.length - 3)); // killed in the last row
            if (index == 9) {
                Files.write(file, whole);
            }
            try (HistoryFile history = HistoryFile.resume(file, 1, OBSERVED, index)) {
                assertThat(HistoryFile.read(file).entries()).hasSize(index + 1);
                LongStream.rangeClosed(index + 1, 9).forEach(i -> history.append(row(i), i / 7.0));
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void resumingBeyondTheRowsIsRefused() {
        Path file = written(3);
        assertThatThrownBy(() -> HistoryFile.resume(file, 1, OBSERVED, 4))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": has no row of step 4, where the run is to go on");
    }

    @Test
    void resumingWithOtherColumnsIsRefused() {
        Path file = written(3);
        assertThatThrownBy(() -> HistoryFile.resume(file, 1, List.of("mass"), 3))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(file + ": has the columns index,time,step,rank,")
                .hasMessageContaining(
                        "evaluations,errorEstimate,mass,energy ‖E‖²,seconds instead of")
                .hasMessageEndingWith("evaluations,errorEstimate,mass,seconds");
    }

    @Test
    void wrongRowsAreNamedByTheirLine() throws IOException {
        Path file = written(1);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.get(0), lines.get(1), "1,2", ""));
        assertThatThrownBy(() -> HistoryFile.read(file))
                .hasMessage(file + ": line 3 has 2 values instead of 14");
        Files.writeString(
                file, String.join("\n", lines.get(0), lines.get(1).replace("NaN", "x"), ""));
        assertThatThrownBy(() -> HistoryFile.read(file))
                .hasMessage(file + ": line 2 holds a value that is no number");
        Files.writeString(file, String.join("\n", lines.get(0), lines.get(1), lines.get(1), ""));
        assertThatThrownBy(() -> HistoryFile.read(file))
                .hasMessage(file + ": line 3 is of step 0, which does not follow step 0");
    }

    @Test
    void aNameWithACommaIsRefused() {
        assertThatThrownBy(() -> HistoryFile.create(folder.resolve("h.csv"), 1, List.of("a,b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "HistoryFile: a name must have no comma, quote or line break, found 'a,b'");
    }
}
