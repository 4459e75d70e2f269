package org.bugle.neural.training;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.data.Samples;
import org.bugle.neural.method.DivergedException;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Score;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.Optional;

/// The loop around a method: shuffled batches, the rates of a schedule, validation at the end of
/// every epoch, early stopping.
///
/// The order of the samples and the seeds of dropout follow from the seed and the number of the
/// iteration alone, and all running sums lie in the state's memory: a training that goes on from a
/// saved state has the bits of one that never stopped.
///
/// @param model makes objectives of batches, and scores
/// @param validation may be empty
public record Training(
        Model model, Method method, Dataset train, Dataset validation, Course course) {
    private static final String LOSS = "training/loss";
    private static final String COUNT = "training/count";
    private static final String DISCARDED = "training/discarded";
    private static final String PASSES = "training/passes";
    private static final String BEST = "training/best";
    private static final String STALE = "training/stale";

    /// @throws IllegalArgumentException if there is no training sample
    public Training {
        if (train.size() == 0) {
            throw new IllegalArgumentException("Training: the training set is empty");
        }
    }

    /// A network on an engine, as the loop needs it.
    public interface Model {
        /// The loss on a batch, in training.
        ///
        /// @param seed of dropout
        Batchwise on(Batch batch, long seed);

        Score score(Weights weights, Dataset data);
    }

    /// An objective that also moves what is no gradient's matter, such as running means.
    public interface Batchwise extends Objective {
        /// The state with what the last evaluation observed.
        TrainingState observed(TrainingState state);
    }

    /// Who looks on, and may stop it.
    public interface Watcher {
        /// After every iteration.
        void iteration(TrainingState state, double loss);

        /// After every iteration, with all sums brought up to date: a state to go on from.
        void settled(TrainingState state);

        /// At every record, the first one before the first iteration.
        void record(Moment moment);

        /// The validation loss is the smallest so far.
        void improved(TrainingState state);

        boolean isCancelled();
    }

    public long iterations() {
        return course.epochs() * course.perEpoch(train.size());
    }

    /// Whether nothing is left to do: all iterations are made, or patience is at its end.
    public boolean isFinished(TrainingState state) {
        boolean impatient =
                course.patience().isPresent()
                        && number(state.memory(), STALE, 0) >= course.patience().get();
        return impatient || state.iteration() >= iterations();
    }

    /// Trains until it is finished or cancelled.
    ///
    /// @param start new, or from a former call
    /// @throws DivergedException if the loss or a weight is not finite
    public TrainingState run(TrainingState start, Watcher watcher) {
        TrainingState state = start;
        if (state.iteration() == 0) {
            Score score = model.score(state.weights(), validation);
            watcher.record(moment(state, Optional.of(score)));
            state = judged(state, score, watcher);
        }
        long perEpoch = course.perEpoch(train.size());
        List<Integer> order = List.of();
        while (!isFinished(state) && !watcher.isCancelled()) {
            long iteration = state.iteration();
            if (order.isEmpty() || iteration % perEpoch == 0) {
                order = order(iteration / perEpoch);
            }
            Step step = iterate(state, chosen(order, iteration % perEpoch));
            state = step.state();
            watcher.iteration(state, step.loss());
            state = recorded(state, perEpoch, watcher);
            watcher.settled(state);
        }
        return state;
    }

    private List<Integer> order(long epoch) {
        return Samples.shuffled(
                train.size(), new SplitMix64(SplitMix64.derivedSeed(course.seed(), 0, epoch)));
    }

    private List<Integer> chosen(List<Integer> order, long index) {
        int from = Math.toIntExact(index * course.batch());
        return order.subList(from, Math.min(from + course.batch(), train.size()));
    }

    private Step iterate(TrainingState state, List<Integer> chosen) {
        long iteration = state.iteration();
        Batchwise batch =
                model.on(train.batch(chosen), SplitMix64.derivedSeed(course.seed(), 1, iteration));
        Objective objective =
                course.clip().<Objective>map(bound -> new Clipped(batch, bound)).orElse(batch);
        Step step = method.step(objective, state, rate(iteration));
        if (!Double.isFinite(step.loss())) {
            throw new DivergedException(iteration, "the loss");
        }
        TrainingState next = batch.observed(step.state());
        Memory.Draft memory = next.memory().draft();
        add(memory, LOSS, step.loss());
        add(memory, COUNT, 1);
        add(memory, DISCARDED, step.discarded() * step.discarded());
        add(memory, PASSES, step.backwardPasses());
        return new Step(
                new TrainingState(next.iteration(), next.weights(), memory.freeze()),
                step.loss(),
                step.backwardPasses(),
                step.discarded());
    }

    private double rate(long iteration) {
        return course.rate()
                * course.schedule().factor(iteration, iterations(), course.perEpoch(train.size()));
    }

    /// At the end of an epoch, and where a record is due.
    private TrainingState recorded(TrainingState state, long perEpoch, Watcher watcher) {
        boolean epochEnds = state.iteration() % perEpoch == 0;
        boolean due = course.every().map(every -> state.iteration() % every == 0).orElse(epochEnds);
        if (!epochEnds && !due) {
            return state;
        }
        Optional<Score> score =
                epochEnds
                        ? Optional.of(model.score(state.weights(), validation))
                        : Optional.empty();
        watcher.record(moment(state, score));
        Memory.Draft memory = state.memory().draft();
        for (String sum : List.of(LOSS, COUNT, DISCARDED)) {
            memory.forget(sum);
        }
        TrainingState next = new TrainingState(state.iteration(), state.weights(), memory.freeze());
        return score.isPresent() ? judged(next, score.get(), watcher) : next;
    }

    /// Remembers whether the validation loss is the smallest so far.
    private static TrainingState judged(TrainingState state, Score score, Watcher watcher) {
        if (score.counted() == 0) {
            return state;
        }
        Memory.Draft memory = state.memory().draft();
        boolean better = score.loss() < number(state.memory(), BEST, Double.POSITIVE_INFINITY);
        if (better) {
            memory.put(BEST, Array.number(score.loss()));
            memory.put(STALE, Array.number(0));
        } else {
            add(memory, STALE, 1);
        }
        TrainingState next = new TrainingState(state.iteration(), state.weights(), memory.freeze());
        if (better) {
            watcher.improved(next);
        }
        return next;
    }

    private Moment moment(TrainingState state, Optional<Score> score) {
        Memory memory = state.memory();
        return new Moment(
                state,
                state.iteration() / course.perEpoch(train.size()),
                iterations(),
                rate(Math.max(0, state.iteration() - 1)),
                number(memory, LOSS, Double.NaN) / number(memory, COUNT, 1),
                Math.sqrt(number(memory, DISCARDED, 0)),
                (long) number(memory, PASSES, 0),
                score.filter(s -> s.counted() > 0));
    }

    private static void add(Memory.Draft memory, String name, double value) {
        double before = memory.get(name).map(Array::number).orElse(0.0);
        memory.put(name, Array.number(before + value));
    }

    private static double number(Memory memory, String name, double otherwise) {
        return memory.get(name).map(Array::number).orElse(otherwise);
    }
}
