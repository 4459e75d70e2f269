package org.bugle.app.run;

import org.bugle.evolution.Checkpoint;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.FailedRunException;
import org.bugle.evolution.Progress;
import org.bugle.evolution.StepControl;
import org.bugle.evolution.Trajectory;
import org.bugle.files.CheckpointStore;
import org.bugle.files.History;
import org.bugle.files.HistoryFile;
import org.bugle.files.RunFolder;
import org.bugle.files.SnapshotFolder;
import org.bugle.lowrank.State;
import org.bugle.models.Observable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A run that fills its folder while it goes on: the history with every step, snapshots and
/// checkpoints as often as the run file says.
///
/// @param <Y> the format of the solution
public final class Simulation<Y extends State<Y>> {
    /// So many snapshots are made where the run file leaves it open.
    private static final int SNAPSHOTS = 20;

    /// Snapshots of larger factors hold fields only, unless the run file asks for them; in bytes.
    private static final long SMALL = 4L << 20;

    /// Seconds from one checkpoint to the next where the run file leaves it open.
    private static final double CHECKPOINT_SECONDS = 60;

    private final Plan<Y> plan;
    private final RunFolder folder;
    private final int threads;
    private final Watcher watcher;

    /// Who looks on, and may stop the run.
    public interface Watcher {
        void progress(Progress progress);

        void warn(String sentence);

        boolean isCancelled();
    }

    public Simulation(Plan<Y> plan, RunFolder folder, int threads, Watcher watcher) {
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
    public Trajectory<Y> start() {
        HistoryFile history = HistoryFile.create(folder.history(), ranks(), observed());
        return recorded(history, 0, Evolution::run);
    }

    /// Goes on from a checkpoint of this run, with the same bits as if it had never stopped.
    public Trajectory<Y> resume(Checkpoint<Y> checkpoint) {
        long index = checkpoint.index();
        double seconds =
                HistoryFile.read(folder.history()).entries().stream()
                        .filter(entry -> entry.row().index() <= index)
                        .mapToDouble(History.Entry::seconds)
                        .max()
                        .orElse(0);
        // the snapshot of the place where the run was stopped is none of the uninterrupted run
        boolean regular = index % snapshotEvery() == 0;
        snapshots().deleteAfter(regular ? index : index - 1);
        HistoryFile history = HistoryFile.resume(folder.history(), ranks(), observed(), index);
        return recorded(history, seconds, evolution -> evolution.resume(checkpoint));
    }

    private int ranks() {
        return plan.scheme().start().ranks().size();
    }

    private List<String> observed() {
        return plan.problem().observables().stream().map(Observable::name).toList();
    }

    private SnapshotFolder<Y> snapshots() {
        return new SnapshotFolder<>(folder.snapshots(), plan.formulation().files());
    }

    private Trajectory<Y> recorded(
            HistoryFile history,
            double secondsBefore,
            Function<Evolution<Y>, Trajectory<Y>> drive) {
        Stopwatch watch = Stopwatch.started();
        Exports<Y> exports = new Exports<>(plan);
        boolean whole =
                plan.input().file().output().every().isPresent()
                        || plan.formulation().bytes(plan.scheme().start().ranks()) <= SMALL;
        try (history) {
            Checkpoints checkpoints = new Checkpoints(history);
            Evolution<Y> evolution =
                    plan.evolution()
                            .threads(threads)
                            .rows(row -> history.append(row, secondsBefore + watch.seconds()))
                            .checkpoints(1, checkpoints::offer)
                            .snapshots(
                                    snapshotEvery(),
                                    (index, time, y) ->
                                            snapshots()
                                                    .save(exports.snapshot(index, time, y, whole)))
                            .progress(watcher::progress)
                            .warnings(watcher::warn)
                            .cancelledBy(watcher::isCancelled);
            try {
                Trajectory<Y> trajectory = drive.apply(evolution);
                checkpoints.save(trajectory.last());
                return trajectory;
            } catch (FailedRunException e) {
                checkpoints.saveLast();
                throw e;
            }
        }
    }

    /// Saves some of the checkpoints that are offered after every step.
    private final class Checkpoints {
        private final HistoryFile history;
        private final CheckpointStore<Y> store = plan.checkpoints(folder);
        private final Optional<Integer> every = plan.input().file().output().checkpoint();
        private Optional<Checkpoint<Y>> last = Optional.empty();
        private long saved = -1;
        private Stopwatch sinceSaved = Stopwatch.started();

        Checkpoints(HistoryFile history) {
            this.history = history;
        }

        void offer(Checkpoint<Y> checkpoint) {
            last = Optional.of(checkpoint);
            boolean due =
                    every.map(steps -> checkpoint.index() % steps == 0)
                            .orElseGet(() -> sinceSaved.seconds() > CHECKPOINT_SECONDS);
            if (due) {
                save(checkpoint);
            }
        }

        void save(Checkpoint<Y> checkpoint) {
            if (checkpoint.index() != saved) {
                history.sync();
                store.save(checkpoint);
                saved = checkpoint.index();
                sinceSaved = Stopwatch.started();
            }
        }

        void saveLast() {
            last.ifPresent(this::save);
        }
    }

    /// Steps from one snapshot to the next.
    private int snapshotEvery() {
        return plan.input()
                .file()
                .output()
                .every()
                .orElseGet(() ->
                        switch (plan.control()) {
                            case StepControl.Fixed(int steps) -> Math.ceilDiv(steps, SNAPSHOTS);
                            case StepControl.Adaptive _ -> SNAPSHOTS;
                        });
    }
}
