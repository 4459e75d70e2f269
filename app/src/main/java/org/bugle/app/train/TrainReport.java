package org.bugle.app.train;

import org.bugle.app.citation.Works;
import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The page that shows a training, finished or on its way.
final class TrainReport {
    private static final int CURVES = 24;

    private final List<TrainRow> rows;

    /// @param rows at least one
    TrainReport(List<TrainRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /// @param configuration the train file with its defaults
    static Report of(TrainResult result, String configuration) {
        List<Report.Section> sections =
                new ArrayList<>(new TrainReport(result.history()).sections());
        Assessment found = result.evaluation();
        sections.add(new Report.Section("Layers", List.of(layers(found)), singularValues(found)));
        if (!found.attacks().isEmpty()) {
            sections.add(
                    new Report.Section("Robustness", List.of(attacks(found)), attackCurves(found)));
        }
        List<Report.Row> summary = new ArrayList<>(result.header());
        summary.addAll(result.rows());
        return new Report(
                "%s by %s".formatted(result.data(), result.method()),
                summary,
                result.warnings().stream().map(Report.Note::warning).toList(),
                sections,
                configuration,
                Works.references(result.method()));
    }

    /// What the history shows.
    List<Report.Section> sections() {
        List<Report.Section> sections = new ArrayList<>();
        sections.add(new Report.Section("Learning", learning()));
        if (rows.stream().anyMatch(row -> !row.ranks().isEmpty())) {
            sections.add(new Report.Section("Ranks", ranks()));
        }
        return sections;
    }

    private List<Plot> learning() {
        List<Plot> plots = new ArrayList<>();
        plots.add(
                new Plot.Lines(
                        "loss",
                        Axis.linear("iteration"),
                        Axis.log("loss"),
                        List.of(
                                series("training", TrainRow::loss),
                                series("test", TrainRow::testLoss))));
        if (rows.stream().anyMatch(row -> Double.isFinite(row.testAccuracy()))) {
            plots.add(
                    new Plot.Lines(
                            "test accuracy",
                            Axis.linear("iteration"),
                            Axis.linear("accuracy"),
                            List.of(series("test", TrainRow::testAccuracy))));
        }
        plots.add(
                new Plot.Lines(
                        "parameters",
                        Axis.linear("iteration"),
                        Axis.log("parameters"),
                        List.of(series("all weights", TrainRow::parameters))));
        return plots;
    }

    /// Only where there is a value.
    private Plot.Series series(String name, ToDoubleFunction<TrainRow> value) {
        List<TrainRow> there =
                rows.stream().filter(row -> Double.isFinite(value.applyAsDouble(row))).toList();
        return Plot.Series.of(
                name,
                there.stream().mapToDouble(TrainRow::iteration).toArray(),
                there.stream().mapToDouble(value).toArray());
    }

    private List<Plot> ranks() {
        List<Plot> plots = new ArrayList<>();
        Map<String, Plot.Series> curves = new LinkedHashMap<>();
        for (String layer : rows.getFirst().ranks().keySet()) {
            int modes = rows.getLast().ranks().getOrDefault(layer, List.of()).size();
            for (int mode = 0; mode < modes && curves.size() < CURVES; mode++) {
                int k = mode;
                String name = modes == 1 ? layer : layer + ", mode " + (mode + 1);
                curves.put(
                        name,
                        series(
                                name,
                                row -> {
                                    List<Integer> all = row.ranks().getOrDefault(layer, List.of());
                                    return all.isEmpty()
                                            ? Double.NaN
                                            : all.get(Math.min(k, all.size() - 1));
                                }));
            }
        }
        plots.add(
                new Plot.Lines(
                        "ranks",
                        Axis.linear("iteration"),
                        Axis.linear("rank"),
                        List.copyOf(curves.values())));
        plots.add(
                new Plot.Lines(
                        "discarded weight",
                        Axis.linear("iteration"),
                        Axis.log("discarded weight"),
                        List.of(series("all layers", TrainRow::discarded))));
        return plots;
    }

    private static Report.Table layers(Assessment found) {
        return new Report.Table(
                List.of(
                        "layer",
                        "shape",
                        "form",
                        "rank",
                        "parameters",
                        "dense",
                        "compression",
                        "condition number"),
                found.layers().stream()
                        .map(layer ->
                                List.of(
                                        layer.name(),
                                        TrainRow.text(layer.shape()),
                                        layer.form(),
                                        layer.ranks().isEmpty()
                                                ? "full"
                                                : TrainRow.text(layer.ranks()),
                                        String.valueOf(layer.parameters()),
                                        String.valueOf(layer.dense()),
                                        "%.1f %%"
                                                .formatted(
                                                        100.0
                                                                * (1
                                                                        - (double)
                                                                                        layer
                                                                                                .parameters()
                                                                                / layer.dense())),
                                        Numbers.brief(layer.conditionNumber(), 3)))
                        .toList());
    }

    private static List<Plot> singularValues(Assessment found) {
        List<Plot.Series> curves = new ArrayList<>();
        for (Assessment.Layer layer : found.layers()) {
            if (curves.size() < CURVES && !layer.singularValues().isEmpty()) {
                double[] index = new double[layer.singularValues().size()];
                for (int i = 0; i < index.length; i++) {
                    index[i] = i + 1;
                }
                curves.add(
                        Plot.Series.of(
                                layer.name(),
                                index,
                                layer.singularValues().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()));
            }
        }
        return curves.isEmpty()
                ? List.of()
                : List.of(
                        new Plot.Lines(
                                "singular values at the end",
                                Axis.linear("index"),
                                Axis.log("singular value"),
                                curves));
    }

    private static Report.Table attacks(Assessment found) {
        return new Report.Table(
                List.of("attack", "size", "accuracy"),
                found.attacks().stream()
                        .map(a ->
                                List.of(
                                        a.name(),
                                        Numbers.brief(a.epsilon()),
                                        Numbers.fixed(a.accuracy(), 3)))
                        .toList());
    }

    private static List<Plot> attackCurves(Assessment found) {
        Map<String, List<Assessment.Attacked>> byName = new LinkedHashMap<>();
        found.attacks()
                .forEach(a -> byName.computeIfAbsent(a.name(), _ -> new ArrayList<>()).add(a));
        List<Plot.Series> curves = new ArrayList<>();
        byName.forEach((name, all) ->
                curves.add(
                        Plot.Series.of(
                                name,
                                all.stream().mapToDouble(Assessment.Attacked::epsilon).toArray(),
                                all.stream()
                                        .mapToDouble(Assessment.Attacked::accuracy)
                                        .toArray())));
        return List.of(
                new Plot.Lines(
                        "accuracy under attack",
                        Axis.linear("size of the perturbation"),
                        Axis.linear("accuracy"),
                        curves));
    }
}
