package org.bugle.app.sweep;

import org.bugle.app.config.InputException;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Stopwatch;
import org.bugle.app.run.Summary;
import org.bugle.app.run.Yardstick;
import org.bugle.evolution.Trajectory;
import org.bugle.files.FileException;
import org.bugle.files.History;
import org.bugle.files.ResultFile;
import org.bugle.lowrank.State;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Computes a task: a run without a folder, and its error. Nothing is kept from one task to the
/// next, so that it may happen in any process.
public final class TaskRun {
    private TaskRun() {}

    /// The numbers are those of `bugle run` for the same run file, to the bit.
    ///
    /// @param cancelled asked before every step
    /// @return [Answer.Stopped] where it was cancelled; whatever goes wrong is an answer, too
    public static Answer compute(Task task, BooleanSupplier cancelled) {
        Stopwatch watch = Stopwatch.started();
        try {
            Plan<?> plan = Plan.of(RunInput.parse("case " + task.number(), task.runFile()));
            return computed(plan, task.threads(), cancelled, watch);
        } catch (InputException | ArithmeticException e) { // the same again in another attempt
            return new Answer.Failed(message(e), false);
        } catch (FileException e) {
            return new Answer.Failed(message(e), true);
        } catch (OutOfMemoryError e) {
            return new Answer.Failed(
                    "out of memory: the heap of %d MiB is full; compute fewer cases at a time, or give more memory"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    true);
        } catch (RuntimeException | Error e) {
            return new Answer.Failed(
                    "internal error: %s: %s".formatted(e.getClass().getSimpleName(), message(e)),
                    true);
        }
    }

    private static <Y extends State<Y>> Answer computed(
            Plan<Y> plan, int threads, BooleanSupplier cancelled, Stopwatch watch) {
        Stopwatch steps = Stopwatch.started();
        List<History.Entry> entries = new ArrayList<>();
        Trajectory<Y> trajectory =
                plan.evolution()
                        .threads(threads)
                        .rows(row -> entries.add(new History.Entry(row, steps.seconds())))
                        .cancelledBy(cancelled)
                        .run();
        if (trajectory.outcome() == Trajectory.Outcome.CANCELLED) {
            return new Answer.Stopped();
        }
        History history = new History(trajectory.columns(), entries);
        Y end = trajectory.state();
        var error = Yardstick.of(plan).map(yardstick -> yardstick.deviation(end));
        Summary summary = Summary.of(plan, history, error, trajectory.warnings());
        return new Answer.Finished(ResultFile.toText(summary.result()), watch.seconds());
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
