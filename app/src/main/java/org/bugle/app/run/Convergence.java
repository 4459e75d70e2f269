package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Errors of runs that differ in their number of steps, or in their tolerance, and the orders that
/// they show.
///
/// @param series one curve each
/// @param adaptive whether the runs differ in tolerance
public record Convergence(String problem, boolean adaptive, List<Series> series) {
    /// Runs of one method.
    public record Series(String label, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }

        /// The observed order between a run and the one before it: log(e₀/e₁) / log(n₁/n₀).
        public OptionalDouble order(int k) {
            if (k > 0
                    && points.get(k - 1).finding() instanceof Study.Finding.Measured before
                    && points.get(k).finding() instanceof Study.Finding.Measured now
                    && before.error().isPresent()
                    && now.error().isPresent()) {
                double order =
                        Math.log(before.error().get().relative() / now.error().get().relative())
                                / Math.log((double) now.steps() / before.steps());
                return Double.isFinite(order) ? OptionalDouble.of(order) : OptionalDouble.empty();
            }
            return OptionalDouble.empty();
        }
    }

    /// One run.
    ///
    /// @param setting the number of steps or the tolerance that was asked for
    public record Point(String setting, Study.Finding finding) {}

    public Convergence {
        series = List.copyOf(series);
    }

    /// Comma-separated values with a header, in full precision.
    public String csv() {
        StringBuilder text =
                new StringBuilder(
                        "method,setting,steps,relative,absolute,order,rank,maxRank,seconds\n");
        for (Series each : series) {
            for (int k = 0; k < each.points().size(); k++) {
                Point point = each.points().get(k);
                if (point.finding() instanceof Study.Finding.Measured run) {
                    text.append(
                            String.join(
                                    ",",
                                    each.label(),
                                    point.setting(),
                                    String.valueOf(run.steps()),
                                    run.error().map(e -> String.valueOf(e.relative())).orElse(""),
                                    run.error().map(e -> String.valueOf(e.absolute())).orElse(""),
                                    each.order(k).isPresent()
                                            ? String.valueOf(each.order(k).getAsDouble())
                                            : "",
                                    String.valueOf(run.rank()),
                                    String.valueOf(run.maxRank()),
                                    String.valueOf(run.seconds())));
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    /// The page with the curves of error over steps and over time.
    public Report report(String configuration) {
        return new Report(
                "Convergence of " + problem,
                List.of(new Report.Row("problem", problem)),
                failures(),
                List.of(
                        new Report.Section(
                                "Error",
                                List.of(
                                        curves("error over steps", "steps", true),
                                        curves("error over wall time", "wall time", false)))),
                configuration,
                List.of());
    }

    private List<Report.Note> failures() {
        List<Report.Note> notes = new ArrayList<>();
        for (Series each : series) {
            for (Point point : each.points()) {
                if (point.finding() instanceof Study.Finding.Failed(String sentence)) {
                    notes.add(
                            Report.Note.warning(
                                    each.label() + ", " + point.setting() + ": " + sentence));
                }
            }
        }
        return notes;
    }

    private Plot curves(String title, String axis, boolean overSteps) {
        List<Plot.Series> curves = new ArrayList<>();
        for (Series each : series) {
            List<Study.Finding.Measured> runs =
                    each.points().stream()
                            .map(Point::finding)
                            .filter(Study.Finding.Measured.class::isInstance)
                            .map(Study.Finding.Measured.class::cast)
                            .filter(run -> run.error().isPresent())
                            .toList();
            curves.add(
                    Plot.Series.of(
                            each.label(),
                            runs.stream()
                                    .mapToDouble(run -> overSteps ? run.steps() : run.seconds())
                                    .toArray(),
                            runs.stream()
                                    .mapToDouble(run -> run.error().orElseThrow().relative())
                                    .toArray()));
        }
        Axis x = overSteps ? Axis.log(axis) : Axis.log(axis).in("s");
        return new Plot.Lines(title, x, Axis.log("relative error"), curves);
    }
}
