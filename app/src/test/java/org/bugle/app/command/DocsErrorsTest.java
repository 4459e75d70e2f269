package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tables of errors in the documents, behind `<!-- errors -->`, come out again when the command
/// above them is run.
@Tag("slow")
class DocsErrorsTest {
    private static final Pattern MEASURED =
            Pattern.compile(
                    "(?m)^(\\./bugle converge .*)\\n```\\n\\n<!-- errors -->\\n((?:\\|.*\\n)+)");

    /// Errors below are rounding.
    private static final double ROUNDING = 1e-9;

    /// Errors above are those of an unstable run.
    private static final double UNSTABLE = 1e3;

    private static final String FAILED = "fails";

    @TempDir private Path folder;

    /// A table with its command.
    record Measured(String document, String command, List<String> table) {
        @Override
        public String toString() {
            return document + ": " + command;
        }

        /// The cell of each method and number of steps.
        Map<String, String> cells() {
            List<String> heads = row(table.getFirst());
            Map<String, String> cells = new LinkedHashMap<>();
            for (String line : table.subList(2, table.size())) {
                List<String> row = row(line);
                for (int k = 1; k < row.size(); k++) {
                    cells.put(row.getFirst() + ", " + heads.get(k), row.get(k));
                }
            }
            return cells;
        }

        private static List<String> row(String line) {
            return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                    .map(String::strip)
                    .toList();
        }
    }

    static List<Measured> tables() throws IOException {
        return Documents.all().stream()
                .flatMap(each ->
                        MEASURED.matcher(each.text())
                                .results()
                                .map(found ->
                                        new Measured(
                                                each.name(),
                                                found.group(1),
                                                found.group(2).lines().toList())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableComesOutAgain(Measured measured) {
        String[] words =
                Stream.concat(
                                Documents.words(
                                        measured.command().replaceAll(" --figures \\S+", ""))
                                        .stream(),
                                Stream.of("--threads", "2"))
                        .map(word ->
                                word.startsWith("docs/")
                                        ? Documents.ROOT.resolve(word).toString()
                                        : word)
                        .toArray(String[]::new);
        Cli.Ended ended = new Cli(folder).run(words);
        Map<String, String> made = new LinkedHashMap<>();
        for (String line : ended.out().lines().skip(1).toList()) {
            String[] cells = line.strip().split("\\s{2,}", -1);
            made.put(cells[0] + ", " + cells[1], cells[2].equals("failed") ? FAILED : cells[2]);
        }
        measured.cells()
                .forEach((where, expected) ->
                        assertSame(where, made.getOrDefault(where, "nothing"), expected));
    }

    private static void assertSame(String where, String made, String expected) {
        if (expected.equals(FAILED) || made.equals(FAILED)) {
            assertThat(made).as(where).isEqualTo(expected);
            return;
        }
        double a = Math.clamp(Double.parseDouble(made), ROUNDING, UNSTABLE);
        double b = Math.clamp(Double.parseDouble(expected), ROUNDING, UNSTABLE);
        assertThat(Math.log(a / b))
                .as("%s: %s, %s", where, made, expected)
                .isCloseTo(0, within(Math.log(3)));
    }
}
