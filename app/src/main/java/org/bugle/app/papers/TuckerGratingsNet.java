package org.bugle.app.papers;

import org.bugle.app.reproduce.Lab;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Samples;
import org.bugle.neural.data.generated.Gratings;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.network.ConvNet;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The net of test F of TDLRT, and its trainings.
final class TuckerGratingsNet {
    static final List<String> KERNELS = List.of("conv1.weight", "conv2.weight");

    private static final int EPOCHS = 16;
    private static final int BATCH = 50;
    private static final double RATE = 0.05;

    private TuckerGratingsNet() {}

    /// @param losses of each epoch, the means over batches before their steps
    record Outcome(List<Double> losses, Weights weights, double accuracy) {
        /// The share of the kernels' parameters that is saved.
        double compression() {
            double all = 144 + 4608;
            return 1 - KERNELS.stream().mapToLong(k -> weights.get(k).parameters()).sum() / all;
        }

        /// The same with other weights, after the training.
        Outcome with(Weights other) {
            return new Outcome(losses, other, TuckerGratingsNet.accuracy(other));
        }

        List<Integer> ranks(String kernel) {
            return ((Factored) weights.get(kernel)).ranks();
        }
    }

    static Outcome train(Method method, int seed, Lab lab) {
        ConvNet network = ConvNet.ofGratings();
        Samples train = Gratings.of(800, 71);
        Weights dense = network.initialize(new SplitMix64(seed));
        TrainingState state = TrainingState.of(method.start(dense, KERNELS, new SplitMix64(0)));
        SplitMix64 shuffling = new SplitMix64(5);
        List<Double> losses = new ArrayList<>();
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = evaluator(engine)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                lab.requireTime();
                List<Integer> order = Samples.shuffled(train.size(), shuffling);
                double sum = 0;
                for (int from = 0; from < train.size(); from += BATCH) {
                    Batch batch = train.batch(order.subList(from, from + BATCH));
                    Step step = method.step(evaluator.training(batch, 0), state, RATE);
                    sum += step.loss();
                    state = step.state();
                }
                losses.add(sum * BATCH / train.size());
            }
        }
        return new Outcome(losses, state.weights(), accuracy(state.weights()));
    }

    private static Evaluator evaluator(PlainEngine engine) {
        return new Evaluator(engine, ConvNet.ofGratings(), Criterion.CROSS_ENTROPY);
    }

    static double accuracy(Weights weights) {
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = evaluator(engine)) {
            return evaluator.score(weights, Gratings.of(800, 72), 200).accuracy();
        }
    }

    /// Loss and, where wanted, gradients at the start, on the first 50 images.
    static Evaluation first(int seed, boolean derived) {
        Weights weights = ConvNet.ofGratings().initialize(new SplitMix64(seed));
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        if (derived) {
            weights.names().forEach(name -> wanted.put(name, Wanted.DENSE));
        }
        List<Integer> indices = IntStream.range(0, BATCH).boxed().toList();
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = evaluator(engine)) {
            return evaluator
                    .training(Gratings.of(800, 71).batch(indices), 0)
                    .evaluate(weights, wanted);
        }
    }
}
