package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.app.run.Vocabulary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The checked-in table integrator × problem of `docs/compare`.
class CompareTableTest {
    private static final Path FOLDER = Path.of("..", "docs", "compare");

    /// Errors below are rounding.
    private static final double ROUNDING = 1e-9;

    @TempDir private Path folder;

    /// Cells by problem and integrator, with notes written out.
    private static Map<String, Map<String, String>> table(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, String> notes = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.matches("\\d+\\. .*")) {
                String[] parts = line.split("\\. ", 2);
                notes.put("(" + parts[0] + ")", parts[1]);
            }
        }
        List<String> heads = cells(lines.getFirst());
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        for (String line : lines.stream().skip(2).filter(each -> each.startsWith("|")).toList()) {
            List<String> cells = cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i < heads.size(); i++) {
                row.put(heads.get(i), notes.getOrDefault(cells.get(i), cells.get(i)));
            }
            table.put(cells.getFirst(), row);
        }
        return table;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static boolean isNumber(String cell) {
        return cell.matches("\\d\\.\\de[-+]\\d+");
    }

    private static List<String> lowRank() {
        return Vocabulary.integrators().keySet().stream()
                .filter(name -> !name.equals("full"))
                .toList();
    }

    @Test
    void everyCellIsAnErrorOrASentence() throws IOException {
        Map<String, Map<String, String>> table =
                table(FOLDER.resolve("integrators-and-problems.md"));
        assertThat(table.keySet())
                .containsExactlyInAnyOrderElementsOf(Vocabulary.problems().keySet());
        table.forEach((problem, row) -> {
            assertThat(row.keySet()).as(problem).containsExactlyInAnyOrderElementsOf(lowRank());
            assertThat(row.values())
                    .as(problem)
                    .allMatch(cell -> isNumber(cell) || cell.contains(" "));
        });
    }

    @Test
    @Tag("slow")
    void theTableComesOutAgain() throws IOException {
        Path again = folder.resolve("again.md");
        List<String> words = new ArrayList<>(List.of("compare"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.map(Path::toString).filter(name -> name.endsWith(".yaml")).forEach(words::add);
        }
        words.addAll(List.of("--table", again.toString()));
        Cli.Ended ended = new Cli(folder).run(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isZero();
        Map<String, Map<String, String>> made = table(again);
        table(FOLDER.resolve("integrators-and-problems.md"))
                .forEach((problem, row) ->
                        row.forEach((integrator, cell) ->
                                assertSame(
                                        problem + " by " + integrator,
                                        made.getOrDefault(problem, Map.of())
                                                .getOrDefault(integrator, ""),
                                        cell)));
    }

    /// Figures agree to a factor of 1.5, sentences but for their numbers.
    private static void assertSame(String what, String made, String expected) {
        if (isNumber(expected)) {
            assertThat(made).as(what).matches(CompareTableTest::isNumber);
            double a = Math.max(ROUNDING, Double.parseDouble(made));
            double b = Math.max(ROUNDING, Double.parseDouble(expected));
            assertThat(Math.log(a / b))
                    .as("%s: %s, %s", what, made, expected)
                    .isCloseTo(0, within(0.4));
        } else {
            assertThat(made.replaceAll("[-+]?(\\d[-+.\\de]*|Infinity)", "#"))
                    .as(what)
                    .isEqualTo(expected.replaceAll("[-+]?(\\d[-+.\\de]*|Infinity)", "#"));
        }
    }
}
