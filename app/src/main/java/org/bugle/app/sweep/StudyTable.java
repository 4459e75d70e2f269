package org.bugle.app.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The results of a study: a row a case, in typed columns.
///
/// @param columns with different names, all of the same length
public record StudyTable(List<Column> columns) {
    /// @throws IllegalArgumentException if columns share a name or differ in length
    public StudyTable {
        columns = List.copyOf(columns);
        List<String> names = columns.stream().map(Column::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "StudyTable: columns must have different names, found " + names);
        }
        if (columns.stream().map(Column::size).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "StudyTable: columns must have the same length, found "
                            + columns.stream()
                                    .map(column -> column.name() + " " + column.size())
                                    .collect(Collectors.joining(", ")));
        }
    }

    /// Values of one kind; a value that a case does not have is empty.
    public sealed interface Column {
        String name();

        List<? extends Optional<?>> values();

        default int size() {
            return values().size();
        }
    }

    /// Words.
    public record Text(String name, List<Optional<String>> values) implements Column {
        public Text {
            values = List.copyOf(values);
        }
    }

    /// Whole numbers.
    public record Whole(String name, List<Optional<Long>> values) implements Column {
        public Whole {
            values = List.copyOf(values);
        }
    }

    /// Numbers, all finite.
    public record Real(String name, List<Optional<Double>> values) implements Column {
        public Real {
            values = values.stream().map(value -> value.filter(Double::isFinite)).toList();
        }
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().size();
    }

    /// Comma-separated values with a header; numbers in full precision, nothing where a value is
    /// empty.
    public String csv() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::name).toList());
        for (int k = 0; k < rows(); k++) {
            int row = k;
            lines.add(columns.stream().map(column -> cell(column.values().get(row))).toList());
        }
        return Csv.write(lines);
    }

    private static String cell(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : "";
    }
}
