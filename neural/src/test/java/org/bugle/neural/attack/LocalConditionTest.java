package org.bugle.neural.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Value;
import org.bugle.neural.network.Network;
import org.bugle.neural.network.Pass;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class LocalConditionTest {

    /// Square layers without biases, W = N/√n + I, with leaky ReLU of slope 0.1 between them.
    private record Square(int size, int count) implements Network {
        private static final double SLOPE = 0.1;

        @Override
        public Weights initialize(SplitMix64 random) {
            Map<String, Weight> weights = new LinkedHashMap<>();
            for (String layer : layers()) {
                Matrix w =
                        Draws.matrix(random, size, size)
                                .times(1 / Math.sqrt(size))
                                .plus(Matrix.identity(size));
                weights.put(layer, DenseWeight.trained(Array.of(w)));
            }
            return Weights.of(weights);
        }

        @Override
        public Value apply(Pass pass, Batch batch) {
            Value x = pass.linear("0", pass.inputs(batch));
            for (int i = 1; i < count; i++) {
                x = pass.linear("" + i, x.leakyRelu(SLOPE));
            }
            return x;
        }

        @Override
        public List<String> layers() {
            return IntStream.range(0, count).mapToObj(i -> i + ".weight").toList();
        }
    }

    @ParameterizedTest // spec `condlr` C4
    @CsvSource({"70, 8, 3, 5.921750e7, 112.9245", "71, 16, 2, 4617.745, 17.96526"})
    void measuredConditionNumbersStayBelowTheBound(
            long seed, int size, int layers, double bound, double measured) {
        SplitMix64 random = new SplitMix64(seed);
        Square network = new Square(size, layers);
        Weights weights = network.initialize(random);
        Array inputs = Draws.normals(random, List.of(2000, size), 1);
        try (PlainEngine engine = new PlainEngine()) {
            List<Double> found = new LocalCondition(engine, network, weights).at(inputs);
            double largest = found.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            assertThat(largest).isCloseTo(measured, within(1e-6 * measured));
        }
        double product = new Conditioning(weights, network.layers()).bound(1 / Square.SLOPE);
        assertThat(product).isCloseTo(bound, within(1e-6 * bound));
    }
}
