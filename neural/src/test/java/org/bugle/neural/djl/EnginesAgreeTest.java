package org.bugle.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Operations;
import org.bugle.neural.engine.Value;
import org.bugle.neural.plain.PlainEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

/// Each engine is the other's oracle: every operation and its derivatives agree in double
/// precision.
@Tag("djl")
class EnginesAgreeTest {
    /// Results are of order 1 to 10.
    private static final double AGREEMENT = 1e-10;

    @ParameterizedTest
    @MethodSource("org.bugle.neural.engine.Operations#all")
    void resultsAndDerivativesAgree(Operations.Case operation) {
        try (DjlEngine engine = new DjlEngine(Precision.DOUBLE, Processor.CPU, 1)) {
            List<Array> found = evaluated(engine, operation);
            List<Array> expected = evaluated(new PlainEngine(), operation);
            for (int k = 0; k < expected.size(); k++) {
                assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
                assertThat(found.get(k).toDoubles())
                        .as(k == 0 ? "result" : "derivative " + k)
                        .containsExactly(expected.get(k).toDoubles(), within(AGREEMENT));
            }
        }
    }

    /// The result, then the derivatives of its weighted sum.
    private static List<Array> evaluated(Engine engine, Operations.Case operation) {
        SplitMix64 random = new SplitMix64(5);
        try (Graph graph = engine.open(true)) {
            List<Value> variables =
                    operation.shapes().stream()
                            .map(shape -> graph.variable(Draws.normals(random, shape, 1)))
                            .toList();
            Value result = operation.f().apply(variables);
            Value weights = graph.constant(Draws.normals(random, result.shape(), 1));
            List<Array> all = new ArrayList<>(List.of(result.data()));
            all.addAll(graph.gradients(result.times(weights).sum(), variables));
            return all;
        }
    }
}
