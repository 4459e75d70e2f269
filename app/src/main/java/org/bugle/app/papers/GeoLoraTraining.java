package org.bugle.app.papers;

import org.bugle.app.reproduce.Lab;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Samples;
import org.bugle.neural.method.AdaLora;
import org.bugle.neural.method.Lora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.Network;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The training of a small network in plain Java, on batches one after another, as E5 and E6 of
/// spec `geolora` do it.
///
/// @param train every sample
/// @param batch how many samples an iteration sees
record GeoLoraTraining(Network network, Criterion criterion, Samples train, int batch) {

    /// What a training came to.
    ///
    /// @param weights with the finished ranks
    record Outcome(Method method, Weights weights, long backwardPasses) {
        /// In the order of the layers.
        List<Integer> ranks() {
            return weights.factored().values().stream().map(w -> w.ranks().getFirst()).toList();
        }

        /// What training moves: with the core of GeoLoRA, the diagonal of AdaLoRA, and neither of
        /// LoRA.
        long parameters() {
            return weights.factored().values().stream().mapToLong(this::parameters).sum();
        }

        private long parameters(Factored weight) {
            return switch (method) {
                case Lora _ -> weight.parameters();
                case AdaLora _ -> weight.parameters() + weight.ranks().getFirst();
                default -> weight.trainedParameters();
            };
        }
    }

    /// All of these weights frozen.
    static Weights frozen(Weights weights) {
        Map<String, Weight> frozen = new LinkedHashMap<>();
        for (String name : weights.names()) {
            frozen.put(name, DenseWeight.frozen(weights.get(name).merged()));
        }
        return Weights.of(frozen);
    }

    /// A method with the seed of what it draws at the start, and its learning rate.
    record Setting(Method method, long seed, double rate) {
        Setting at(double otherRate) {
            return new Setting(method, seed, otherRate);
        }
    }

    /// From dense weights, with these layers put into factors as the method does.
    Outcome run(Lab lab, Setting setting, Weights dense, List<String> layers, int iterations) {
        Method method = setting.method();
        TrainingState state = method.begin(dense, layers, new SplitMix64(setting.seed()));
        List<Batch> batches = batches();
        long passes = 0;
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = new Evaluator(engine, network, criterion)) {
            for (int i = 0; i < iterations; i++) {
                lab.requireTime();
                Batch now = batches.get(i % batches.size());
                Step step = method.step(evaluator.training(now, 0), state, setting.rate());
                state = step.state();
                passes += step.backwardPasses();
            }
        }
        return new Outcome(method, method.finished(state), passes);
    }

    private List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < train.size(); from += batch) {
            int to = Math.min(train.size(), from + batch);
            batches.add(train.batch(IntStream.range(from, to).boxed().toList()));
        }
        return batches;
    }

    /// The loss of all samples of a set.
    double loss(Weights weights, Samples samples) {
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = new Evaluator(engine, network, criterion)) {
            return evaluator.score(weights, samples.all()).loss();
        }
    }
}
