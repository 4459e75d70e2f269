package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.neural.method.TuckerRuns.adaptive;
import static org.bugle.neural.method.TuckerRuns.kernel;
import static org.bugle.neural.method.TuckerRuns.rng;

import org.assertj.core.data.Percentage;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.SingleConvolution;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The first steps of tests D and E of spec `tucker-conv`: kernels are learnt through a network,
/// with gradients by backpropagation through the chain of small convolutions.
class ConvolutionTeacherTest {
    private static final Vanilla NAIVE = new Vanilla(TuckerRuns.ANY, Sgd.plain());

    /// What is to be learnt.
    record Task(SingleConvolution network, Tucker teacher, Array inputs, Tucker start) {
        /// A convolution 5×5 without activation, from singular values that fall by δ.
        static Task linear(double delta) {
            List<Integer> sizes = List.of(16, 12, 5, 5);
            SplitMix64 random = rng(31);
            Tucker teacher = Draws.decayed(Draws.tucker(random, sizes, List.of(3, 3, 2, 2)), 1, 1);
            Array inputs = Draws.normals(random, List.of(32, 12, 10, 10), 1);
            return new Task(
                    new SingleConvolution(sizes, 2, new Activation.Linear()),
                    teacher,
                    inputs,
                    Draws.decayed(Draws.tucker(rng(32), sizes, List.of(8, 8, 4, 4)), delta, 1));
        }

        /// A convolution 3×3 with ReLU.
        static Task relu(double delta) {
            List<Integer> sizes = List.of(16, 8, 3, 3);
            SplitMix64 random = rng(51);
            Tucker teacher = Draws.decayed(Draws.tucker(random, sizes, List.of(4, 3, 2, 2)), 1, 1);
            Array inputs = Draws.normals(random, List.of(16, 8, 8, 8), 1);
            return new Task(
                    new SingleConvolution(sizes, 1, new Activation.Relu()),
                    teacher,
                    inputs,
                    Draws.decayed(Draws.tucker(rng(52), sizes, List.of(8, 6, 3, 3)), delta, 1));
        }

        private int pixels() {
            return inputs.size(2) * inputs.size(3);
        }

        private static Weights weights(Factored weight) {
            return Weights.of(Map.of(SingleConvolution.WEIGHT, weight));
        }

        /// Losses at the start and after each step, as means over pixels.
        double[] losses(Method method, double rate, int steps) {
            double[] losses = new double[steps + 1];
            try (PlainEngine engine = new PlainEngine();
                    Evaluator evaluator = new Evaluator(engine, network, Criterion.HALF_SQUARES)) {
                Array targets =
                        evaluator.outputs(weights(kernel(teacher)), Batch.of(inputs, inputs));
                Objective objective = evaluator.training(Batch.of(inputs, targets), 0);
                TrainingState state = TrainingState.of(weights(kernel(start)));
                for (int k = 0; k <= steps; k++) {
                    Step step = method.step(objective, state, rate / pixels());
                    losses[k] = step.loss() / pixels();
                    state = step.state();
                }
            }
            return losses;
        }
    }

    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of(
                        Task.linear(1), adaptive(0.05), 0.5, 0.76962204, 0.25902926, 1.2800941e-2),
                Arguments.of(
                        Task.linear(10), adaptive(0.05), 0.5, 0.79665703, 0.26450739, 1.2536457e-2),
                Arguments.of(
                        Task.linear(10),
                        TuckerRuns.replaced(),
                        0.5,
                        0.79665703,
                        0.29057293,
                        1.0291598e-2),
                Arguments.of(Task.linear(10), NAIVE, 0.5, 0.79665703, 0.36208807, 0.2851938),
                Arguments.of(
                        Task.relu(4), adaptive(0.05), 1, 0.33973658, 0.17604502, 1.3443556e-2));
    }

    @ParameterizedTest // the figures have seven to eight digits
    @MethodSource("figures")
    void lossesAreTheSpecs(
            Task task, Method method, double rate, double start, double one, double five) {
        double[] losses = task.losses(method, rate, 5);
        assertThat(losses[0]).isCloseTo(start, Percentage.withPercentage(1e-5));
        assertThat(losses[1]).isCloseTo(one, Percentage.withPercentage(1e-5));
        assertThat(losses[5]).isCloseTo(five, Percentage.withPercentage(1e-5));
    }
}
