package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.run.Convergence;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Study;
import org.bugle.app.run.Variant;
import org.bugle.files.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle converge`: errors against the reference for more and more steps, and the orders observed.
@Command(
        name = "converge",
        description = {
            "Runs with several numbers of steps: errors against the reference, observed orders.",
            "For a run file with adaptive steps, --tolerances are those of time.tolerance; else"
                    + " they are relative tolerances of the truncation."
        })
final class Converge implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunFileOptions file = new RunFileOptions();
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Mixin private FigureOptions figures = new FigureOptions();

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "N",
            description = "Numbers of steps; once, twice and four times the file's unless given.")
    private List<Integer> steps = new ArrayList<>();

    @Option(
            names = "--integrators",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Integrators, with keys of their own behind colons: midpoint-bug:variant=3r.")
    private List<String> integrators = new ArrayList<>();

    @Option(names = "--ranks", split = ",", paramLabel = "R", description = "Fixed ranks.")
    private List<Integer> ranks = new ArrayList<>();

    @Option(names = "--tolerances", split = ",", paramLabel = "TOL", description = "Tolerances.")
    private List<Double> tolerances = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes converge.csv and report.html with log-log plots there.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a study that the folder holds.")
    private boolean force;

    /// A method, its rank and its truncation: what one curve shows.
    private record Curve(String label, RunInput input) {}

    @Override
    public Integer call() {
        RunInput input = file.read();
        out.ifPresent(this::requireFree);
        figures.requireFolder();
        int usualRank = Plan.of(input).problem().rank();
        boolean adaptive = steps.isEmpty() && input.file().time().steps().isEmpty();
        List<Curve> curves = curves(input, usualRank, adaptive);
        List<String> settings = settings(input, adaptive);
        Study study =
                new Study(
                        Plan.of(set(curves.getFirst().input(), settings.getLast(), adaptive)),
                        threads.count(),
                        bugle.interruption());
        if (!study.hasYardstick()) {
            throw new InputException(
                    "converge needs a reference; give one by --set reference=full, exact, estimate"
                            + " or FILE.h5");
        }
        Convergence found = found(input, adaptive, curves, settings, study);
        table(found).print(spec.commandLine().getOut());
        out.ifPresent(folder -> write(folder, found, input));
        figures.write(found.report(input.yaml()), spec.commandLine().getOut());
        if (bugle.interruption().isRequested()) {
            return Interruption.CODE;
        }
        boolean any =
                found.series().stream()
                        .flatMap(each -> each.points().stream())
                        .anyMatch(point -> point.finding() instanceof Study.Finding.Measured);
        return any ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<String> settings(RunInput input, boolean adaptive) {
        if (adaptive) {
            return tolerances.isEmpty()
                    ? List.of(String.valueOf(input.file().time().tolerance().orElseThrow()))
                    : tolerances.stream().map(String::valueOf).toList();
        }
        if (!steps.isEmpty()) {
            return steps.stream().map(String::valueOf).toList();
        }
        int own = input.file().time().steps().orElseThrow();
        return List.of(String.valueOf(own), String.valueOf(2 * own), String.valueOf(4 * own));
    }

    private static RunInput set(RunInput input, String setting, boolean adaptive) {
        String end = "end: " + input.file().time().end();
        return input.with(
                List.of(
                        "time={%s, %s: %s}"
                                .formatted(end, adaptive ? "tolerance" : "steps", setting)));
    }

    private List<Curve> curves(RunInput input, int usualRank, boolean adaptive) {
        List<Curve> curves = new ArrayList<>();
        if (integrators.isEmpty()) {
            curves.add(new Curve(input.integrator().name(), input));
        }
        for (String words : integrators) {
            curves.add(new Curve(words, Variant.integrator(input, usualRank, words)));
        }
        if (!ranks.isEmpty()) {
            curves =
                    curves.stream()
                            .flatMap(curve ->
                                    ranks.stream()
                                            .map(rank ->
                                                    new Curve(
                                                            curve.label() + " rank " + rank,
                                                            Variant.atRank(curve.input(), rank))))
                            .toList();
        }
        if (!tolerances.isEmpty() && !adaptive) {
            curves =
                    curves.stream()
                            .flatMap(curve ->
                                    tolerances.stream().map(each -> withTolerance(curve, each)))
                            .toList();
        }
        return curves;
    }

    private static Curve withTolerance(Curve curve, double tolerance) {
        return new Curve(
                curve.label() + " tolerance " + Numbers.brief(tolerance),
                curve.input()
                        .with(
                                List.of(
                                        "integrator.truncation={relative: %s}"
                                                .formatted(tolerance))));
    }

    private Convergence found(
            RunInput input,
            boolean adaptive,
            List<Curve> curves,
            List<String> settings,
            Study study) {
        List<Convergence.Series> series = new ArrayList<>();
        for (Curve curve : curves) {
            List<Convergence.Point> points = new ArrayList<>();
            for (String setting : settings) {
                points.add(
                        new Convergence.Point(
                                setting, study.run(() -> set(curve.input(), setting, adaptive))));
            }
            series.add(new Convergence.Series(curve.label(), points));
        }
        return new Convergence(input.file().problem(), adaptive, series);
    }

    private static Table table(Convergence found) {
        Table table =
                new Table(
                        "method",
                        found.adaptive() ? "tolerance" : "steps",
                        "error",
                        "order",
                        "rank",
                        found.adaptive() ? "steps" : "seconds");
        for (Convergence.Series series : found.series()) {
            for (int k = 0; k < series.points().size(); k++) {
                Convergence.Point point = series.points().get(k);
                switch (point.finding()) {
                    case Study.Finding.Measured run ->
                            table.add(
                                    series.label(),
                                    point.setting(),
                                    Numbers.scientific(run.error().orElseThrow().relative()),
                                    series.order(k).isPresent()
                                            ? Numbers.fixed(series.order(k).getAsDouble(), 2)
                                            : "",
                                    String.valueOf(run.maxRank()),
                                    found.adaptive()
                                            ? String.valueOf(run.steps())
                                            : Numbers.brief(run.seconds(), 3));
                    case Study.Finding.Failed(String sentence) ->
                            table.add(series.label(), point.setting(), "failed", sentence);
                    case Study.Finding.Stopped() ->
                            table.add(series.label(), point.setting(), "stopped");
                }
            }
        }
        return table;
    }

    private void requireFree(Path folder) {
        if (Files.exists(folder.resolve("converge.csv")) && !force) {
            throw new InputException(
                    folder + " holds a study; choose another folder, or replace it with --force");
        }
    }

    private void write(Path folder, Convergence found, RunInput input) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.write(folder.resolve("converge.csv"), found.csv());
        AtomicFile.write(
                folder.resolve("report.html"),
                new ReportWriter().write(found.report(input.yaml())));
        spec.commandLine().getOut().println(folder.resolve("report.html"));
    }
}
