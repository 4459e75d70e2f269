package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Factorisation;
import org.bugle.neural.method.ModeTruncation;
import org.bugle.neural.method.StartRanks;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Schedule;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.training.Course;
import org.bugle.neural.training.Moment;
import org.bugle.neural.training.NetworkModel;
import org.bugle.neural.training.Training;
import org.bugle.neural.weight.TuckerConv2d;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One epoch of TDLRT of the large networks, on 512 images of 32×32.
@Tag("djl")
@Tag("slow")
class LargeNetworksTest {
    private static final int IMAGES = 512;
    private static final int CLASSES = 4;

    /// A class is the channel, or none, that is brighter than noise.
    private static Samples images() {
        SplitMix64 random = new SplitMix64(1);
        int pixels = 32 * 32;
        Array labels = Array.generate(List.of(IMAGES), k -> k % CLASSES);
        Array inputs =
                Array.generate(
                        List.of(IMAGES, 3, 32, 32),
                        i -> {
                            int channel = i / pixels % 3;
                            boolean bright = i / (3 * pixels) % CLASSES == channel;
                            return (bright ? 0.6 : 0.3) + 0.1 * Draws.normal(random);
                        });
        return Samples.of(inputs.toSingle(), labels, CLASSES);
    }

    static Stream<Network> networks() {
        return Stream.of(Vgg16.of(CLASSES), ResNet18.of(CLASSES));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void anEpochOfTuckerKernelsLearns(Network network) {
        Samples images = images();
        Factorisation start =
                Factorisation.of(
                        new Factorisation.Form.TuckerKernels(
                                TuckerConv2d.Modes.CHANNELS, TuckerConv2d.Chain.THREE),
                        new StartRanks.Shares(List.of(0.25, 0.25, 1.0, 1.0), 10));
        Dlrt method =
                Dlrt.plain(start, new Dlrt.Variant.Adaptive(ModeTruncation.relative(0.05)))
                        .with(new Sgd(0.1, 0), new Sgd(0.1, 0))
                        .withCoreSteps(4);
        Course course =
                new Course(
                        1,
                        64,
                        0.02,
                        new Schedule.Constant(),
                        Optional.of(5.0),
                        Optional.empty(),
                        Optional.of(4),
                        1);
        SplitMix64 random = new SplitMix64(2);
        try (Engine engine = new DjlEngine(Precision.SINGLE, Processor.CPU, 1);
                Evaluator evaluator = new Evaluator(engine, network, Criterion.CROSS_ENTROPY)) {
            var weights = network.initialize(random);
            List<String> kernels =
                    network.layers().stream()
                            .filter(name -> weights.get(name).shape().size() == 4)
                            .toList();
            Training training =
                    new Training(new NetworkModel(evaluator, 64), method, images, images, course);
            Losses losses = new Losses();
            TrainingState end = training.run(method.begin(weights, kernels, random), losses);
            assertThat(end.iteration()).isEqualTo(8);
            assertThat(end.weights().factored().keySet()).containsExactlyElementsOf(kernels);
            assertThat(losses.last).isLessThan(losses.first);
            assertThat(evaluator.score(end.weights(), images, 64).accuracy()).isFinite();
        }
    }

    /// Of the first and of the last four iterations.
    private static final class Losses implements Training.Watcher {
        private double first = Double.NaN;
        private double last = Double.NaN;

        @Override
        public void iteration(TrainingState state, double loss) {}

        @Override
        public void settled(TrainingState state) {}

        @Override
        public void record(Moment moment) {
            if (Double.isNaN(first)) {
                first = moment.loss();
            }
            last = moment.loss();
        }

        @Override
        public void improved(TrainingState state) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
