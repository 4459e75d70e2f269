package org.bugle.app.run;

import org.bugle.app.report.Report;
import org.bugle.app.report.ReportWriter;
import org.bugle.evolution.Trajectory;
import org.bugle.files.AtomicFile;
import org.bugle.files.History;
import org.bugle.files.HistoryFile;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.files.SnapshotFolder;
import org.bugle.files.SolutionFile;
import org.bugle.lowrank.State;

import java.util.ArrayList;
import java.util.List;

/// A finished run: what its folder says of it at the end.
///
/// @param <Y> the format of the solution
public final class Outcome<Y extends State<Y>> {
    private final Plan<Y> plan;
    private final Summary summary;
    private final Y end;

    private Outcome(Plan<Y> plan, Summary summary, Y end) {
        this.plan = plan;
        this.summary = summary;
        this.end = end;
    }

    /// Measures the error, and sums up.
    public static <Y extends State<Y>> Outcome<Y> of(
            Plan<Y> plan, RunFolder folder, Trajectory<Y> trajectory) {
        History history = HistoryFile.read(folder.history());
        Y end = trajectory.state();
        List<String> warnings = new ArrayList<>(trajectory.warnings());
        var error = Yardstick.of(plan).map(yardstick -> yardstick.deviation(end));
        Yardstick.missing(plan).ifPresent(warnings::add);
        error.filter(e -> e.relative() > 1).ifPresent(e -> warnings.add(wrong(e)));
        return new Outcome<>(plan, Summary.of(plan, history, error, warnings), end);
    }

    private static String wrong(Result.Deviation error) {
        return "the error is %s times the solution: take smaller steps, a larger rank or a smaller tolerance"
                .formatted(Numbers.brief(error.relative(), 3));
    }

    /// What a reader must know before trusting the figures.
    public List<String> warnings() {
        return summary.result().warnings();
    }

    public Summary summary() {
        return summary;
    }

    /// Writes the run file with its defaults, before the run.
    public static void writeInput(Plan<?> plan, RunFolder folder) {
        AtomicFile.write(
                folder.input(),
                "# bugle %s on %s\n".formatted(Version.current(), Machine.inWords())
                        + plan.input().yaml());
    }

    /// Writes solution, report and, last, the result, which makes the folder that of a finished
    /// run. The report is made from the folder, as `bugle report` makes it again.
    public void write(RunFolder folder) {
        SolutionFile.write(
                folder.solution(),
                plan.formulation().files(),
                new Exports<>(plan).solution(plan.endTime(), end),
                new SnapshotFolder<>(folder.snapshots(), plan.formulation().files()));
        Report report = new RunRecord<>(plan, folder.look()).finished(summary.result());
        AtomicFile.write(folder.report(), new ReportWriter().write(report));
        ResultFile.write(folder.result(), summary.result());
    }
}
