package org.bugle.app.train;

import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Trainings side by side, a row for each train file with the means over its seeds, in Markdown.
public final class TrainTable {
    private final Map<String, List<TrainResult>> byName;

    /// @param byName the results of all seeds, by the name of the train file
    public TrainTable(Map<String, List<TrainResult>> byName) {
        this.byName = byName;
    }

    /// The text of the table.
    public String markdown() {
        Set<String> attacks = attacks();
        List<String> heads =
                new ArrayList<>(
                        List.of(
                                "training",
                                "method",
                                "test accuracy",
                                "test loss",
                                "kernels",
                                "linear layers",
                                "compression",
                                "largest κ"));
        heads.addAll(attacks);
        heads.add("backward passes");
        heads.add("seconds");
        List<String> lines = new ArrayList<>();
        lines.add(line(heads));
        lines.add(line(heads.stream().map(_ -> "---").toList()));
        byName.forEach((name, results) -> lines.add(line(cells(name, results, attacks))));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private Set<String> attacks() {
        Set<String> names = new LinkedHashSet<>();
        byName.values().stream()
                .flatMap(List::stream)
                .flatMap(result -> result.evaluation().attacks().stream())
                .forEach(attack -> names.add(name(attack)));
        return names;
    }

    private static String name(Assessment.Attacked attack) {
        return attack.name() + " " + Numbers.brief(attack.epsilon());
    }

    private static List<String> cells(String name, List<TrainResult> results, Set<String> attacks) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        cells.add(results.getFirst().method());
        cells.add(spread(results, result -> 100 * result.evaluation().test().accuracy(), 2, " %"));
        cells.add(spread(results, result -> result.evaluation().test().loss(), 4, ""));
        cells.add(counts(results, 4));
        cells.add(counts(results, 2));
        cells.add("%s, %s".formatted(compression(results, 4), compression(results, 2)));
        cells.add(
                Numbers.brief(
                        mean(
                                results,
                                result ->
                                        result.evaluation().layers().stream()
                                                .mapToDouble(Assessment.Layer::conditionNumber)
                                                .max()
                                                .orElse(Double.NaN)),
                        3));
        for (String attack : attacks) {
            cells.add(
                    spread(
                            results,
                            result ->
                                    result.evaluation().attacks().stream()
                                            .filter(a -> name(a).equals(attack))
                                            .mapToDouble(a -> 100 * a.accuracy())
                                            .findFirst()
                                            .orElse(Double.NaN),
                            1,
                            " %"));
        }
        cells.add(whole(mean(results, TrainResult::backwardPasses)));
        cells.add(whole(mean(results, TrainResult::seconds)));
        return cells;
    }

    /// Of the layers of that many axes: what is stored, of how many.
    private static String counts(List<TrainResult> results, int axes) {
        return "%s of %s"
                .formatted(
                        whole(mean(results, result -> stored(result, axes))),
                        whole(mean(results, result -> dense(result, axes))));
    }

    /// In percent; a dash where there are no such layers.
    private static String compression(List<TrainResult> results, int axes) {
        double share = mean(results, result -> 1 - stored(result, axes) / dense(result, axes));
        return Double.isNaN(share) ? "–" : Numbers.fixed(100 * share, 1) + " %";
    }

    private static double stored(TrainResult result, int axes) {
        return result.evaluation().layers().stream()
                .filter(layer -> layer.shape().size() == axes)
                .mapToLong(Assessment.Layer::parameters)
                .sum();
    }

    private static double dense(TrainResult result, int axes) {
        return result.evaluation().layers().stream()
                .filter(layer -> layer.shape().size() == axes)
                .mapToLong(Assessment.Layer::dense)
                .sum();
    }

    private static double mean(List<TrainResult> results, ToDoubleFunction<TrainResult> value) {
        return results.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /// Mean ± standard deviation.
    private static String spread(
            List<TrainResult> results,
            ToDoubleFunction<TrainResult> value,
            int digits,
            String unit) {
        double mean = mean(results, value);
        if (Double.isNaN(mean)) {
            return "";
        }
        double squares =
                results.stream()
                        .mapToDouble(value)
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElse(0);
        return results.stream().map(TrainResult::seed).collect(Collectors.toSet()).size() == 1
                ? Numbers.fixed(mean, digits) + unit
                : "%s ± %s%s"
                        .formatted(
                                Numbers.fixed(mean, digits),
                                Numbers.fixed(Math.sqrt(squares), digits),
                                unit);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%d", Math.round(value));
    }
}
