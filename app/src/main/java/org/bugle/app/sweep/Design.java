package org.bugle.app.sweep;

import org.bugle.app.config.InputException;
import org.bugle.linalg.SplitMix64;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Which values the varied keys have in which case.
///
/// @param keys dotted
/// @param rows a case each, with a value in YAML for every key; an empty one leaves the key as it
///   is in the run file
public record Design(List<String> keys, List<List<String>> rows) {
    /// More cases are a slip of the pen.
    public static final int MOST = 1_000_000;

    /// @throws InputException if a key is given twice, or if there is no case
    public Design {
        keys = List.copyOf(keys);
        rows = rows.stream().map(List::copyOf).toList();
        List<String> all = keys;
        keys.stream()
                .filter(key -> all.indexOf(key) != all.lastIndexOf(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new InputException("the varied key " + key + " is given twice");
                });
        if (keys.isEmpty() || rows.isEmpty()) {
            throw new InputException("a study needs a key that varies, and a case");
        }
    }

    /// All combinations; the last key varies fastest.
    ///
    /// @param whole the keys that take whole numbers alone
    /// @throws InputException if there are too many
    public static Design grid(List<Variation> variations, Predicate<String> whole) {
        List<List<String>> rows = List.of(List.of());
        for (Variation variation : variations) {
            List<String> values = variation.axis(whole.test(variation.key()));
            if ((long) rows.size() * values.size() > MOST) {
                throw new InputException(
                        "the grid has more than %d cases; take fewer values".formatted(MOST));
            }
            rows =
                    rows.stream()
                            .flatMap(row -> values.stream().map(value -> with(row, value)))
                            .toList();
        }
        return new Design(keys(variations), rows);
    }

    private static List<String> with(List<String> row, String value) {
        List<String> longer = new ArrayList<>(row);
        longer.add(value);
        return longer;
    }

    /// The first values of all keys, then their second ones, and so on.
    ///
    /// @param whole the keys that take whole numbers alone
    /// @throws InputException unless all have the same number of values
    public static Design sideBySide(List<Variation> variations, Predicate<String> whole) {
        List<List<String>> columns =
                variations.stream().map(each -> each.axis(whole.test(each.key()))).toList();
        List<Integer> lengths = columns.stream().map(List::size).distinct().toList();
        if (lengths.size() > 1) {
            throw new InputException(
                    "--zip needs as many values of every key, found "
                            + String.join(
                                    ", ",
                                    variations.stream()
                                            .map(each ->
                                                    each.key()
                                                            + " "
                                                            + each.axis(whole.test(each.key()))
                                                                    .size())
                                            .toList()));
        }
        int count = lengths.isEmpty() ? 0 : lengths.getFirst();
        return new Design(
                keys(variations),
                IntStream.range(0, count)
                        .mapToObj(k -> columns.stream().map(column -> column.get(k)).toList())
                        .toList());
    }

    /// Values drawn independently; the same seed gives the same ones, and fewer cases are the first
    /// of more.
    ///
    /// @param whole the keys that take whole numbers alone
    public static Design random(
            List<Variation> variations, int cases, long seed, Predicate<String> whole) {
        SplitMix64 random = new SplitMix64(seed);
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < cases; k++) {
            rows.add(
                    variations.stream()
                            .map(each -> each.drawn(whole.test(each.key()), random))
                            .toList());
        }
        return new Design(keys(variations), rows);
    }

    /// The rows of a CSV file with the keys in its first line.
    ///
    /// @throws InputException if the file is no such table
    /// @throws org.bugle.files.FileException if the file cannot be read
    public static Design list(Path file) {
        List<List<String>> lines = Csv.read(file);
        if (lines.size() < 2) {
            throw new InputException(
                    file
                            + ": a line with the keys and a line a case are needed, found "
                            + (lines.isEmpty() ? "nothing" : "one line"));
        }
        List<String> keys = lines.getFirst();
        List<List<String>> rows = lines.subList(1, lines.size());
        for (int k = 0; k < keys.size(); k++) {
            if (!keys.get(k).matches("[^.\\s]+(\\.[^.\\s]+)*")) {
                throw new InputException(
                        "%s:1: column %d has no key, found '%s'"
                                .formatted(file, k + 1, keys.get(k)));
            }
        }
        for (int k = 0; k < rows.size(); k++) {
            if (rows.get(k).size() != keys.size()) {
                throw new InputException(
                        "%s: case %d has %d values for %d keys; what holds a comma must stand in double quotes"
                                .formatted(file, k + 1, rows.get(k).size(), keys.size()));
            }
        }
        return new Design(keys, rows);
    }

    private static List<String> keys(List<Variation> variations) {
        return variations.stream().map(Variation::key).toList();
    }
}
