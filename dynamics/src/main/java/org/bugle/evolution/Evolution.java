package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The driver: advances a solution from a start to an end time.
///
/// ```java
/// var run = Evolution.of(equation).from(y0).with(new MidpointBug(R4, truncation, Substep.rk4()))
///         .until(1.0).steps(100).observe(List.of(energy)).run();
/// ```
///
/// The same settings give the same bits, whatever the number of threads, and whether the run was
/// interrupted and resumed or not.
public final class Evolution<Y extends State<Y>> {
    /// Bases with a larger defect are no bases, but any factors.
    private static final double ORTHONORMAL = 1e-12;

    private final Advance<Y> advance;
    private final Y start;
    private double startTime;
    private double endTime = Double.NaN;
    private Optional<StepControl> control = Optional.empty();
    private long seed;
    private int threads;
    private final Listeners<Y> listeners = new Listeners<>();

    private Evolution(Advance<Y> advance, Y start) {
        this.advance = advance;
        this.start = start;
    }

    /// An equation that is still to get its start.
    public record OfMatrix(MatrixEquation equation) {
        /// From Y(t₀), made orthonormal where its bases are not, and complex where the equation is.
        public FromMatrix from(LowRankMatrix start) {
            LowRankMatrix y =
                    start.orthonormalityDefect() > ORTHONORMAL ? start.orthonormalized() : start;
            return new FromMatrix(equation, equation.isComplex() ? y.toComplex() : y);
        }
    }

    /// An initial value problem that is still to get its integrator.
    public record FromMatrix(MatrixEquation equation, LowRankMatrix start) {
        public Evolution<LowRankMatrix> with(MatrixIntegrator integrator) {
            return new Evolution<>(new MatrixAdvance(equation, integrator), start);
        }
    }

    public static OfMatrix of(MatrixEquation equation) {
        return new OfMatrix(equation);
    }

    /// An equation on a tree that is still to get its start.
    public record OfTree(TreeEquation equation) {
        /// From Y(t₀), made orthonormal where its bases are not, and complex where the equation is.
        public FromTree from(TreeTensor start) {
            TreeTensor y =
                    start.orthonormalityDefect() > ORTHONORMAL ? start.orthonormalized() : start;
            return new FromTree(equation, equation.isComplex() ? y.toComplex() : y);
        }
    }

    /// An initial value problem on a tree that is still to get its integrator.
    public record FromTree(TreeEquation equation, TreeTensor start) {
        public Evolution<TreeTensor> with(TreeIntegrator integrator) {
            return new Evolution<>(new TreeAdvance(equation, integrator), start);
        }
    }

    public static OfTree onTree(TreeEquation equation) {
        return new OfTree(equation);
    }

    /// t₀; 0 unless given.
    public Evolution<Y> startingAt(double time) {
        startTime = time;
        return this;
    }

    /// The end time; before t₀ to run backward.
    public Evolution<Y> until(double time) {
        endTime = time;
        return this;
    }

    /// Equal steps, counted from t₀ to the end.
    public Evolution<Y> steps(int count) {
        return control(new StepControl.Fixed(count));
    }

    /// Steps and ranks that adapt: the relative error at the end shall be near the tolerance.
    public Evolution<Y> tolerance(double tolerance) {
        return control(new StepControl.Adaptive(tolerance));
    }

    public Evolution<Y> control(StepControl choice) {
        control = Optional.of(choice);
        return this;
    }

    /// Numbers to be recorded in every row, in this order.
    public Evolution<Y> observe(List<Observer<Y>> observers) {
        listeners.observers = List.copyOf(observers);
        return this;
    }

    /// Where all random draws of the run come from; 0 unless given.
    public Evolution<Y> seed(long value) {
        seed = value;
        return this;
    }

    /// Runs in a fork–join pool of so many threads; 0, as without a call, runs in the caller's own
    /// thread or pool.
    ///
    /// @throws IllegalArgumentException if the number is negative
    public Evolution<Y> threads(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "Evolution: threads must not be negative, found " + count);
        }
        threads = count;
        return this;
    }

    /// Hands a checkpoint to the sink after every so many accepted steps, and where the run ends.
    ///
    /// @throws IllegalArgumentException if `every` is not positive
    public Evolution<Y> checkpoints(int every, Consumer<Checkpoint<Y>> sink) {
        listeners.checkpointEvery = positive("checkpoints", every);
        listeners.checkpoints = sink;
        return this;
    }

    /// Hands over the start, the state after every so many accepted steps, and that at the end
    /// time.
    ///
    /// @throws IllegalArgumentException if `every` is not positive
    public Evolution<Y> snapshots(int every, Snapshots<Y> sink) {
        listeners.snapshotEvery = positive("snapshots", every);
        listeners.snapshots = sink;
        return this;
    }

    /// Takes a state.
    @FunctionalInterface
    public interface Snapshots<Y> {
        void take(long index, double time, Y state);
    }

    /// Hands over every row as soon as it is there, before the checkpoint of its step.
    public Evolution<Y> rows(Consumer<Row> sink) {
        listeners.rows = sink;
        return this;
    }

    /// Told after every step.
    public Evolution<Y> progress(Consumer<Progress> consumer) {
        listeners.progress = consumer;
        return this;
    }

    /// Told of a warning when it arises; the trajectory holds them all.
    public Evolution<Y> warnings(Consumer<String> consumer) {
        listeners.warnings = consumer;
        return this;
    }

    /// Asked before every step; the run ends with its last accepted step when true.
    public Evolution<Y> cancelledBy(BooleanSupplier cancelled) {
        listeners.cancelled = cancelled;
        return this;
    }

    private static int positive(String what, int every) {
        if (every < 1) {
            throw new IllegalArgumentException(
                    "Evolution: %s must come every 1 or more steps, found %d"
                            .formatted(what, every));
        }
        return every;
    }

    /// Runs from the start.
    ///
    /// @throws FailedRunException if the solution blows up or the tolerance cannot be met
    /// @throws IllegalArgumentException if the start is not finite or the end time or step control
    ///   is missing
    public Trajectory<Y> run() {
        if (!start.isFinite()) {
            throw new IllegalArgumentException("Evolution: the start has NaN or infinite entries");
        }
        return drive(true, new Checkpoint<>(0, startTime, 0, 0, startTime, start, seed, 0, 0));
    }

    /// Goes on from a checkpoint of a run with the same settings, bitwise as if it had not stopped;
    /// or of a finished run to a later end.
    ///
    /// @throws FailedRunException if the solution blows up or the tolerance cannot be met
    /// @throws IllegalArgumentException if the end time or step control is missing, or equal steps
    ///   are fewer than the checkpoint has
    public Trajectory<Y> resume(Checkpoint<Y> checkpoint) {
        return drive(false, checkpoint);
    }

    private Trajectory<Y> drive(boolean fresh, Checkpoint<Y> from) {
        if (!Double.isFinite(endTime) || !Double.isFinite(startTime) || endTime == startTime) {
            throw new IllegalArgumentException(
                    "Evolution: until must be a time other than the start, found start %s, until %s"
                            .formatted(startTime, endTime));
        }
        Callable<Trajectory<Y>> run =
                () -> new Run<>(advance.name(), stepping(from), listeners).from(fresh, from);
        if (threads == 0) {
            return unwrapped(run);
        }
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return unwrapped(pool.submit(run)::get);
        }
    }

    private Stepping<Y> stepping(Checkpoint<Y> from) {
        StepControl chosen =
                control.orElseThrow(() ->
                        new IllegalArgumentException(
                                "Evolution: wants steps(n) or tolerance(tol)"));
        return switch (chosen) {
            case StepControl.Fixed(int steps) -> FixedSteps.from(from, advance, endTime, steps);
            case StepControl.Adaptive(double tolerance) ->
                    new AdaptiveSteps<>(advance, tolerance, startTime, endTime);
        };
    }

    /// The result, with exceptions as the run threw them.
    private static <T> T unwrapped(Callable<T> run) {
        try {
            return run.call();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
