package org.bugle.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;
import org.bugle.neural.engine.Value;
import org.bugle.neural.plain.PlainEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

@Tag("djl")
class DjlEngineTest {
    private static final Array X = Array.of(List.of(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Array A = Array.of(List.of(3, 2), 1, 0, 0, 1, 1, 1);

    private static DjlEngine engine;

    @BeforeAll
    static void load() {
        engine = new DjlEngine(Precision.DOUBLE, Processor.CPU, 1);
    }

    @AfterAll
    static void free() {
        engine.close();
    }

    @Test
    void arraysKeepTheirOrder() {
        try (Graph graph = engine.open(false)) {
            assertThat(graph.constant(X).data()).isEqualTo(X);
            assertThat(graph.constant(X).permute(1, 0).data().toDoubles())
                    .containsExactly(1, 4, 2, 5, 3, 6);
        }
    }

    @Test // ℓ = ½ ‖X A‖², so ∂ℓ/∂A = Xᵀ X A with X A = [4 5; 10 11]
    void aProductIsDerived() {
        try (Graph graph = engine.open(true)) {
            Value a = graph.variable(A);
            Value product = graph.constant(X).matmul(a);
            Value loss = product.times(product).sum().times(0.5);
            assertThat(loss.data().number()).isEqualTo((4 * 4 + 5 * 5 + 10 * 10 + 11 * 11) / 2.0);
            assertThat(graph.gradients(loss, List.of(a)).getFirst().toDoubles())
                    .containsExactly(44, 49, 58, 65, 72, 81);
        }
    }

    @Test
    void graphsDoNotAddUpTheirGradients() {
        Array first = slope();
        assertThat(slope()).isEqualTo(first);
    }

    private static Array slope() {
        try (Graph graph = engine.open(true)) {
            Value a = graph.variable(A);
            return graph.gradients(a.times(a).sum(), List.of(a)).getFirst();
        }
    }

    @Test // a graph for an attack inside one for training, say
    void graphsMayBeOpenAtOnce() {
        try (Graph outer = engine.open(true)) {
            Value a = outer.variable(A);
            Value square = a.times(a);
            assertThat(slope()).isEqualTo(A.times(2));
            try (Graph silent = engine.open(false)) {
                silent.variable(A).tanh();
            }
            assertThat(outer.gradients(square.sum(), List.of(a)).getFirst()).isEqualTo(A.times(2));
        }
    }

    @Test
    void keptArraysOutliveTheirGraphs() {
        try (Kept kept = engine.keep(X)) {
            for (int i = 0; i < 3; i++) {
                try (Graph graph = engine.open(true)) {
                    Value a = graph.variable(A);
                    Value loss = graph.constant(kept).matmul(a).sum();
                    assertThat(graph.gradients(loss, List.of(a)).getFirst().toDoubles())
                            .containsExactly(5, 5, 7, 7, 9, 9);
                }
            }
            assertThat(kept.shape()).isEqualTo(List.of(2, 3));
        }
    }

    @Test
    void aVariableThatDoesNotMatterHasTheDerivativeZero() {
        try (Graph graph = engine.open(true)) {
            Value a = graph.variable(A);
            Value loss = graph.variable(X).sum();
            assertThat(graph.gradients(loss, List.of(a)).getFirst()).isEqualTo(A.times(0));
        }
        try (Graph graph = engine.open(true)) {
            Value a = graph.variable(A);
            Value loss = graph.constant(X).sum();
            assertThat(graph.gradients(loss, List.of(a)).getFirst()).isEqualTo(A.times(0));
        }
    }

    @Test
    void derivativesAreTakenOnceAndOnlyWhereRecorded() {
        try (Graph graph = engine.open(true)) {
            Value a = graph.variable(A);
            Value loss = a.sum();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.gradients(a, List.of(a)))
                    .withMessage("gradients: the loss must be a number, found the shape [3, 2]");
            graph.gradients(loss, List.of(a));
            assertThatIllegalStateException()
                    .isThrownBy(() -> graph.gradients(loss, List.of(a)))
                    .withMessage(
                            "gradients: were taken already; open a graph for each backward pass");
        }
        try (Graph graph = engine.open(false)) {
            Value a = graph.variable(A);
            assertThatIllegalStateException()
                    .isThrownBy(() -> graph.gradients(a.sum(), List.of(a)))
                    .withMessage("gradients: the graph was opened without recording");
        }
    }

    @Test
    void aMistakeIsOneSentence() {
        try (Graph graph = engine.open(false)) {
            Value x = graph.constant(X);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> x.plus(graph.constant(A)))
                    .withMessage(
                            "plus of [2, 3] and [3, 2]: The size of tensor a (3) must match the"
                                    + " size of tensor b (2) at non-singleton dimension 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> x.matmul(x))
                    .withMessage(
                            "matmul: wants shapes (…, m, k) and (…, k, n), found [2, 3] and [2,"
                                    + " 3]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> x.slice(1, 2, 4))
                    .withMessage("slice: 2 … 4 of axis 1 do not exist in the shape [2, 3]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> x.rows(Array.of(List.of(1), 2)))
                    .withMessage("rows: indices must be integers from 0 to 1, found 2.0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> x.crossEntropy(Array.of(List.of(2), 0, 3)))
                    .withMessage("crossEntropy: labels must be integers below 3, found 3.0");
        }
    }

    @Test
    void whatAnotherEngineMadeIsRefused() {
        PlainEngine plain = new PlainEngine();
        try (Graph graph = engine.open(false);
                Graph other = plain.open(false);
                Kept kept = plain.keep(X)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.constant(X).plus(other.constant(X)))
                    .withMessage("a value of another engine cannot enter this graph");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.constant(kept))
                    .withMessage("constant: the array was kept by another engine");
        }
    }

    @Test
    void aBatchWithoutLabelsHasNoLoss() {
        try (Graph graph = engine.open(true)) {
            Value x = graph.variable(X);
            Value loss = x.crossEntropy(Array.of(List.of(2), -1, -1));
            assertThat(loss.data().number()).isZero();
            assertThat(graph.gradients(loss, List.of(x)).getFirst()).isEqualTo(X.times(0));
        }
    }

    @Test
    void singlePrecisionStaysSingle() {
        try (Engine single = new DjlEngine(Precision.SINGLE, Processor.CPU, 2);
                Graph graph = single.open(true)) {
            Value x = graph.variable(X);
            Value number = x.mean(0, 1).reshape().times(1.0 / 3).plus(1e-3).power(-0.5);
            assertThat(number.data().isSingle()).isTrue();
            assertThat(graph.gradients(number, List.of(x)).getFirst().isSingle()).isTrue();
            assertThat(single.name()).isEqualTo("pytorch");
            assertThat(single.description())
                    .startsWith("PyTorch 2.7.1")
                    .endsWith("(DJL 0.35.1), single precision, cpu, 2 threads");
        }
    }

    @Test
    void threadsAreOneOrMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DjlEngine(Precision.SINGLE, Processor.CPU, 0))
                .withMessage("DjlEngine: threads must be ≥ 1, found 0");
    }
}
