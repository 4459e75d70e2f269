package org.bugle.evolution;

import org.bugle.integrator.StepReport;
import org.bugle.lowrank.State;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// One run: steps until the end, and tells its listeners. Every row that it records has a finite
/// norm.
final class Run<Y extends State<Y>> {
    /// A norm that grows by more than this in one step is legitimate only where F allows it; it is
    /// worth a warning but no reason to stop. What stops a run is NaN or ∞.
    private static final double EXPLOSION = 1e6;

    private final String integrator;
    private final Stepping<Y> stepping;
    private final Listeners<Y> listeners;
    private final List<Row> rows = new ArrayList<>();
    private final Warnings warnings;

    Run(String integrator, Stepping<Y> stepping, Listeners<Y> listeners) {
        this.integrator = integrator;
        this.stepping = stepping;
        this.listeners = listeners;
        warnings = new Warnings(listeners.warnings);
    }

    /// @param fresh whether the start is the start of the run, which gets a row and a snapshot
    Trajectory<Y> from(boolean fresh, Checkpoint<Y> start) {
        Checkpoint<Y> now = fresh ? stepping.begin(start, warnings) : start;
        double norm = now.state().norm();
        if (fresh) {
            add(startRow(now, norm));
            listeners.snapshots.take(now.index(), now.time(), now.state());
        }
        Trajectory.Outcome outcome = Trajectory.Outcome.FINISHED;
        while (!stepping.isAtEnd(now)) {
            if (listeners.cancelled.getAsBoolean()) {
                outcome = Trajectory.Outcome.CANCELLED;
                break;
            }
            Accepted<Y> step = next(now);
            double newNorm = finiteNorm(step, now);
            if (norm > 0 && newNorm > EXPLOSION * norm) {
                warnings.add(
                        Warnings.Kind.GROWTH,
                        String.format(
                                Locale.ROOT,
                                "the norm grew from %.3g to %.3g in the step at t = %.6g; a"
                                        + " smaller step tells whether that is the solution",
                                norm,
                                newNorm,
                                now.time()));
            }
            norm = newNorm;
            now = step.after();
            tell(step, norm);
        }
        tellEnd(start, now, outcome);
        return new Trajectory<>(
                listeners.observers.stream().map(Observer::name).toList(),
                rows,
                now,
                outcome,
                warnings.sentences());
    }

    private Accepted<Y> next(Checkpoint<Y> now) {
        try {
            return stepping.next(now, warnings);
        } catch (FailedRunException e) {
            throw e;
        } catch (ArithmeticException e) {
            throw failed(now, Objects.toString(e.getMessage()));
        }
    }

    private double finiteNorm(Accepted<Y> step, Checkpoint<Y> before) {
        Y state = step.after().state();
        double norm = state.isFinite() ? state.norm() : Double.NaN;
        if (!Double.isFinite(norm)) {
            throw failed(before, "%s: the norm overflowed".formatted(integrator));
        }
        return norm;
    }

    private static FailedRunException failed(Checkpoint<?> before, String reason) {
        return new FailedRunException(
                String.format(
                        Locale.ROOT,
                        "step %d failed: %s; the last good state is that of t = %.6g",
                        before.index() + 1,
                        reason,
                        before.time()),
                before);
    }

    private void tell(Accepted<Y> step, double norm) {
        Checkpoint<Y> now = step.after();
        Y state = now.state();
        StepReport report = step.report();
        add(
                new Row(
                        now.index(),
                        now.time(),
                        step.stepSize(),
                        report.ranksAfter(),
                        norm,
                        report.discarded(),
                        report.capped(),
                        step.rejectedForError(),
                        step.rejectedForRank(),
                        report.evaluations(),
                        step.errorEstimate(),
                        observed(now)));
        listeners.progress.accept(
                new Progress(
                        now.index(),
                        now.time(),
                        stepping.end(),
                        report.ranksAfter(),
                        step.errorEstimate()));
        if (now.index() % listeners.checkpointEvery == 0) {
            listeners.checkpoints.accept(now);
        }
        if (now.index() % listeners.snapshotEvery == 0) {
            listeners.snapshots.take(now.index(), now.time(), state);
        }
    }

    private void tellEnd(Checkpoint<Y> start, Checkpoint<Y> now, Trajectory.Outcome outcome) {
        if (now.index() == start.index()) {
            return;
        }
        if (now.index() % listeners.checkpointEvery != 0) {
            listeners.checkpoints.accept(now);
        }
        if (outcome == Trajectory.Outcome.FINISHED && now.index() % listeners.snapshotEvery != 0) {
            listeners.snapshots.take(now.index(), now.time(), now.state());
        }
    }

    private void add(Row row) {
        rows.add(row);
        listeners.rows.accept(row);
    }

    private Row startRow(Checkpoint<Y> start, double norm) {
        List<Integer> ranks = start.state().ranks();
        return new Row(
                0, start.time(), 0, ranks, norm, 0, false, 0, 0, 0, Double.NaN, observed(start));
    }

    private List<Double> observed(Checkpoint<Y> now) {
        List<Double> values = new ArrayList<>();
        for (Observer<Y> observer : listeners.observers) {
            double value = observer.quantity().of(now.time(), now.state());
            if (!Double.isFinite(value)) {
                warnings.add(
                        observer,
                        String.format(
                                Locale.ROOT,
                                "%s is not finite, first at t = %.6g",
                                observer.name(),
                                now.time()));
            }
            values.add(value);
        }
        return values;
    }
}
