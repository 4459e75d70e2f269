package org.bugle.app.train;

import org.bugle.files.AtomicFile;
import org.bugle.files.FileException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The history of a training as CSV, a row at a time, each handed to the system as a whole. Numbers
/// that are not there are empty cells; ranks stand under `rank:NAME`, as `8` or `8x1x3x3`.
final class TrainHistory {
    private static final List<String> FIXED =
            List.of(
                    "epoch",
                    "iteration",
                    "rate",
                    "loss",
                    "testLoss",
                    "testAccuracy",
                    "parameters",
                    "discarded",
                    "backwardPasses",
                    "seconds");
    private static final String RANK = "rank:";

    private final Path file;

    private TrainHistory(Path file) {
        this.file = file;
    }

    /// @param factored the names of the weights in factors
    static TrainHistory create(Path file, List<String> factored) {
        String head =
                String.join(
                        ",",
                        Stream.concat(FIXED.stream(), factored.stream().map(n -> RANK + n))
                                .toList());
        AtomicFile.write(file, head + "\n");
        return new TrainHistory(file);
    }

    /// Goes on after an iteration; later rows are taken away.
    static TrainHistory resume(Path file, long iteration) {
        List<String> lines = lines(file);
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        for (TrainRow row : read(file)) {
            if (row.iteration() <= iteration) {
                kept.add(lines.get(kept.size()));
            }
        }
        AtomicFile.write(file, String.join("\n", kept) + "\n");
        return new TrainHistory(file);
    }

    void append(TrainRow row) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(row.epoch()));
        cells.add(String.valueOf(row.iteration()));
        cells.add(cell(row.rate()));
        cells.add(cell(row.loss()));
        cells.add(cell(row.testLoss()));
        cells.add(cell(row.testAccuracy()));
        cells.add(String.valueOf(row.parameters()));
        cells.add(cell(row.discarded()));
        cells.add(String.valueOf(row.backwardPasses()));
        cells.add("%.3f".formatted(row.seconds()));
        row.ranks().values().forEach(r -> cells.add(TrainRow.text(r).replace('×', 'x')));
        try {
            Files.writeString(
                    file,
                    String.join(",", cells) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new FileException(
                    file, "cannot take the row of iteration %d: %s".formatted(row.iteration(), e));
        }
    }

    private static String cell(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }

    /// @throws FileException if it cannot be read or is no history of a training
    static List<TrainRow> read(Path file) {
        List<String> lines = lines(file);
        List<String> heads = List.of(lines.getFirst().split(","));
        if (heads.size() < FIXED.size() || !heads.subList(0, FIXED.size()).equals(FIXED)) {
            throw new FileException(file, "is no history of a training");
        }
        List<TrainRow> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            try {
                rows.add(row(heads, Arrays.asList(line.split(",", -1))));
            } catch (IllegalArgumentException e) {
                throw new FileException(
                        file, "line %d is no row: %s".formatted(rows.size() + 2, e.getMessage()));
            }
        }
        return rows;
    }

    private static TrainRow row(List<String> heads, List<String> cells) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException(
                    "%d cells under %d heads".formatted(cells.size(), heads.size()));
        }
        Map<String, List<Integer>> ranks = new LinkedHashMap<>();
        for (int i = FIXED.size(); i < heads.size(); i++) {
            ranks.put(
                    heads.get(i).substring(RANK.length()),
                    Stream.of(cells.get(i).split("x")).map(Integer::valueOf).toList());
        }
        return new TrainRow(
                Long.parseLong(cells.get(0)),
                Long.parseLong(cells.get(1)),
                number(cells.get(2)),
                number(cells.get(3)),
                number(cells.get(4)),
                number(cells.get(5)),
                Long.parseLong(cells.get(6)),
                number(cells.get(7)),
                Long.parseLong(cells.get(8)),
                number(cells.get(9)),
                ranks);
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /// A last line without its end was cut off when the process was killed and does not count.
    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new FileException(file, "cannot be read: " + e.getMessage());
        }
    }
}
