package org.bugle.neural.data;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// A table in text: a line with the names of the columns, then one for each sample. Columns are
/// separated by commas, in files that end in `.tsv` or `.txt` by tabs. In files with commas a cell
/// may stand in double quotes, doubled within it (RFC 4180), but not go over several lines.
///
/// @param columns their names
/// @param rows as many cells as there are columns
public record CsvTable(Path file, List<String> columns, List<List<String>> rows) {

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// @throws FileException if the file cannot be read, is no text in UTF-8, has no header or a
    ///   name in it twice, holds no samples, or a line has another number of columns
    public static CsvTable read(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean tabs = name.endsWith(".tsv") || name.endsWith(".txt");
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<List<String>> lines = new ArrayList<>();
            String line = in.readLine();
            for (int number = 1; line != null; number++) {
                if (!line.isBlank()) {
                    lines.add(tabs ? List.of(line.split("\t", -1)) : cells(file, number, line));
                    requireColumns(file, number, lines);
                }
                line = in.readLine();
            }
            if (lines.isEmpty()) {
                throw new FileException(file, "is empty; a line with the columns' names is needed");
            }
            List<String> columns = lines.removeFirst();
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new FileException(file, "names a column twice among " + columns);
            }
            Labels.requireSome(file, lines.size());
            return new CsvTable(file, columns, lines);
        } catch (CharacterCodingException _) {
            throw new FileException(file, "is no text in UTF-8");
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static void requireColumns(Path file, int number, List<List<String>> lines) {
        if (lines.getLast().size() != lines.getFirst().size()) {
            throw new FileException(
                    file,
                    "line %d has %d columns instead of %d"
                            .formatted(number, lines.getLast().size(), lines.getFirst().size()));
        }
    }

    private static List<String> cells(Path file, int number, String line) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new FileException(file, "line %d has a quote without an end".formatted(number));
        }
        cells.add(cell.toString());
        return List.copyOf(cells);
    }

    /// The place of a column.
    ///
    /// @throws FileException if there is none of that name
    public int column(String name) {
        int place = columns.indexOf(name);
        if (place < 0) {
            throw new FileException(file, "has no column '%s' among %s".formatted(name, columns));
        }
        return place;
    }

    /// The numbers of a column.
    ///
    /// @throws FileException if a cell is no finite number
    public Array numbers(int column) {
        return Array.generate(List.of(rows.size()), sample -> number(sample, column));
    }

    /// @throws FileException if the cell is no finite number
    double number(int sample, int column) {
        String cell = rows.get(sample).get(column);
        try {
            double number = Double.parseDouble(cell);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, as of NaN and infinity
        }
        throw new FileException(
                file,
                "sample %d has '%s' in column '%s', which is no number"
                        .formatted(sample, cell, columns.get(column)));
    }
}
