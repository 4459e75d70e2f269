package org.bugle.app.run;

import org.bugle.app.report.Report;
import org.bugle.app.report.ReportSource;
import org.bugle.files.FileException;
import org.bugle.files.History;
import org.bugle.files.HistoryFile;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFiles;
import org.bugle.files.SnapshotFolder;
import org.bugle.files.Solution;
import org.bugle.files.SolutionFile;
import org.bugle.lowrank.State;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a run folder tells of its run, finished, stopped or going on. It only reads, so that the
/// run may go on in another process.
///
/// @param <Y> the format of the solution
public final class RunRecord<Y extends State<Y>> implements ReportSource {
    /// Steps of an unfinished run that are drawn; the page comes anew every second.
    private static final int STEPS = 2000;

    private final Plan<Y> plan;
    private final RunFiles files;
    private Map<Seen, Shot> shots = new HashMap<>();
    private Optional<RunReport.Last<Y>> last = Optional.empty();

    /// A snapshot whose shot is known.
    private record Seen(Path file, boolean pictured) {}

    public RunRecord(Plan<Y> plan, RunFiles files) {
        this.plan = plan;
        this.files = files;
    }

    /// @param plugins in place of those that the run file names, unless empty
    /// @throws org.bugle.app.config.InputException if the run file is wrong
    public static RunRecord<?> of(RunFiles files, List<Path> plugins) {
        return new RunRecord<>(Plan.of(RunInput.again(files.input(), plugins)), files);
    }

    public RunFiles files() {
        return files;
    }

    public String problem() {
        return plan.input().file().problem();
    }

    public String integrator() {
        return plan.scheme().integrator().name();
    }

    public List<String> citations() {
        return plan.formulation().citations();
    }

    @Override
    public String version() {
        return Stamp.of(
                files.input(),
                files.history(),
                files.snapshots(),
                files.solution(),
                files.result());
    }

    @Override
    public boolean hasEnded() {
        return files.isFinished();
    }

    /// @throws FileException if a file is missing or damaged
    @Override
    public synchronized Report report() {
        return hasEnded() ? finished(result()) : unfinished();
    }

    /// The history as far as it is there.
    ///
    /// @throws FileException if it cannot be read
    public History history() {
        return HistoryFile.read(files.history());
    }

    /// Of a finished run.
    ///
    /// @throws FileException if it cannot be read
    public Result result() {
        return ResultFile.read(files.result(), Result.class);
    }

    /// The singular values of a finished run's solution.
    public List<Double> singularValues() {
        return plan.formulation().spectrum(solution().state()).singularValues();
    }

    private Solution<Y> solution() {
        return SolutionFile.read(files.solution(), plan.formulation().files());
    }

    /// The page of a finished run, whose solution is in the folder.
    Report finished(Result result) {
        History history = history();
        Solution<Y> end = solution();
        return new RunReport<>(
                        plan,
                        history,
                        shots(end, history),
                        Optional.of(new RunReport.Last<>(end.time(), end.state())))
                .of(
                        Summary.of(result, history).rows(),
                        result.warnings().stream().map(Report.Note::warning).toList(),
                        text(files.input()));
    }

    /// Those of the snapshots; the last one holds the end of the run with its factors.
    private List<Shot> shots(Solution<Y> end, History history) {
        List<Long> indices = SolutionFile.snapshotIndices(files.solution());
        List<Long> pictured =
                IntStream.of(Figures.indices(indices.size(), Figures.FRAMES))
                        .mapToObj(indices::get)
                        .toList();
        List<Shot> all =
                new ArrayList<>(
                        SolutionFile.mapSnapshots(
                                files.solution(),
                                plan.formulation().files(),
                                each -> Shot.of(plan, each, pictured.contains(each.index()))));
        all.removeIf(shot -> shot.time() >= end.time());
        long index = history.entries().getLast().row().index();
        all.add(
                Shot.of(
                        plan,
                        new Exports<>(plan).snapshot(index, end.time(), end.state(), true),
                        true));
        return all;
    }

    private Report unfinished() {
        History history =
                Files.exists(files.history()) ? history() : new History(List.of(), List.of());
        List<Report.Note> notes = List.of(Report.Note.note(Progress.note(plan, history, files)));
        if (history.entries().isEmpty()) {
            return new Report(
                    plan.input().file().problem(),
                    plan.header(),
                    notes,
                    List.of(),
                    text(files.input()),
                    plan.formulation().citations());
        }
        List<Report.Row> rows = new ArrayList<>(Progress.rows(plan, history));
        rows.addAll(Summary.of(plan, history, Optional.empty(), List.of()).soFar());
        List<Shot> there = shotsSoFar();
        return new RunReport<>(plan, drawn(history), there, last)
                .of(rows, notes, text(files.input()));
    }

    private static History drawn(History history) {
        return new History(
                history.observed(),
                IntStream.of(Figures.indices(history.entries().size(), STEPS))
                        .mapToObj(history.entries()::get)
                        .toList());
    }

    /// Of the snapshots that are there; each is read once.
    private List<Shot> shotsSoFar() {
        SnapshotFolder<Y> folder =
                new SnapshotFolder<>(files.snapshots(), plan.formulation().files());
        List<Path> there = folder.files();
        List<Integer> pictured =
                IntStream.of(Figures.indices(there.size(), Figures.FRAMES)).boxed().toList();
        Map<Seen, Shot> known = shots;
        shots = new HashMap<>();
        List<Shot> all = new ArrayList<>();
        for (int k = 0; k < there.size(); k++) {
            Seen seen = new Seen(there.get(k), pictured.contains(k));
            Shot shot = known.get(seen);
            if (shot == null) {
                Solution.Snapshot<Y> snapshot = folder.read(seen.file());
                shot = Shot.of(plan, snapshot, seen.pictured());
                boolean newest = k == there.size() - 1;
                if (newest) {
                    last = snapshot.state().map(y -> new RunReport.Last<>(snapshot.time(), y));
                }
            }
            shots.put(seen, shot);
            all.add(shot);
        }
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }
}
