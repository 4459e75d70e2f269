package org.bugle.app.run;

import org.bugle.app.config.YamlWriter;
import org.bugle.app.report.ReportWriter;
import org.bugle.evolution.Trajectory;
import org.bugle.files.AtomicFile;
import org.bugle.files.History;
import org.bugle.files.HistoryFile;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.lowrank.LowRankMatrix;

import java.util.ArrayList;
import java.util.List;

/// A finished run: what its folder says of it at the end.
public final class Outcome {
    private final Plan plan;
    private final Summary summary;
    private final History history;
    private final List<String> warnings;

    private Outcome(Plan plan, Summary summary, History history, List<String> warnings) {
        this.plan = plan;
        this.summary = summary;
        this.history = history;
        this.warnings = List.copyOf(warnings);
    }

    /// Measures the error, and sums up.
    public static Outcome of(Plan plan, RunFolder folder, Trajectory<LowRankMatrix> trajectory) {
        History history = HistoryFile.read(folder.history());
        LowRankMatrix end = trajectory.state();
        List<String> warnings = new ArrayList<>(trajectory.warnings());
        var error = Yardstick.of(plan).map(yardstick -> yardstick.deviation(end));
        Yardstick.missing(plan).ifPresent(warnings::add);
        return new Outcome(plan, Summary.of(plan, history, end, error), history, warnings);
    }

    public Summary summary() {
        return summary;
    }

    /// Writes the run file with its defaults, before the run.
    public static void writeInput(Plan plan, RunFolder folder) {
        AtomicFile.write(folder.input(), input(plan));
    }

    private static String input(Plan plan) {
        return "# bugle %s on %s\n".formatted(Version.current(), Machine.inWords())
                + YamlWriter.write(plan.input().file(), Vocabulary.runFile());
    }

    /// Writes solution, report and, last, the result, which makes the folder that of a finished
    /// run.
    public void write(RunFolder folder, Simulation simulation) {
        RunReport report = new RunReport(plan, history, simulation.shots());
        AtomicFile.write(
                folder.report(),
                new ReportWriter().write(report.of(summary, warnings, input(plan))));
        ResultFile.write(folder.result(), summary.result());
    }
}
