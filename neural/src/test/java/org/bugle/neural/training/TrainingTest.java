package org.bugle.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;
import org.bugle.neural.method.DivergedException;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.network.Score;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Schedule;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model is the mean of numbers: ℓ = ½ mean (p − x)², so that the order of the samples shows.
class TrainingTest {
    private static final Dataset DATA = numbers(1, 23);
    private static final Dataset TEST = numbers(2, 7);

    private static Dataset numbers(long seed, int count) {
        Array inputs = Draws.normals(new SplitMix64(seed), List.of(count, 1), 1);
        return Samples.of(inputs, inputs, 1);
    }

    /// The mean of numbers.
    private static final class Mean implements Training.Model {
        @Override
        public Training.Batchwise on(Batch batch, long seed) {
            return new Training.Batchwise() {
                @Override
                public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
                    double p = weights.get("p").merged().at(0);
                    double mean = 0;
                    for (int i = 0; i < batch.size(); i++) {
                        mean += batch.inputs().at(i) / batch.size();
                    }
                    Array gradient = Array.of(List.of(1), p - mean);
                    return new Evaluation(
                            loss(weights, batch), Map.of("p", new Gradient.OfDense(gradient)));
                }

                @Override
                public TrainingState observed(TrainingState state) {
                    return state;
                }
            };
        }

        @Override
        public Score score(Weights weights, Dataset data) {
            Batch all = ((Samples) data).all();
            return new Score(loss(weights, all) * data.size(), 0, data.size());
        }

        private static double loss(Weights weights, Batch batch) {
            double p = weights.get("p").merged().at(0);
            double sum = 0;
            for (int i = 0; i < batch.size(); i++) {
                sum += (p - batch.inputs().at(i)) * (p - batch.inputs().at(i));
            }
            return 0.5 * sum / batch.size();
        }
    }

    /// Descent with momentum, one backward pass.
    private record Descent() implements Method {
        @Override
        public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
            return dense;
        }

        @Override
        public Step step(Objective batch, TrainingState state, double rate) {
            Evaluation found = batch.evaluate(state.weights(), Map.of("p", Wanted.DENSE));
            Memory.Draft memory = state.memory().draft();
            Array moved =
                    new Sgd(0.9, 0)
                            .step(
                                    "p",
                                    state.weights().get("p").merged(),
                                    found.dense("p"),
                                    rate,
                                    memory);
            return new Step(
                    state.next(
                            state.weights().with("p", DenseWeight.trained(moved)), memory.freeze()),
                    found.loss(),
                    1,
                    0);
        }
    }

    /// Remembers all, and stops after so many iterations.
    private static final class Recorder implements Training.Watcher {
        private final List<Moment> moments = new ArrayList<>();
        private final List<TrainingState> settled = new ArrayList<>();
        private final int most;
        private int improvements;

        Recorder(int most) {
            this.most = most;
        }

        @Override
        public void iteration(TrainingState state, double loss) {}

        @Override
        public void settled(TrainingState state) {
            settled.add(state);
        }

        @Override
        public void record(Moment moment) {
            moments.add(moment);
        }

        @Override
        public void improved(TrainingState state) {
            improvements++;
        }

        @Override
        public boolean isCancelled() {
            return settled.size() >= most;
        }
    }

    private static Training training(double rate, Optional<Integer> patience) {
        Course course =
                new Course(
                        6,
                        5,
                        rate,
                        new Schedule.Cosine(0.1),
                        Optional.of(0.5),
                        patience,
                        Optional.of(4),
                        3);
        return new Training(new Mean(), new Descent(), DATA, TEST, course);
    }

    private static TrainingState start() {
        return TrainingState.of(
                Weights.of(Map.of("p", DenseWeight.trained(Array.of(List.of(1), 3)))));
    }

    @Test // 23 samples in batches of 5: 5 iterations an epoch, the last one of 3 samples
    void aTrainingThatStoppedAnywhereGoesOnWithTheSameBits() {
        Training training = training(0.05, Optional.empty());
        Recorder whole = new Recorder(Integer.MAX_VALUE);
        TrainingState end = training.run(start(), whole);
        assertThat(end.iteration()).isEqualTo(30);
        for (int stop = 1; stop < 30; stop++) {
            Recorder first = new Recorder(stop);
            TrainingState half = training.run(start(), first);
            Recorder second = new Recorder(Integer.MAX_VALUE);
            assertThat(training.run(half, second)).isEqualTo(end);
            List<Moment> both = new ArrayList<>(first.moments);
            both.addAll(second.moments);
            assertThat(both).isEqualTo(whole.moments);
        }
    }

    @Test
    void recordsComeAtTheStartAtEveryEpochAndWhereTheyAreDue() {
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        training(0.05, Optional.empty()).run(start(), recorder);
        assertThat(recorder.moments)
                .extracting(m -> m.state().iteration())
                .containsExactly(0L, 4L, 5L, 8L, 10L, 12L, 15L, 16L, 20L, 24L, 25L, 28L, 30L);
        assertThat(recorder.moments)
                .filteredOn(m -> m.validation().isPresent())
                .extracting(Moment::epoch)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(recorder.moments.getLast().backwardPasses()).isEqualTo(30);
    }

    @Test // from the mean of the test set on, the test loss can only grow
    void patienceEndsATrainingThatDoesNotImprove() {
        double mean = 0;
        for (int i = 0; i < TEST.size(); i++) {
            mean += ((Samples) TEST).all().inputs().at(i) / TEST.size();
        }
        Array best = Array.of(List.of(1), mean);
        TrainingState atBest = TrainingState.of(Weights.of(Map.of("p", DenseWeight.trained(best))));
        Training training = training(0.05, Optional.of(2));
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        TrainingState end = training.run(atBest, recorder);
        assertThat(recorder.improvements).isEqualTo(1);
        assertThat(end.iteration()).isEqualTo(10);
        assertThat(training.isFinished(end)).isTrue();
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingWithTheIteration() {
        TrainingState bad =
                TrainingState.of(
                        Weights.of(Map.of("p", DenseWeight.trained(Array.of(List.of(1), 1e200)))));
        assertThatThrownBy(() ->
                        training(0.05, Optional.empty()).run(bad, new Recorder(Integer.MAX_VALUE)))
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "iteration 0: the loss is not finite; lower the learning rate or clip the"
                                + " gradient");
    }

    @Test // the gradient of the first iteration is about 3
    void aClippedGradientHasTheBoundsLength() {
        Evaluation clipped =
                new Clipped(new Mean().on(DATA.batch(List.of(0, 1, 2)), 1), 0.5)
                        .evaluate(start().weights(), Map.of("p", Wanted.DENSE));
        assertThat(clipped.dense("p").at(0)).isEqualTo(0.5);
    }

    @Test
    void anEmptyTrainingSetIsRefused() {
        Dataset empty = Samples.of(Array.zeros(List.of(0, 1)), Array.zeros(List.of(0, 1)), 1);
        assertThatThrownBy(() ->
                        new Training(
                                new Mean(),
                                new Descent(),
                                empty,
                                TEST,
                                training(0.05, Optional.empty()).course()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training: the training set is empty");
    }
}
