package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a page shows of a command's output, against what the command printed.
///
/// A line `…` stands for any lines, and `…` within a line for any text: seconds, or what the reader
/// need not see. All other words must be the same, numbers up to one percent: their last digits
/// belong to the machine.
final class Transcript {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");

    private static final double NEAR = 0.01;

    private Transcript() {}

    static void assertMatches(String shown, String printed) {
        List<String> lines = printed.lines().toList();
        int from = 0;
        boolean skip = true; // what comes before the first line shown
        for (String line : shown.lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            if (line.strip().equals("…")) {
                skip = true;
                continue;
            }
            int at = find(line, lines, from, skip);
            assertThat(at).as("line '%s' in:%n%s", line, printed).isNotNegative();
            from = at + 1;
            skip = false;
        }
    }

    private static int find(String shown, List<String> lines, int from, boolean skip) {
        for (int i = from; i < lines.size(); i++) {
            if (matches(shown.strip(), lines.get(i).strip())) {
                return i;
            }
            if (!skip && !lines.get(i).isBlank()) {
                return -1;
            }
        }
        return -1;
    }

    /// Whether a printed line is the one shown.
    static boolean matches(String shown, String printed) {
        List<String> numbers = NUMBER.matcher(shown).results().map(r -> r.group()).toList();
        String pattern =
                Stream.of(NUMBER.split(shown, -1))
                        .map(Transcript::words)
                        .collect(Collectors.joining("(" + NUMBER + ")"));
        Matcher found = Pattern.compile(pattern).matcher(printed);
        if (!found.matches()) {
            return false;
        }
        for (int k = 0; k < numbers.size(); k++) {
            double expected = Double.parseDouble(numbers.get(k));
            double measured = Double.parseDouble(found.group(k + 1));
            if (Math.abs(measured - expected) > NEAR * Math.abs(expected)) {
                return false;
            }
        }
        return true;
    }

    /// Blanks stand for any number of blanks, since columns are as wide as they need to be.
    private static String words(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String piece : text.splitWithDelimiters("…|\\s+", 0)) {
            pattern.append(
                    switch (piece) {
                        case "" -> "";
                        case "…" -> ".*?";
                        default -> piece.isBlank() ? "\\s+" : Pattern.quote(piece);
                    });
        }
        return pattern.toString();
    }
}
