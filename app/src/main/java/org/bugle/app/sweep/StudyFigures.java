package org.bugle.app.sweep;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.files.Result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The plots of a study: what came out, over each number that varies.
final class StudyFigures {
    /// More curves cannot be told apart.
    private static final int CURVES = 12;

    /// A map with more cells than this for every case is mostly empty.
    private static final int SPARSE = 4;

    /// From this ratio on, positive numbers are spread over a logarithmic axis.
    private static final double DECADES = 50;

    private final StudyResults study;

    /// The varied keys, by their place, that are numbers in every case and not always the same one.
    private final List<Integer> numbers;

    /// What is looked at, in the order shown.
    private static final List<Quantity> QUANTITIES =
            List.of(
                    new Quantity(
                            Axis.log("relative error"),
                            result -> result.error().map(Result.Deviation::relative)),
                    new Quantity(
                            Axis.linear("rank"), result -> Optional.of((double) result.maxRank())),
                    new Quantity(
                            Axis.log("wall time").in("s"),
                            result -> Optional.of(result.seconds().total())));

    /// A number of every result.
    private record Quantity(Axis axis, Function<Result, Optional<Double>> of) {
        Optional<Double> at(StudyResults.Line line) {
            return line.result().flatMap(CaseResult::result).flatMap(of);
        }
    }

    private StudyFigures(StudyResults study) {
        this.study = study;
        this.numbers =
                IntStream.range(0, study.keys().size())
                        .filter(k -> values(study, k).size() > 1)
                        .boxed()
                        .toList();
    }

    /// The different numbers of a key by size; none where a value is no number.
    private static List<Double> values(StudyResults study, int key) {
        List<Optional<Double>> found =
                study.lines().stream()
                        .map(line -> VariedNumber.of(line.values().get(key)))
                        .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? found.stream().flatMap(Optional::stream).distinct().sorted().toList()
                : List.of();
    }

    /// A section for each number that varies, and maps for the first two; without a number, bars.
    static List<Report.Section> of(StudyResults study) {
        StudyFigures figures = new StudyFigures(study);
        List<Report.Section> sections = new ArrayList<>();
        if (figures.numbers.isEmpty()) {
            sections.add(new Report.Section("Results", figures.bars()));
        }
        if (figures.numbers.size() == 2) {
            figures.maps(figures.numbers.getFirst(), figures.numbers.getLast())
                    .ifPresent(sections::add);
        }
        for (int key : figures.numbers) {
            sections.add(new Report.Section("Over " + study.keys().get(key), figures.curves(key)));
        }
        return sections.stream().filter(section -> !section.plots().isEmpty()).toList();
    }

    private List<Plot> bars() {
        List<StudyResults.Line> lines =
                study.lines().stream().filter(line -> line.status() == Status.FINISHED).toList();
        List<String> labels = lines.stream().map(line -> String.join(", ", line.values())).toList();
        List<Plot> plots = new ArrayList<>();
        for (Quantity quantity : QUANTITIES) {
            if (lines.stream().anyMatch(line -> quantity.at(line).isPresent())) {
                double[] values = lines.stream().mapToDouble(line -> at(quantity, line)).toArray();
                plots.add(
                        new Plot.Bars(
                                quantity.axis().name(),
                                labels,
                                quantity.axis(),
                                List.of(Plot.Group.of(quantity.axis().name(), values))));
            }
        }
        return plots;
    }

    private static double at(Quantity quantity, StudyResults.Line line) {
        return quantity.at(line).orElse(Double.NaN);
    }

    private List<Plot> curves(int key) {
        List<Plot> plots = new ArrayList<>();
        for (Quantity quantity : QUANTITIES) {
            List<Plot.Series> series = series(key, quantity);
            int points = series.stream().mapToInt(each -> each.x().size()).sum();
            boolean few = series.size() <= Math.min(CURVES, points / 2); // else nothing to join
            if (!series.isEmpty()) {
                String name = study.keys().get(key);
                plots.add(
                        new Plot.Lines(
                                quantity.axis().name() + " over " + name,
                                axis(name, values(study, key)),
                                quantity.axis(),
                                few ? series : List.of(together(series)),
                                few ? Plot.Mark.LINE : Plot.Mark.POINTS));
            }
        }
        return plots;
    }

    private static Axis axis(String name, List<Double> values) {
        boolean log = values.getFirst() > 0 && values.getLast() > DECADES * values.getFirst();
        return log ? Axis.log(name) : Axis.linear(name);
    }

    /// A curve for every combination of the other values.
    private List<Plot.Series> series(int key, Quantity quantity) {
        SequencedMap<String, List<StudyResults.Line>> groups = new LinkedHashMap<>();
        study.lines().stream()
                .filter(line -> quantity.at(line).isPresent())
                .forEach(line ->
                        groups.computeIfAbsent(others(line, key), _ -> new ArrayList<>())
                                .add(line));
        return groups.entrySet().stream()
                .map(group -> series(group.getKey(), group.getValue(), key, quantity))
                .toList();
    }

    private static Plot.Series series(
            String name, List<StudyResults.Line> lines, int key, Quantity quantity) {
        List<StudyResults.Line> sorted =
                lines.stream()
                        .sorted(Comparator.comparingDouble(line -> number(line, key)))
                        .toList();
        return Plot.Series.of(
                name,
                sorted.stream().mapToDouble(line -> number(line, key)).toArray(),
                sorted.stream().mapToDouble(line -> at(quantity, line)).toArray());
    }

    private static Plot.Series together(List<Plot.Series> series) {
        return Plot.Series.of(
                "cases",
                series.stream().flatMapToDouble(s -> Arrays.stream(s.x().toArray())).toArray(),
                series.stream().flatMapToDouble(s -> Arrays.stream(s.y().toArray())).toArray());
    }

    private static double number(StudyResults.Line line, int key) {
        return VariedNumber.of(line.values().get(key)).orElse(Double.NaN);
    }

    private String others(StudyResults.Line line, int key) {
        String name =
                IntStream.range(0, study.keys().size())
                        .filter(k -> k != key)
                        .mapToObj(k -> shortName(study.keys().get(k)) + " " + line.values().get(k))
                        .collect(Collectors.joining(", "));
        return name.isEmpty() ? "study" : name;
    }

    /// Without the keys around it.
    private static String shortName(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private Optional<Report.Section> maps(int first, int second) {
        List<Double> x = values(study, first);
        List<Double> y = values(study, second);
        if ((long) x.size() * y.size() > (long) SPARSE * study.lines().size()) {
            return Optional.empty();
        }
        List<Plot> plots = new ArrayList<>();
        Map<List<String>, List<StudyResults.Line>> groups =
                study.lines().stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> rest(line, first, second),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        if (groups.size() > CURVES / 2) {
            return Optional.empty();
        }
        groups.forEach((rest, lines) -> {
            for (Quantity quantity : QUANTITIES) {
                if (lines.stream().anyMatch(line -> quantity.at(line).isPresent())) {
                    plots.add(map(rest, lines, quantity, List.of(first, second)));
                }
            }
        });
        return Optional.of(
                new Report.Section(
                        "%s and %s".formatted(study.keys().get(first), study.keys().get(second)),
                        plots));
    }

    private static List<String> rest(StudyResults.Line line, int first, int second) {
        return IntStream.range(0, line.values().size())
                .filter(k -> k != first && k != second)
                .mapToObj(k -> line.values().get(k))
                .toList();
    }

    private Plot map(
            List<String> rest,
            List<StudyResults.Line> lines,
            Quantity quantity,
            List<Integer> keys) {
        List<Double> x = values(study, keys.getFirst());
        List<Double> y = values(study, keys.getLast());
        double[][] cells = new double[x.size()][y.size()];
        Arrays.stream(cells).forEach(row -> Arrays.fill(row, Double.NaN));
        for (StudyResults.Line line : lines) {
            cells[x.indexOf(number(line, keys.getFirst()))][
                            y.indexOf(number(line, keys.getLast()))] =
                    at(quantity, line);
        }
        return new Plot.HeatMap(
                quantity.axis().name() + (rest.isEmpty() ? "" : ", " + String.join(", ", rest)),
                grid(study.keys().get(keys.getFirst()), x),
                grid(study.keys().get(keys.getLast()), y),
                quantity.axis(),
                List.of(Plot.Frame.of(0, cells)));
    }

    /// A map's directions are linear, so that numbers over decades stand by their logarithms.
    private static Plot.Grid grid(String key, List<Double> points) {
        boolean log = axis(key, points).scale() == Axis.Scale.LOG;
        return Plot.Grid.of(
                (log ? "log₁₀ " : "") + shortName(key),
                points.stream().mapToDouble(x -> log ? Math.log10(x) : x).toArray());
    }
}
