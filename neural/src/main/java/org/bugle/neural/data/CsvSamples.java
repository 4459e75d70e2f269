package org.bugle.neural.data;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Samples in a table in text ([CsvTable]): one column is the target, the others are features.
public final class CsvSamples {
    private CsvSamples() {}

    /// Classes are whole numbers from 0 on, or names, which are numbered in their order.
    ///
    /// @param label the column of the targets
    /// @throws FileException if the file is no such table, has no column of that name or no other
    ///   one, a feature or a value is no number, or a class is out of range
    public static Samples read(Path file, String label, Targets kind) {
        CsvTable table = CsvTable.read(file);
        int target = table.column(label);
        int features = table.columns().size() - 1;
        if (features == 0) {
            throw new FileException(file, "has no column beside '%s'".formatted(label));
        }
        int samples = table.rows().size();
        double[] inputs = new double[Math.multiplyExact(samples, features)];
        for (int sample = 0; sample < samples; sample++) {
            for (int j = 0; j < features; j++) {
                inputs[sample * features + j] = table.number(sample, j < target ? j : j + 1);
            }
        }
        Array all = Array.over(List.of(samples, features), inputs);
        return switch (kind) {
            case Targets.Classes(OptionalInt count) -> {
                ClassColumn classes = ClassColumn.of(table, target, count);
                yield Samples.of(all, classes.targets(), classes.count());
            }
            case Targets.Values _ ->
                    Samples.of(all, table.numbers(target).reshape(List.of(samples, 1)), 1);
        };
    }

    /// The classes of a column.
    ///
    /// @param targets one for each sample
    /// @param count how many classes there are
    public record ClassColumn(Array targets, int count) {
        /// @param allowed empty for as many as there are
        /// @throws FileException if a class is out of range, or there are more names
        public static ClassColumn of(CsvTable table, int column, OptionalInt allowed) {
            List<String> cells = table.rows().stream().map(row -> row.get(column)).toList();
            boolean numbers = cells.stream().allMatch(c -> c.matches("[+-]?\\d{1,9}"));
            List<String> names = List.copyOf(new TreeSet<>(cells));
            int[] labels =
                    cells.stream()
                            .mapToInt(c -> numbers ? Integer.parseInt(c) : names.indexOf(c))
                            .toArray();
            int count = Labels.classes(table.file(), labels, allowed);
            return new ClassColumn(Array.generate(List.of(labels.length), i -> labels[i]), count);
        }
    }
}
