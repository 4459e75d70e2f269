package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class NetworksTest {
    /// Of central differences of the widths below, where no activation has a kink between.
    private static final double DIFFERENCES = 1e-8;

    /// A network with a batch for it.
    ///
    /// @param width of differences: third derivatives of the encoders are large (their embeddings
    ///   are small, and normalised), and thousands of ReLUs have a kink nearby
    record Case(String name, Network network, Batch batch, double width) {
        Case(String name, Network network, Batch batch) {
            this(name, network, batch, 1e-6);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> networks() {
        return Stream.of(
                new Case(
                        "Mlp",
                        new Mlp(List.of(12, 5, 4, 3), new Activation.Tanh(), Mlp.Bias.WITH),
                        images(4, 3, 3, 2, 2)),
                new Case(
                        "Mlp without biases",
                        new Mlp(
                                List.of(12, 5, 3),
                                Activation.LeakyRelu.standard(),
                                Mlp.Bias.WITHOUT),
                        images(4, 3, 3, 2, 2)),
                new Case(
                        "LeNet5",
                        ConvNet.leNet5(new Activation.Relu(), 10),
                        images(2, 10, 1, 28, 28)),
                new Case("gratings", ConvNet.ofGratings(), images(3, 8, 1, 12, 12)),
                new Case("waves", ConvNet.ofWaves(), images(3, 6, 1, 12, 12)),
                new Case("TinyTransformer", TinyTransformer.ofSpec(), tokens(3, 10, 12, 12)),
                new Case("Vgg16", new Vgg16(4, 2, 0.2), images(6, 4, 3, 32, 32)),
                new Case("ResNet18", new ResNet18(4, 2), images(4, 4, 3, 16, 16), 2e-7),
                new Case(
                        "encoder of sequences",
                        encoder(TransformerEncoder.Head.SEQUENCE, TransformerEncoder.Norm.POST),
                        sequences()),
                new Case(
                        "encoder of tokens",
                        encoder(TransformerEncoder.Head.TOKENS, TransformerEncoder.Norm.PRE),
                        tokens(3, 5, 7, 4)));
    }

    static Batch images(int samples, int classes, int channels, int rows, int columns) {
        SplitMix64 random = new SplitMix64(4);
        Array x = Draws.normals(random, List.of(samples, channels, rows, columns), 1);
        return Batch.of(x, Array.generate(List.of(samples), i -> i % classes));
    }

    static Batch tokens(int samples, int length, int vocabulary, int classes) {
        SplitMix64 random = new SplitMix64(4);
        List<Integer> shape = List.of(samples, length);
        return Batch.of(
                Array.generate(shape, _ -> Draws.below(random, vocabulary)),
                Array.generate(shape, _ -> Draws.below(random, classes)));
    }

    private static TransformerEncoder encoder(
            TransformerEncoder.Head head, TransformerEncoder.Norm norm) {
        return new TransformerEncoder(
                new TransformerEncoder.Size(7, 6, 8, 12, 2, 2), 4, head, norm, 0.1);
    }

    /// Three sequences of five tokens, of which 5, 3 and 1 count.
    private static Batch sequences() {
        Array mask = Array.of(List.of(3, 5), 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0);
        return new Batch(tokens(3, 5, 7, 4).inputs(), mask, Array.of(List.of(3), 0, 3, 1));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreThoseOfCentralDifferences(Case net) {
        Weights weights = net.network.initialize(new SplitMix64(3));
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        weights.trainedDense().keySet().forEach(name -> wanted.put(name, Wanted.DENSE));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), net.network, Criterion.CROSS_ENTROPY)) {
            NetworkObjective objective = evaluator.training(net.batch, 1);
            var found = objective.evaluate(weights, wanted);
            for (String name : wanted.keySet()) {
                Array gradient = found.dense(name);
                int step = Math.max(1, gradient.size() / 3);
                for (int i = 0; i < gradient.size(); i += step) {
                    double up = loss(objective, weights, name, i, net.width);
                    double down = loss(objective, weights, name, i, -net.width);
                    assertThat(gradient.at(i))
                            .as("%s, entry %d", name, i)
                            .isCloseTo((up - down) / (2 * net.width), within(DIFFERENCES));
                }
            }
        }
    }

    private static double loss(
            NetworkObjective objective, Weights weights, String name, int entry, double by) {
        Array old = weights.get(name).merged();
        double[] entries = old.toDoubles();
        entries[entry] += by;
        Weights moved = weights.with(name, DenseWeight.trained(Array.over(old.shape(), entries)));
        return objective.evaluate(moved, Map.of()).loss();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void layersAreMatricesAndKernelsOfTheNetwork(Case net) {
        Weights weights = net.network.initialize(new SplitMix64(3));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), net.network, Criterion.CROSS_ENTROPY)) {
            assertThat(net.network.layers())
                    .allSatisfy(name -> assertThat(weights.get(name).shape().size()).isIn(2, 4));
            assertThat(evaluator.cost(weights, net.batch).layers().keySet())
                    .containsAll(net.network.layers());
        }
    }

    private static long count(Network network) {
        return network.initialize(new SplitMix64(1)).trainedParameters();
    }

    @Test // spec geolora: 430 500 weights, and as many biases as channels and outputs
    void leNet5HasTheWeightsOfTheSpec() {
        Network net = ConvNet.leNet5(new Activation.Relu(), 10);
        assertThat(count(net)).isEqualTo(430_500 + 20 + 50 + 500 + 10);
        assertThat(net.layers())
                .containsExactly("conv1.weight", "conv2.weight", "fc1.weight", "fc2.weight");
        Weights weights = net.initialize(new SplitMix64(1));
        assertThat(weights.get("fc1.weight").shape()).isEqualTo(List.of(500, 800));
    }

    @Test // spec condlr C3 and C3b, the rows `dense`
    void theNetsOfTheRobustnessTestHaveItsParameters() {
        Mlp mlp = new Mlp(List.of(144, 64, 64, 6), Activation.LeakyRelu.standard(), Mlp.Bias.WITH);
        assertThat(count(mlp)).isEqualTo(13_830);
        assertThat(count(ConvNet.ofWaves())).isEqualTo(6_710);
    }

    @Test // spec condlr C3: weight, then bias, ±1/√inputs, layer by layer
    void startingValuesAreDrawnInTheSpecsOrder() {
        Mlp mlp = new Mlp(List.of(4, 3, 2), new Activation.Tanh(), Mlp.Bias.WITH);
        Weights weights = mlp.initialize(new SplitMix64(7));
        SplitMix64 random = new SplitMix64(7);
        for (String layer : List.of("fc1", "fc2")) {
            List<Integer> shape = weights.get(layer + ".weight").shape();
            double bound = 1 / Math.sqrt(shape.getLast());
            assertThat(weights.get(layer + ".weight"))
                    .isEqualTo(DenseWeight.trained(Draws.uniform(random, shape, bound)));
            assertThat(weights.get(layer + ".bias"))
                    .isEqualTo(
                            DenseWeight.trained(
                                    Draws.uniform(random, List.of(shape.getFirst()), bound)));
        }
    }

    private static long kernels(Network network, Weights weights) {
        return network.layers().stream()
                .map(weights::get)
                .filter(weight -> weight.shape().size() == 4)
                .mapToLong(Weight::parameters)
                .sum();
    }

    @Test // spec tucker-conv
    void vgg16HasTheKernelsOfTheSpec() {
        Vgg16 net = Vgg16.of(10);
        Weights weights = net.initialize(new SplitMix64(1));
        assertThat(kernels(net, weights)).isEqualTo(14_710_464);
        assertThat(weights.get("fc3.weight").shape()).isEqualTo(List.of(10, 512));
    }

    @Test // spec tucker-conv: the number counts the three convolutions 1×1 of the skip connections
    void resNet18HasTheKernelsOfTheSpec() {
        ResNet18 net = ResNet18.of(10);
        assertThat(kernels(net, net.initialize(new SplitMix64(1)))).isEqualTo(11_159_232);
        assertThat(net.layers()).hasSize(21);
    }

    @Test // blocks that add nothing leave what was skipped; without it, outputs would not differ
    void resNet18AddsWhatItSkips() {
        ResNet18 net = new ResNet18(3, 2);
        Weights weights = net.initialize(new SplitMix64(1));
        Map<String, DenseWeight> nothing = new LinkedHashMap<>();
        for (String name : weights.names()) {
            if (name.endsWith("bn2.weight")) {
                Array zeros = Array.zeros(weights.get(name).shape());
                nothing.put(name, DenseWeight.trained(zeros));
            }
        }
        Batch batch = images(2, 3, 3, 8, 8);
        try (Evaluator evaluator = new Evaluator(new PlainEngine(), net, Criterion.CROSS_ENTROPY)) {
            Array outputs = evaluator.outputs(weights.with(nothing), batch);
            assertThat(outputs.rows(0, 1).plus(-1, outputs.rows(1, 2)).norm()).isGreaterThan(1e-3);
        }
    }

    @Test
    void whatTheMaskLeavesOutDoesNotMatter() {
        Batch batch = sequences();
        double[] changed = batch.inputs().toDoubles();
        changed[8] = 6 - changed[8];
        changed[14] = (changed[14] + 1) % 7;
        Batch other =
                new Batch(
                        Array.over(batch.inputs().shape(), changed), batch.mask(), batch.targets());
        Network net = encoder(TransformerEncoder.Head.SEQUENCE, TransformerEncoder.Norm.PRE);
        Weights weights = net.initialize(new SplitMix64(1));
        try (Evaluator evaluator = new Evaluator(new PlainEngine(), net, Criterion.CROSS_ENTROPY)) {
            Array masked = evaluator.outputs(weights, batch);
            assertThat(evaluator.outputs(weights, other)).isEqualTo(masked);
            Array second = batch.inputs().reshape(List.of(15)).rows(5, 8).reshape(List.of(1, 3));
            Batch alone = Batch.of(second, Array.of(List.of(1), 3));
            assertThat(evaluator.outputs(weights, alone).plus(-1, masked.rows(1, 2)).norm())
                    .isLessThan(1e-14);
        }
    }

    /// Images of gratings as spec `tucker-conv` F draws them.
    private static Batch gratings(int images) {
        SplitMix64 random = new SplitMix64(71);
        double[] pixels = new double[images * 144];
        double[] labels = new double[images];
        for (int n = 0; n < images; n++) {
            int k = Draws.below(random, 8);
            double phase = 2 * Math.PI * random.nextDouble();
            double angle = Math.PI * (k % 4) / 4;
            double wave = k < 4 ? 1.5 : 3;
            for (int i = 0; i < 144; i++) {
                int row = i / 12;
                double along = i % 12 * Math.cos(angle) + row * Math.sin(angle);
                pixels[n * 144 + i] =
                        Math.sin(2 * Math.PI * wave * along / 12 + phase)
                                + 0.8 * Draws.normal(random);
            }
            labels[n] = k;
        }
        return Batch.of(
                Array.over(List.of(images, 1, 12, 12), pixels),
                Array.over(List.of(images), labels));
    }

    @Test // spec tucker-conv F, to its digits
    void theNetOfGratingsHasTheFirstValuesOfTheSpec() {
        Batch batch = gratings(50);
        assertThat(batch.targets().rows(0, 10).toDoubles())
                .containsExactly(6, 0, 3, 3, 6, 3, 2, 2, 4, 3);
        assertThat(batch.inputs().at(0)).isCloseTo(0.608738333059, within(1e-12));
        Network net = ConvNet.ofGratings();
        double[] losses = {3.73200754456, 4.00888256149, 3.33003621603};
        double[] norms = {
            0.890056310214,
            0.53244390846,
            7.2099647699,
            0.424841324804,
            18.1307594706,
            0.549140753993
        };
        try (Evaluator evaluator = new Evaluator(new PlainEngine(), net, Criterion.CROSS_ENTROPY)) {
            NetworkObjective objective = evaluator.training(batch, 0);
            for (int i = 0; i < losses.length; i++) {
                Weights weights = net.initialize(new SplitMix64(73 + i));
                assertThat(objective.evaluate(weights, Map.of()).loss())
                        .isCloseTo(losses[i], within(1e-9));
            }
            Weights weights = net.initialize(new SplitMix64(73));
            Map<String, Wanted> wanted = new LinkedHashMap<>();
            weights.names().forEach(name -> wanted.put(name, Wanted.DENSE));
            var found = objective.evaluate(weights, wanted);
            for (int i = 0; i < norms.length; i++) {
                assertThat(found.dense(weights.names().get(i)).norm())
                        .isCloseTo(norms[i], within(1e-9));
            }
        }
    }

    @Test // spec geolora E6: what the spec draws after the weights shows that they are drawn so
    void theTinyTransformerDrawsAsTheSpecDoes() {
        SplitMix64 random = new SplitMix64(100);
        Weights weights = TinyTransformer.ofSpec().initialize(random);
        int[] permutation = IntStream.range(0, 12).toArray();
        for (int i = 11; i >= 1; i--) {
            int j = Draws.below(random, i + 1);
            int swap = permutation[i];
            permutation[i] = permutation[j];
            permutation[j] = swap;
        }
        assertThat(permutation).containsExactly(1, 5, 3, 9, 11, 7, 6, 0, 10, 2, 4, 8);
        assertThat(weights.names().getFirst()).isEqualTo("embedding.weight");
    }

    @Test
    void theTinyTransformerIsItsFormula() {
        Weights weights = TinyTransformer.ofSpec().initialize(new SplitMix64(100));
        Batch batch = tokens(1, 10, 12, 12);
        Array outputs;
        try (Evaluator evaluator =
                new Evaluator(
                        new PlainEngine(), TinyTransformer.ofSpec(), Criterion.CROSS_ENTROPY)) {
            outputs = evaluator.outputs(weights, batch);
        }
        Matrix table = matrix(weights, "embedding");
        Matrix x =
                Matrix.generate(10, 16, (i, j) -> table.get((int) batch.inputs().at(i), j))
                        .plus(matrix(weights, "position"));
        Matrix scores =
                x.timesTranspose(matrix(weights, "q"))
                        .timesTranspose(x.timesTranspose(matrix(weights, "k")));
        Matrix weightsOfRows =
                Matrix.generate(10, 10, (i, j) -> j > i ? 0 : Math.exp(scores.get(i, j) / 4));
        Matrix attention =
                Matrix.generate(
                        10,
                        10,
                        (i, j) ->
                                weightsOfRows.get(i, j)
                                        / IntStream.range(0, 10)
                                                .mapToDouble(k -> weightsOfRows.get(i, k))
                                                .sum());
        Matrix h =
                x.plus(
                        attention
                                .times(x.timesTranspose(matrix(weights, "v")))
                                .timesTranspose(matrix(weights, "o")));
        Matrix hidden = h.timesTranspose(matrix(weights, "fc1")).map(Math::tanh);
        Matrix r = h.plus(hidden.timesTranspose(matrix(weights, "fc2")));
        Matrix logits = r.timesTranspose(matrix(weights, "out"));
        assertThat(outputs.reshape(List.of(10, 12)).toMatrix().minus(logits).norm())
                .isLessThan(1e-13 * logits.norm());
    }

    private static Matrix matrix(Weights weights, String layer) {
        return weights.get(layer + ".weight").merged().toMatrix();
    }

    @Test
    void whatDoesNotFitIsOneSentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mlp(List.of(3), new Activation.Relu(), Mlp.Bias.WITH))
                .withMessage("Mlp: widths must be two or more numbers ≥ 1, found [3]");
        var stage = new ConvNet.Stage(2, 5, 0, ConvNet.Pool.MEAN, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ConvNet(
                                List.of(1, 4, 8),
                                List.of(stage),
                                List.of(2),
                                new Activation.Relu(),
                                ConvNet.Start.HE))
                .withMessage("ConvNet: images [1, 4, 8] are too small for the windows");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ConvNet(
                                List.of(1, 4),
                                List.of(),
                                List.of(),
                                new Activation.Relu(),
                                ConvNet.Start.HE))
                .withMessage(
                        "ConvNet: wants (channels, rows, columns) and a linear layer or more,"
                                + " found [1, 4] and []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Vgg16(10, 0, 0.5))
                .withMessage(
                        "Vgg16: classes and width must be ≥ 1 and drop in [0, 1), found 10, 0,"
                                + " 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResNet18(0, 64))
                .withMessage("ResNet18: classes and width must be ≥ 1, found 0 and 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerEncoder.Size(7, 6, 8, 12, 3, 2))
                .withMessage(
                        "TransformerEncoder: sizes must be ≥ 1 and heads must divide the width,"
                                + " found vocabulary 7, length 6, width 8, hidden 12, heads 3,"
                                + " blocks 2");
    }
}
