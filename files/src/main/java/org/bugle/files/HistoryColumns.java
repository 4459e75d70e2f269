package org.bugle.files;

import org.bugle.evolution.Row;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The columns of `history.csv`: their names, and a row as text and back.
///
/// @param ranks how many columns of ranks there are: one for each rank of a solution, but a single
///   one, with the largest rank, for more than [#MOST_RANKS]
/// @param observed names of the observed quantities
record HistoryColumns(int ranks, List<String> observed) {
    private static final List<String> FIRST = List.of("index", "time", "step");
    private static final List<String> REPORT =
            List.of(
                    "norm",
                    "discarded",
                    "capped",
                    "rejectedForError",
                    "rejectedForRank",
                    "evaluations",
                    "errorEstimate");
    private static final String LAST = "seconds";

    /// So many ranks have a column each.
    static final int MOST_RANKS = 20;

    /// The columns of a solution with so many ranks.
    static HistoryColumns of(int ranks, List<String> observed) {
        return new HistoryColumns(ranks > MOST_RANKS ? 1 : ranks, observed);
    }

    HistoryColumns {
        observed = List.copyOf(observed);
        for (String name : observed) {
            if (name.isBlank() || name.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')) {
                throw new IllegalArgumentException(
                        "HistoryFile: a name must have no comma, quote or line break, found '%s'"
                                .formatted(name));
            }
        }
    }

    /// The columns that a header names.
    ///
    /// @throws FileException if it is no header of a history
    static HistoryColumns ofHeader(Path file, String header) {
        List<String> names = List.of(header.split(",", -1));
        int ranks = (int) names.stream().filter(name -> name.matches("rank(\\.\\d+)?")).count();
        int before = FIRST.size() + ranks + REPORT.size();
        if (names.size() > before) {
            HistoryColumns columns =
                    new HistoryColumns(ranks, names.subList(before, names.size() - 1));
            if (columns.header().equals(header)) {
                return columns;
            }
        }
        throw new FileException(file, "is no history: its first line does not name the columns");
    }

    String header() {
        Stream<String> ranked =
                ranks == 1
                        ? Stream.of("rank")
                        : IntStream.range(0, ranks).mapToObj(i -> "rank." + i);
        return String.join(
                ",",
                Stream.of(
                                FIRST.stream(),
                                ranked,
                                REPORT.stream(),
                                observed.stream(),
                                Stream.of(LAST))
                        .flatMap(names -> names)
                        .toList());
    }

    private int size() {
        return FIRST.size() + ranks + REPORT.size() + observed.size() + 1;
    }

    /// @throws IllegalArgumentException if the row has other columns
    String line(Row row, double seconds) {
        List<Integer> shown =
                row.ranks().size() > MOST_RANKS && ranks == 1
                        ? List.of(row.maxRank())
                        : row.ranks();
        if (shown.size() != ranks || row.observed().size() != observed.size()) {
            throw new IllegalArgumentException(
                    "HistoryFile: a row must have %d ranks and %d observed values, found %d and %d"
                            .formatted(
                                    ranks,
                                    observed.size(),
                                    row.ranks().size(),
                                    row.observed().size()));
        }
        List<Object> cells = new ArrayList<>();
        cells.addAll(List.of(row.index(), row.time(), row.stepSize()));
        cells.addAll(shown);
        cells.addAll(List.of(row.norm(), row.discarded(), row.capped() ? 1 : 0));
        cells.addAll(List.of(row.rejectedForError(), row.rejectedForRank(), row.evaluations()));
        cells.add(row.errorEstimate());
        cells.addAll(row.observed());
        cells.add(seconds);
        return String.join(",", cells.stream().map(Object::toString).toList());
    }

    /// @param number of the line, from 1, for the message
    /// @throws FileException if the line has other columns or a cell is no number
    History.Entry entry(Path file, int number, String line) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != size()) {
            throw new FileException(
                    file,
                    "line %d has %d values instead of %d".formatted(number, cells.size(), size()));
        }
        try {
            return parse(cells);
        } catch (NumberFormatException e) {
            throw FileException.of(
                    file, "line %d holds a value that is no number".formatted(number), e);
        }
    }

    private History.Entry parse(List<String> cells) {
        int report = FIRST.size() + ranks;
        int others = report + REPORT.size();
        Row row =
                new Row(
                        Long.parseLong(cells.get(0)),
                        Double.parseDouble(cells.get(1)),
                        Double.parseDouble(cells.get(2)),
                        cells.subList(FIRST.size(), report).stream().map(Integer::valueOf).toList(),
                        Double.parseDouble(cells.get(report)),
                        Double.parseDouble(cells.get(report + 1)),
                        Integer.parseInt(cells.get(report + 2)) != 0,
                        Integer.parseInt(cells.get(report + 3)),
                        Integer.parseInt(cells.get(report + 4)),
                        Integer.parseInt(cells.get(report + 5)),
                        Double.parseDouble(cells.get(report + 6)),
                        cells.subList(others, cells.size() - 1).stream()
                                .map(Double::valueOf)
                                .toList());
        return new History.Entry(row, Double.parseDouble(cells.getLast()));
    }
}
