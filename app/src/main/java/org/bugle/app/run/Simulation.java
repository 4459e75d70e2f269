package org.bugle.app.run;

import org.bugle.evolution.Evolution;
import org.bugle.evolution.Progress;
import org.bugle.evolution.StepControl;
import org.bugle.evolution.Trajectory;
import org.bugle.files.HistoryFile;
import org.bugle.files.RunFolder;
import org.bugle.lowrank.LowRankMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A run that fills its folder while it goes on: the history with every step, snapshots and
/// checkpoints as often as the run file says.
public final class Simulation {
    /// So many snapshots are made where the run file leaves it open.
    private static final int SNAPSHOTS = 20;

    /// Larger factors are stored only as often as the run file says, in bytes.
    private static final long SMALL = 4L << 20;

    private final Plan plan;
    private final RunFolder folder;
    private final int threads;
    private final Watcher watcher;
    private final List<Figures.Shot> shots = new ArrayList<>();

    /// Who looks on, and may stop the run.
    public interface Watcher {
        void progress(Progress progress);

        void warn(String sentence);

        boolean isCancelled();
    }

    public Simulation(Plan plan, RunFolder folder, int threads, Watcher watcher) {
        this.plan = plan;
        this.folder = folder;
        this.threads = threads;
        this.watcher = watcher;
    }

    /// Runs from the start to the end, or to where it is cancelled.
    ///
    /// @throws org.bugle.evolution.FailedRunException if the solution blows up or the tolerance
    ///   cannot be met; the last good state is the checkpoint then
    /// @throws org.bugle.files.FileException if a file cannot be written
    public Trajectory<LowRankMatrix> start() {
        HistoryFile history = HistoryFile.create(folder.history(), 1, observed());
        return recorded(history, 0, Evolution::run);
    }

    List<Figures.Shot> shots() {
        return List.copyOf(shots);
    }

    private List<String> observed() {
        return plan.problem().observables().stream().map(each -> each.name()).toList();
    }

    private Trajectory<LowRankMatrix> recorded(
            HistoryFile history,
            double secondsBefore,
            Function<Evolution<LowRankMatrix>, Trajectory<LowRankMatrix>> drive) {
        long begin = System.nanoTime();
        try (history) {
            Evolution<LowRankMatrix> evolution =
                    plan.evolution()
                            .threads(threads)
                            .rows(row ->
                                    history.append(
                                            row,
                                            secondsBefore + 1e-9 * (System.nanoTime() - begin)))
                            .snapshots(
                                    snapshotEvery(),
                                    (_, time, state) -> shots.add(new Figures.Shot(time, state)))
                            .progress(watcher::progress)
                            .warnings(watcher::warn)
                            .cancelledBy(watcher::isCancelled);
            return drive.apply(evolution);
        }
    }

    /// Steps from one snapshot to the next.
    private int snapshotEvery() {
        return plan.input()
                .file()
                .output()
                .every()
                .orElseGet(() ->
                        plan.bytes(plan.scheme().start().rank()) > SMALL
                                ? Integer.MAX_VALUE
                                : usualDistance(plan.control()));
    }

    private static int usualDistance(StepControl control) {
        return switch (control) {
            case StepControl.Fixed(int steps) -> Math.ceilDiv(steps, SNAPSHOTS);
            case StepControl.Adaptive _ -> SNAPSHOTS;
        };
    }
}
