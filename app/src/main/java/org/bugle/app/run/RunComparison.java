package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.files.FileException;
import org.bugle.files.History;
import org.bugle.files.Result;
import org.bugle.files.RunFiles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Several runs on one page: a table, what differs between their run files, and their curves in
/// common figures.
public final class RunComparison {
    /// Points of a curve.
    private static final int POINTS = 2000;

    private final List<Compared> runs;

    private record Compared(
            String name, RunRecord<?> run, History history, Optional<Result> result) {}

    /// @param runs by the names that they have on the page
    /// @throws org.bugle.files.FileException if one cannot be read
    public RunComparison(SequencedMap<String, ? extends RunRecord<?>> runs) {
        this.runs =
                runs.entrySet().stream()
                        .map(each -> compared(each.getKey(), each.getValue()))
                        .toList();
    }

    private static Compared compared(String name, RunRecord<?> run) {
        History history = run.history();
        if (history.entries().isEmpty()) {
            throw new FileException(run.files().path(), "no step is done yet: nothing to compare");
        }
        return new Compared(
                name, run, history, run.hasEnded() ? Optional.of(run.result()) : Optional.empty());
    }

    public Report report() {
        return new Report(
                "Comparison of %d runs".formatted(runs.size()),
                List.of(),
                unfinished(),
                List.of(
                        new Report.Section("Runs", List.of(table()), List.of()),
                        new Report.Section(
                                "What differs", List.of(DifferingKeys.table(files())), List.of()),
                        new Report.Section("Rank", ranks()),
                        new Report.Section("Invariants and observables", observables()),
                        new Report.Section("Steps", steps())),
                "",
                runs.stream().flatMap(each -> each.run.citations().stream()).distinct().toList());
    }

    private List<Report.Note> unfinished() {
        return runs.stream()
                .filter(each -> each.result.isEmpty())
                .map(each ->
                        Report.Note.note(
                                "%s has not ended: it is compared as far as it is there"
                                        .formatted(each.name)))
                .toList();
    }

    private Report.Table table() {
        return new Report.Table(
                List.of(
                        "run",
                        "problem",
                        "integrator",
                        "error",
                        "rank",
                        "steps",
                        "seconds",
                        "memory",
                        "drift"),
                runs.stream().map(RunComparison::line).toList());
    }

    private static List<String> line(Compared each) {
        History.Entry last = each.history.entries().getLast();
        Optional<Result> result = each.result;
        return List.of(
                each.name,
                each.run.problem(),
                each.run.integrator(),
                result.flatMap(Result::error)
                        .map(error -> Numbers.scientific(error.relative()))
                        .orElse("not measured"),
                String.valueOf(last.row().maxRank()),
                String.valueOf(last.row().index()),
                Numbers.brief(last.seconds(), 3),
                result.map(r -> Numbers.bytes(r.memory().peakBytes())).orElse("–"),
                result.map(RunComparison::drift).orElse("–"));
    }

    private static String drift(Result result) {
        return result.invariants().entrySet().stream()
                .map(each -> each.getKey() + " " + Numbers.brief(each.getValue().drift(), 2))
                .reduce((a, b) -> a + ", " + b)
                .orElse("–");
    }

    private SequencedMap<String, RunFiles> files() {
        SequencedMap<String, RunFiles> files = new LinkedHashMap<>();
        runs.forEach(each -> files.put(each.name, each.run.files()));
        return files;
    }

    private List<Plot> ranks() {
        List<Plot> plots = new ArrayList<>();
        plots.add(over("rank", Axis.linear("rank"), e -> e.row().maxRank()));
        List<Plot.Series> curves = new ArrayList<>();
        for (Compared each : runs) {
            if (each.result.isPresent()) {
                double[] values = each.run.singularValues().stream().mapToDouble(v -> v).toArray();
                double[] numbers =
                        IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
                curves.add(Plot.Series.of(each.name, numbers, values));
            }
        }
        if (!curves.isEmpty()) {
            plots.add(
                    new Plot.Lines(
                            "singular values at the end",
                            Axis.linear("number"),
                            Axis.log("singular value"),
                            curves));
        }
        return plots;
    }

    private List<Plot> observables() {
        List<Plot> plots = new ArrayList<>();
        plots.add(over("norm", Axis.linear("norm"), e -> e.row().norm()));
        for (String name : runs.getFirst().history.observed()) {
            if (runs.stream().allMatch(each -> each.history.observed().contains(name))) {
                plots.add(observed(name, name, Axis.linear(name), false));
                boolean invariant =
                        runs.stream()
                                .flatMap(each -> each.result.stream())
                                .anyMatch(result -> result.invariants().containsKey(name));
                if (invariant) {
                    String drift = "drift of " + name;
                    plots.add(observed(drift, name, Axis.log(drift), true));
                }
            }
        }
        return plots;
    }

    /// An observable, or how far it is from its start.
    private Plot observed(String title, String name, Axis y, boolean drift) {
        List<Plot.Series> curves = new ArrayList<>();
        for (Compared each : runs) {
            int column = each.history.observed().indexOf(name);
            double start = each.history.entries().getFirst().row().observed().get(column);
            History shown = drift ? taken(each.history) : each.history;
            curves.add(
                    curve(
                            each.name,
                            shown,
                            e -> {
                                double value = e.row().observed().get(column);
                                return drift ? Math.abs(value - start) : value;
                            }));
        }
        return new Plot.Lines(title, Axis.linear("time"), y, curves);
    }

    private List<Plot> steps() {
        List<Plot> plots = new ArrayList<>();
        plots.add(overTaken("step size", Axis.log("step size"), e -> e.row().stepSize()));
        boolean estimated =
                runs.stream()
                        .flatMap(each -> each.history.entries().stream())
                        .anyMatch(e -> Double.isFinite(e.row().errorEstimate()));
        if (estimated) {
            String name = "estimate of the local error";
            plots.add(overTaken(name, Axis.log(name), e -> e.row().errorEstimate()));
        }
        plots.add(over("wall time", Axis.linear("wall time").in("s"), History.Entry::seconds));
        return plots;
    }

    private Plot over(String title, Axis y, ToDoubleFunction<History.Entry> value) {
        return new Plot.Lines(
                title,
                Axis.linear("time"),
                y,
                runs.stream().map(each -> curve(each.name, each.history, value)).toList());
    }

    /// Without the start, which is no step.
    private Plot overTaken(String title, Axis y, ToDoubleFunction<History.Entry> value) {
        return new Plot.Lines(
                title,
                Axis.linear("time"),
                y,
                runs.stream().map(each -> curve(each.name, taken(each.history), value)).toList());
    }

    private static History taken(History history) {
        return new History(
                history.observed(),
                history.entries().stream().filter(e -> e.row().index() > 0).toList());
    }

    private static Plot.Series curve(
            String name, History history, ToDoubleFunction<History.Entry> value) {
        List<History.Entry> entries =
                IntStream.of(Figures.indices(history.entries().size(), POINTS))
                        .mapToObj(history.entries()::get)
                        .toList();
        return Plot.Series.of(
                name,
                entries.stream().mapToDouble(e -> e.row().time()).toArray(),
                entries.stream().mapToDouble(value).toArray());
    }
}
