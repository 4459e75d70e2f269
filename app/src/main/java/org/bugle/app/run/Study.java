package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.evolution.Row;
import org.bugle.evolution.Trajectory;
import org.bugle.files.Result;
import org.bugle.lowrank.State;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs without folders, measured against one reference: what `converge` and `compare` are made of.
public final class Study {
    private final Optional<Yardstick> yardstick;
    private final int threads;
    private final Interruption interruption;

    /// @param finest the plan whose reference serves all; for `estimate` it must be the finest one
    public Study(Plan<?> finest, int threads, Interruption interruption) {
        this.yardstick = Yardstick.of(finest);
        this.threads = threads;
        this.interruption = interruption;
    }

    public boolean hasYardstick() {
        return yardstick.isPresent();
    }

    /// What came out of one run.
    public sealed interface Finding {
        /// @param error empty without a reference
        /// @param bytes of the largest factors
        record Measured(
                Optional<Result.Deviation> error,
                long steps,
                int rank,
                int maxRank,
                double seconds,
                long bytes)
                implements Finding {}

        /// The run cannot be, or failed.
        record Failed(String sentence) implements Finding {}

        /// The user stopped it.
        record Stopped() implements Finding {}
    }

    /// Runs what a run file says, and what it says may be wrong for the method.
    public Finding run(Supplier<RunInput> input) {
        try {
            return measured(Plan.of(input.get()));
        } catch (InputException | ArithmeticException e) {
            return new Finding.Failed(String.valueOf(e.getMessage()));
        }
    }

    private <Y extends State<Y>> Finding measured(Plan<Y> plan) {
        Stopwatch watch = Stopwatch.started();
        Trajectory<Y> trajectory =
                plan.evolution().threads(threads).cancelledBy(interruption::isRequested).run();
        double seconds = watch.seconds();
        if (trajectory.outcome() == Trajectory.Outcome.CANCELLED) {
            return new Finding.Stopped();
        }
        List<Row> rows = trajectory.rows();
        return new Finding.Measured(
                yardstick.map(reference -> reference.deviation(trajectory.state())),
                trajectory.last().index(),
                trajectory.state().maxRank(),
                rows.stream().mapToInt(Row::maxRank).max().orElse(0),
                seconds,
                rows.stream()
                        .mapToLong(row -> plan.formulation().bytes(row.ranks()))
                        .max()
                        .orElse(0));
    }
}
