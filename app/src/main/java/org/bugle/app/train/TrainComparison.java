package org.bugle.app.train;

import org.bugle.app.citation.Works;
import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.app.run.DifferingKeys;
import org.bugle.app.run.Numbers;
import org.bugle.files.FileException;
import org.bugle.files.RunFiles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/// Several trainings on one page: a table, what differs between their train files, and their curves
/// in common figures.
public final class TrainComparison {
    private final List<Compared> trainings;

    private record Compared(
            String name, TrainRecord record, List<TrainRow> rows, Optional<TrainResult> result) {
        TrainRow last() {
            return rows.getLast();
        }
    }

    /// @param trainings by the names that they have on the page
    /// @throws FileException if one cannot be read or has not begun
    public TrainComparison(SequencedMap<String, TrainRecord> trainings) {
        this.trainings =
                trainings.entrySet().stream()
                        .map(each -> compared(each.getKey(), each.getValue()))
                        .toList();
    }

    private static Compared compared(String name, TrainRecord record) {
        List<TrainRow> rows = record.history();
        if (rows.isEmpty()) {
            throw new FileException(
                    record.files().path(), "no iteration is done yet: nothing to compare");
        }
        return new Compared(
                name,
                record,
                rows,
                record.hasEnded() ? Optional.of(record.result()) : Optional.empty());
    }

    public Report report() {
        return new Report(
                "Comparison of %d trainings".formatted(trainings.size()),
                List.of(),
                trainings.stream()
                        .filter(each -> each.result.isEmpty())
                        .map(each ->
                                Report.Note.note(
                                        "%s has not ended: it is compared as far as it is there"
                                                .formatted(each.name)))
                        .toList(),
                List.of(
                        new Report.Section("Trainings", List.of(table()), List.of()),
                        new Report.Section(
                                "What differs", List.of(DifferingKeys.table(files())), List.of()),
                        new Report.Section("Learning", learning()),
                        new Report.Section("Ranks", ranks())),
                "",
                trainings.stream()
                        .flatMap(each -> Works.references(each.record.method()).stream())
                        .distinct()
                        .toList());
    }

    private Report.Table table() {
        return new Report.Table(
                List.of(
                        "training",
                        "method",
                        "test loss",
                        "test accuracy",
                        "parameters",
                        "compression of layers",
                        "epochs",
                        "iterations",
                        "seconds"),
                trainings.stream().map(TrainComparison::line).toList());
    }

    private static List<String> line(Compared each) {
        Optional<Assessment> found = each.result.map(TrainResult::evaluation);
        return List.of(
                each.name,
                each.record.method(),
                found.map(a -> Numbers.brief(a.test().loss(), 4)).orElse("–"),
                found.filter(a -> Double.isFinite(a.test().accuracy()))
                        .map(a -> Numbers.fixed(a.test().accuracy(), 4))
                        .orElse("–"),
                String.valueOf(each.last().parameters()),
                found.map(a -> Numbers.fixed(100 * a.compression(), 1) + " %").orElse("–"),
                String.valueOf(each.last().epoch()),
                String.valueOf(each.last().iteration()),
                Numbers.brief(each.last().seconds(), 3));
    }

    private SequencedMap<String, RunFiles> files() {
        SequencedMap<String, RunFiles> files = new LinkedHashMap<>();
        trainings.forEach(each -> files.put(each.name, each.record.files()));
        return files;
    }

    private List<Plot> learning() {
        List<Plot> plots = new ArrayList<>();
        plots.add(over("training loss", Axis.log("training loss"), TrainRow::loss));
        plots.add(over("test loss", Axis.log("test loss"), TrainRow::testLoss));
        plots.add(over("test accuracy", Axis.linear("test accuracy"), TrainRow::testAccuracy));
        plots.removeIf(plot ->
                plot instanceof Plot.Lines lines
                        && lines.series().stream().allMatch(curve -> curve.x().size() == 0));
        plots.add(over("parameters", Axis.log("parameters"), TrainRow::parameters));
        return plots;
    }

    private List<Plot> ranks() {
        return List.of(
                over("sum of all ranks", Axis.linear("sum of all ranks"), TrainComparison::sum),
                over("discarded weight", Axis.log("discarded weight"), TrainRow::discarded));
    }

    private static double sum(TrainRow row) {
        return row.ranks().values().stream().flatMap(List::stream).mapToInt(rank -> rank).sum();
    }

    /// Where there is a value.
    private Plot over(String title, Axis y, ToDoubleFunction<TrainRow> value) {
        List<Plot.Series> curves = new ArrayList<>();
        for (Compared each : trainings) {
            List<TrainRow> there =
                    each.rows.stream()
                            .filter(row -> Double.isFinite(value.applyAsDouble(row)))
                            .toList();
            curves.add(
                    Plot.Series.of(
                            each.name,
                            there.stream().mapToDouble(TrainRow::iteration).toArray(),
                            there.stream().mapToDouble(value).toArray()));
        }
        return new Plot.Lines(title, Axis.linear("iteration"), y, curves);
    }
}
