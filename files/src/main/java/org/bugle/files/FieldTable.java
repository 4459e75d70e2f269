package org.bugle.files;

import org.bugle.files.Solution.Axis;
import org.bugle.files.Solution.Field;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A field in CSV: the coordinates of a point and the value there in a row, one header line.
public final class FieldTable {
    private FieldTable() {}

    /// A complex field has two columns, `NAME.re` and `NAME.im`.
    ///
    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, Axis axis, Field field) {
        AtomicFile.write(
                file,
                out -> {
                    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    text.write(String.join(",", heads(axis, field)) + "\n");
                    for (int k = 0; k < axis.points().rows(); k++) {
                        text.write(row(axis, field, k) + "\n");
                    }
                    text.flush();
                });
    }

    private static List<String> heads(Axis axis, Field field) {
        Stream<String> coordinates =
                axis.directions().isEmpty()
                        ? Stream.of(axis.name())
                        : axis.directions().stream().map(Axis::name);
        Stream<String> values =
                field.values().isComplex()
                        ? Stream.of(field.name() + ".re", field.name() + ".im")
                        : Stream.of(field.name());
        return Stream.concat(coordinates, values).toList();
    }

    private static String row(Axis axis, Field field, int k) {
        StringBuilder row = new StringBuilder();
        int inner = axis.points().rows();
        int rest = k;
        for (Axis direction : axis.directions()) { // the last one runs first
            inner /= direction.points().rows();
            row.append(direction.points().get(rest / inner, 0)).append(',');
            rest %= inner;
        }
        if (axis.directions().isEmpty()) {
            row.append(axis.points().get(k, 0)).append(',');
        }
        row.append(field.values().at(k, 0).re());
        if (field.values().isComplex()) {
            row.append(',').append(field.values().at(k, 0).im());
        }
        return row.toString();
    }
}
