package org.bugle.neural.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Operations;
import org.bugle.neural.engine.Pooling;
import org.bugle.neural.engine.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

class PlainEngineTest {
    /// Of central differences with the width below: about 1e-6² and 1e-16/1e-6, times derivatives.
    private static final double DIFFERENCES = 1e-8;

    private static final double WIDTH = 1e-5;

    /// Σ weight·f, so that each entry of the result counts differently.
    private static Value weighted(Graph graph, Value value) {
        Array weights = Draws.normals(new SplitMix64(9), value.shape(), 1);
        return value.times(graph.constant(weights)).sum();
    }

    private static double evaluated(Operations.Case operation, List<Array> inputs) {
        try (Graph graph = new PlainEngine().open(false)) {
            Value result = operation.f().apply(inputs.stream().map(graph::constant).toList());
            return weighted(graph, result).data().number();
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.neural.engine.Operations#all")
    void gradientsAreThoseOfCentralDifferences(Operations.Case operation) {
        SplitMix64 random = new SplitMix64(3);
        List<Array> inputs =
                operation.shapes().stream().map(shape -> Draws.normals(random, shape, 1)).toList();
        List<Array> gradients;
        try (Graph graph = new PlainEngine().open(true)) {
            List<Value> variables = inputs.stream().map(graph::variable).toList();
            Value loss = weighted(graph, operation.f().apply(variables));
            gradients = graph.gradients(loss, variables);
        }
        for (int k = 0; k < inputs.size(); k++) {
            for (int i = 0; i < inputs.get(k).size(); i++) {
                double slope =
                        (evaluated(operation, moved(inputs, k, i, WIDTH))
                                        - evaluated(operation, moved(inputs, k, i, -WIDTH)))
                                / (2 * WIDTH);
                assertThat(gradients.get(k).at(i))
                        .as("input %d, entry %d", k, i)
                        .isCloseTo(slope, within(DIFFERENCES));
            }
        }
    }

    private static List<Array> moved(List<Array> inputs, int k, int entry, double by) {
        List<Array> moved = new ArrayList<>(inputs);
        double[] entries = inputs.get(k).toDoubles();
        entries[entry] += by;
        moved.set(k, Array.over(inputs.get(k).shape(), entries));
        return moved;
    }

    @Test // 40 images of 5 pixels: several blocks, the last of them smaller
    void convolutionIsItsDefinition() {
        SplitMix64 random = new SplitMix64(4);
        Array x = Draws.normals(random, List.of(40, 4, 9, 13), 1);
        Array kernel = Draws.normals(random, List.of(6, 2, 3, 4), 1);
        Convolution geometry = new Convolution(2, 3, 1, 2, 2);
        Array y;
        try (Graph graph = new PlainEngine().open(false)) {
            y = graph.constant(x).conv2d(graph.constant(kernel), geometry).data();
        }
        assertThat(y.shape()).isEqualTo(List.of(40, 6, 5, 5));
        for (int at = 0; at < y.size(); at++) {
            assertThat(y.at(at)).isCloseTo(direct(x, kernel, at), within(1e-13));
        }
    }

    /// Entry `at` of the strided convolution of the test above, by its sum.
    private static double direct(Array x, Array kernel, int at) {
        int image = at / 150;
        int filter = at / 25 % 6;
        int row = at / 5 % 5;
        int column = at % 5;
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    int y = 2 * row + i - 1;
                    int z = 3 * column + j - 2;
                    if (y >= 0 && y < 9 && z >= 0 && z < 13) {
                        int channel = filter / 3 * 2 + c;
                        sum +=
                                kernel.at(((filter * 2 + c) * 3 + i) * 4 + j)
                                        * x.at(((image * 4 + channel) * 9 + y) * 13 + z);
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void theFirstOfEqualMaximaTakesTheGradient() {
        try (Graph graph = new PlainEngine().open(true)) {
            Value x = graph.variable(Array.of(List.of(1, 1, 2, 2), 0, 1, 1, 1));
            Value loss = x.maxPool(Pooling.of(2)).sum();
            assertThat(graph.gradients(loss, List.of(x)).getFirst().toDoubles())
                    .containsExactly(0, 1, 0, 0);
        }
    }

    @Test
    void reluHasNoSlopeAtZero() {
        try (Graph graph = new PlainEngine().open(true)) {
            Value x = graph.variable(Array.of(List.of(2), 0, 1));
            assertThat(graph.gradients(x.relu().sum(), List.of(x)).getFirst().toDoubles())
                    .containsExactly(0, 1);
        }
    }

    @Test // from tables of the normal distribution, to 16 digits
    void geluTakesTheNormalDistributionItself() {
        assertThat(Normal.distribution(1)).isCloseTo(0.8413447460685429, within(2e-16));
        assertThat(Normal.distribution(-2)).isCloseTo(0.02275013194817921, within(2e-16));
        assertThat(Normal.distribution(-5) / 2.866515718791939e-7).isCloseTo(1, within(1e-14));
        double near = Math.sqrt(2) * 2.5;
        assertThat(Normal.distribution(Math.nextUp(near)))
                .isCloseTo(Normal.distribution(Math.nextDown(near)), within(4e-16));
    }

    @Test
    void partsStandSideBySide() {
        try (Graph graph = new PlainEngine().open(true)) {
            Value a = graph.variable(Array.of(List.of(2, 1), 1, 2));
            Value b = graph.variable(Array.of(List.of(2, 2), 3, 4, 5, 6));
            Value both = graph.concatenated(-1, List.of(a, b));
            assertThat(both.data().toDoubles()).containsExactly(1, 3, 4, 2, 5, 6);
            Value loss = both.times(both).sum();
            List<Array> gradients = graph.gradients(loss, List.of(a, b));
            assertThat(gradients.getFirst().toDoubles()).containsExactly(2, 4);
            assertThat(gradients.getLast().toDoubles()).containsExactly(6, 8, 10, 12);
        }
    }

    @Test
    void aVariableThatDoesNotMatterHasTheDerivativeZero() {
        try (Graph graph = new PlainEngine().open(true)) {
            Value x = graph.variable(Array.of(List.of(2), 1, 2));
            Value loss = graph.constant(Array.number(1)).sum();
            assertThat(graph.gradients(loss, List.of(x)).getFirst())
                    .isEqualTo(Array.zeros(List.of(2)));
        }
    }

    @Test
    void gradientsAreTakenOnce() {
        try (Graph graph = new PlainEngine().open(true)) {
            Value x = graph.variable(Array.number(1));
            graph.gradients(x.times(x), List.of(x));
            assertThatIllegalStateException()
                    .isThrownBy(() -> graph.gradients(x, List.of(x)))
                    .withMessage(
                            "gradients: were taken already; open a graph for each backward pass");
        }
        try (Graph graph = new PlainEngine().open(false)) {
            Value x = graph.variable(Array.number(1));
            assertThatIllegalStateException()
                    .isThrownBy(() -> graph.gradients(x, List.of(x)))
                    .withMessage("gradients: the graph was opened without recording");
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        v -> v.plus(v.reshape(3, 2)),
                        "plus: the shapes [2, 3] and [3, 2] do not broadcast"),
                mistake(
                        v -> v.matmul(v),
                        "matmul: wants shapes (…, m, k) and (…, k, n), found [2, 3] and [2, 3]"),
                mistake(
                        v -> v.permute(0, 0),
                        "permute: [0, 0] is no order of the axes of the shape [2, 3]"),
                mistake(v -> v.reshape(4, -1), "reshape: the shape [2, 3] cannot become [4, -1]"),
                mistake(
                        v -> v.slice(1, 2, 4),
                        "slice: 2 … 4 of axis 1 do not exist in the shape [2, 3]"),
                mistake(v -> v.mean(2), "mean: there is no axis 2 in the shape [2, 3]"),
                mistake(
                        v -> v.rows(Array.of(List.of(1), 2)),
                        "rows: indices must be integers from 0 to 1, found 2.0"),
                mistake(
                        v -> v.takeAlong(Array.of(List.of(1), 2)),
                        "takeAlong: wants values (…, p, n) and indices (p, q), found [2, 3] and"
                                + " [1]"),
                mistake(
                        v -> v.crossEntropy(Array.of(List.of(2), 0, 3)),
                        "crossEntropy: labels must be integers below 3, found 3.0"),
                mistake(
                        v -> v.crossEntropy(Array.of(List.of(1), 0)),
                        "crossEntropy: 2 rows of logits [2, 3] need as many labels, found [1]"),
                mistake(
                        v ->
                                v.reshape(1, 2, 3, 1)
                                        .conv2d(v.reshape(1, 2, 3, 1), Convolution.of(1, 0))
                                        .conv2d(v.reshape(1, 1, 3, 2), Convolution.valid()),
                        "conv2d: the kernel [1, 1, 3, 2] is larger than the padded images [1, 1,"
                                + " 1, 1]"),
                mistake(
                        v ->
                                v.reshape(1, 2, 3, 1)
                                        .conv2d(v.reshape(1, 1, 3, 2), Convolution.valid()),
                        "conv2d: wants images (b, c, rows, columns) and a kernel (f, c/groups,"
                                + " rows, columns), found [1, 2, 3, 1], [1, 1, 3, 2] and 1"
                                + " groups"),
                mistake(
                        v -> v.reshape(1, 2, 3, 1).maxPool(Pooling.of(2)),
                        "maxPool: images (b, c, rows, columns) must hold a window of 2 with"
                                + " padding 0, found [1, 2, 3, 1]"));
    }

    private static Arguments mistake(Function<Value, Value> operation, String message) {
        return Arguments.of(operation, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsOneSentence(Function<Value, Value> operation, String message) {
        try (Graph graph = new PlainEngine().open(false)) {
            Value x = graph.constant(Array.zeros(List.of(2, 3)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> operation.apply(x))
                    .withMessage(message);
        }
    }
}
