package org.bugle.app.train;

import org.bugle.app.run.Stopwatch;
import org.bugle.files.RunFolder;
import org.bugle.files.SafetensorsType;
import org.bugle.neural.method.DivergedException;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.training.Moment;
import org.bugle.neural.training.Training;
import org.bugle.neural.training.WeightsFile;

import java.util.List;
import java.util.Optional;

/// A training that fills its folder while it goes on.
public final class TrainSession {
    /// Seconds from one checkpoint to the next where the train file leaves it open.
    private static final double CHECKPOINT_SECONDS = 60;

    private final TrainPlan plan;
    private final RunFolder folder;
    private final Watcher watcher;

    /// Who looks on, and may stop it.
    public interface Watcher {
        /// @param epoch of the next iteration, counted from 0
        void progress(long iteration, long iterations, long epoch, double loss, String ranks);

        void record(TrainRow row);

        boolean isCancelled();
    }

    public TrainSession(TrainPlan plan, RunFolder folder, Watcher watcher) {
        this.plan = plan;
        this.folder = folder;
        this.watcher = watcher;
    }

    /// Trains from the start to the end, or to where it is cancelled.
    ///
    /// @throws DivergedException if the loss or a weight is not finite; the last checkpoint stays
    /// @throws org.bugle.files.FileException if a file cannot be written
    public TrainingState start() {
        TrainingState start = plan.start();
        TrainHistory history =
                TrainHistory.create(
                        folder.history(), List.copyOf(start.weights().factored().keySet()));
        return recorded(start, history, 0);
    }

    /// Goes on from the last checkpoint, with the same bits as if it had never stopped.
    public TrainingState resume() {
        TrainingState state = checkpoints().latest();
        List<TrainRow> rows =
                TrainHistory.read(folder.history()).stream()
                        .filter(row -> row.iteration() <= state.iteration())
                        .toList();
        double seconds = rows.isEmpty() ? 0 : rows.getLast().seconds();
        return recorded(state, TrainHistory.resume(folder.history(), state.iteration()), seconds);
    }

    private TrainCheckpoints checkpoints() {
        return new TrainCheckpoints(folder.checkpoints(), plan.input());
    }

    private TrainingState recorded(TrainingState start, TrainHistory history, double before) {
        Recorder recorder = new Recorder(history, before);
        TrainingState end = plan.training().run(start, recorder);
        recorder.save(end);
        return end;
    }

    /// Writes what the loop tells.
    private final class Recorder implements Training.Watcher {
        private final TrainHistory history;
        private final double before;
        private final Stopwatch watch = Stopwatch.started();
        private final TrainCheckpoints store = checkpoints();
        private final Optional<Integer> every = plan.input().file().output().checkpoint();
        private final long iterations = plan.training().iterations();
        private final long perEpoch =
                plan.training().course().perEpoch(plan.material().train().size());
        private Stopwatch sinceSaved = Stopwatch.started();
        private long saved = -1;

        Recorder(TrainHistory history, double before) {
            this.history = history;
            this.before = before;
        }

        @Override
        public void iteration(TrainingState state, double loss) {
            watcher.progress(
                    state.iteration(),
                    iterations,
                    state.iteration() / perEpoch,
                    loss,
                    TrainRow.summary(state.weights()));
        }

        @Override
        public void settled(TrainingState state) {
            boolean now =
                    every.map(n -> state.iteration() % n == 0)
                            .orElseGet(() -> sinceSaved.seconds() > CHECKPOINT_SECONDS);
            if (now) {
                save(state);
            }
        }

        @Override
        public void record(Moment moment) {
            TrainRow row = TrainRow.of(moment, before + watch.seconds());
            history.append(row);
            watcher.record(row);
        }

        @Override
        public void improved(TrainingState state) {
            if (plan.input().file().patience().isPresent()) {
                WeightsFile.write(folder.best(), state.weights(), SafetensorsType.F64);
            }
        }

        @Override
        public boolean isCancelled() {
            return watcher.isCancelled();
        }

        void save(TrainingState state) {
            if (state.iteration() != saved) {
                store.save(state);
                saved = state.iteration();
                sinceSaved = Stopwatch.started();
            }
        }
    }
}
