package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Loss and small gradients of every form of a weight are the same on both engines.
@Tag("djl")
class FormsOfEnginesTest {
    /// Relative to the norm of a gradient of order 1.
    private static final double AGREEMENT = 1e-10;

    @ParameterizedTest
    @MethodSource("org.bugle.neural.network.FormsTest#forms")
    void smallGradientsAgree(FormsTest.Case form) {
        for (Wanted wanted : List.of(Wanted.CORE, Wanted.FACTORS)) {
            compare(FormsTest.with(form), form.name(), wanted);
        }
        DenseWeight merged = DenseWeight.trained(form.weight().merged());
        compare(FormsTest.with(form).with(form.name(), merged), form.name(), Wanted.DENSE);
    }

    private static void compare(Weights weights, String name, Wanted wanted) {
        Evaluation expected = FormsTest.evaluated(new PlainEngine(), weights, name, wanted);
        try (DjlEngine engine = new DjlEngine(Precision.DOUBLE, Processor.CPU, 1)) {
            Evaluation found = FormsTest.evaluated(engine, weights, name, wanted);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(AGREEMENT));
            List<Matrix> theirs = parts(Objects.requireNonNull(found.gradients().get(name)));
            List<Matrix> ours = parts(Objects.requireNonNull(expected.gradients().get(name)));
            assertThat(theirs).hasSameSizeAs(ours);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(theirs.get(i).minus(ours.get(i)).norm())
                        .as("%s, part %d", wanted, i)
                        .isLessThan(AGREEMENT * Math.max(1e-3, ours.get(i).norm()));
            }
        }
    }

    private static List<Matrix> parts(Gradient gradient) {
        return switch (gradient) {
            case Gradient.OfDense(var value) ->
                    List.of(
                            value.reshape(List.of(value.size(0), value.size() / value.size(0)))
                                    .toMatrix());
            case Gradient.OfFactors(var core, var modes) -> {
                List<Matrix> parts = new ArrayList<>(List.of(core.unfold(0)));
                parts.addAll(modes);
                yield parts;
            }
        };
    }
}
