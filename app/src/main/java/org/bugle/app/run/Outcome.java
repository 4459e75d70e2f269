package org.bugle.app.run;

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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A finished run: what its folder says of it at the end.
///
/// @param <Y> the format of the solution
public final class Outcome<Y extends State<Y>> {
    private final Plan<Y> plan;
    private final Summary summary;
    private final History history;
    private final Y end;
    private final List<String> warnings;

    private Outcome(Plan<Y> plan, Summary summary, History history, Y end, List<String> warnings) {
        this.plan = plan;
        this.summary = summary;
        this.history = history;
        this.end = end;
        this.warnings = List.copyOf(warnings);
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
        return new Outcome<>(plan, Summary.of(plan, history, end, error), history, end, warnings);
    }

    private static String wrong(Result.Deviation error) {
        return "the error is %s times the solution: take smaller steps, a larger rank or a smaller tolerance"
                .formatted(Numbers.brief(error.relative(), 3));
    }

    /// What a reader must know before trusting the figures.
    public List<String> warnings() {
        return warnings;
    }

    public Summary summary() {
        return summary;
    }

    /// Writes the run file with its defaults, before the run.
    public static void writeInput(Plan<?> plan, RunFolder folder) {
        AtomicFile.write(folder.input(), input(plan));
    }

    private static String input(Plan<?> plan) {
        return "# bugle %s on %s\n".formatted(Version.current(), Machine.inWords())
                + plan.input().yaml();
    }

    /// Writes solution, report and, last, the result, which makes the folder that of a finished
    /// run.
    public void write(RunFolder folder) {
        SnapshotFolder<Y> snapshots =
                new SnapshotFolder<>(folder.snapshots(), plan.formulation().files());
        List<Shot> shots = shots(snapshots);
        SolutionFile.write(
                folder.solution(),
                plan.formulation().files(),
                new Exports<>(plan).solution(plan.endTime(), end),
                snapshots);
        RunReport<Y> report = new RunReport<>(plan, history, end, shots);
        AtomicFile.write(
                folder.report(),
                new ReportWriter().write(report.of(summary, warnings, input(plan))));
        ResultFile.write(folder.result(), summary.result());
    }

    /// The last of them holds the end of the run with its factors.
    private List<Shot> shots(SnapshotFolder<Y> snapshots) {
        List<Path> files = snapshots.files();
        List<Integer> pictured =
                IntStream.of(Figures.indices(files.size(), Figures.FRAMES)).boxed().toList();
        List<Shot> shots = new ArrayList<>();
        for (int k = 0; k < files.size(); k++) {
            // one after the other: together they may be larger than memory
            shots.add(Shot.of(plan, snapshots.read(files.get(k)), pictured.contains(k)));
        }
        double time = history.entries().getLast().row().time();
        shots.removeIf(shot -> shot.time() >= time);
        long index = history.entries().getLast().row().index();
        shots.add(Shot.of(plan, new Exports<>(plan).snapshot(index, time, end, true), true));
        return shots;
    }
}
