package org.bugle.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.plain.PlainEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// Convolutions in single precision, also where the library's own are wrong on some processors.
@Tag("djl")
class SingleConvolutionTest {
    /// Worst seen is 2e-6; where the library is wrong, errors are about 1.
    private static final double SINGLE = 1e-5;

    @ParameterizedTest(name = "{0} to {1} channels, window {2}")
    @CsvSource({"1,20,5", "20,50,5", "8,7,3", "16,7,3", "17,16,3", "24,24,3", "40,17,5", "20,50,1"})
    void agreeWithThoseInDoublePrecision(int inputs, int outputs, int window) {
        SplitMix64 random = new SplitMix64(1);
        Array x = Draws.normals(random, List.of(3, inputs, 9, 9), 1);
        Array kernel = Draws.normals(random, List.of(outputs, inputs, window, window), 0.1);
        List<Array> right;
        try (Engine engine = new PlainEngine()) {
            right = evaluated(engine, x, kernel);
        }
        try (Engine engine = new DjlEngine(Precision.SINGLE, Processor.CPU, 1)) {
            List<Array> found = evaluated(engine, x, kernel);
            for (int i = 0; i < right.size(); i++) {
                double error = found.get(i).toDouble().plus(-1, right.get(i)).norm();
                assertThat(error / right.get(i).norm()).isLessThan(SINGLE);
            }
        }
    }

    /// The result, and the derivatives of the sum of its squares.
    private static List<Array> evaluated(Engine engine, Array x, Array kernel) {
        try (Graph graph = engine.open(true)) {
            Value input = graph.variable(x);
            Value weight = graph.variable(kernel);
            Value y = input.conv2d(weight, Convolution.of(1, 1));
            List<Array> all = new ArrayList<>(List.of(y.data()));
            all.addAll(graph.gradients(y.times(y).sum(), List.of(input, weight)));
            return all;
        }
    }
}
