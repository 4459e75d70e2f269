package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.neural.method.TuckerRuns.W;
import static org.bugle.neural.method.TuckerRuns.adaptive;
import static org.bugle.neural.method.TuckerRuns.kernel;
import static org.bugle.neural.method.TuckerRuns.replaced;
import static org.bugle.neural.method.TuckerRuns.rng;
import static org.bugle.neural.method.TuckerRuns.run;
import static org.bugle.neural.method.TuckerRuns.weight;

import org.assertj.core.data.Percentage;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Test C of spec `tucker-conv`: L = ½ Σ ω (W − A)², whose gradient flow is known.
class DlrtFlowTest {
    private static final List<Integer> SIZES = List.of(16, 12, 5, 5);
    private static final List<Integer> RANKS = List.of(5, 5, 4, 4);

    private static final Tensor OMEGA =
            Tensor.generate(
                    new int[] {16, 12, 5, 5},
                    i -> 0.5 + 1 / (1 + 0.1 * (i[0] + i[1]) + 0.2 * (i[2] + i[3])));

    /// Target and start, of singular values that fall by δ.
    private record Flow(Array target, Tucker start) {
        static Flow of(double delta) {
            SplitMix64 random = rng(21);
            Tucker target = Draws.decayed(Draws.tucker(random, SIZES, RANKS), delta, 1);
            Tucker start = Draws.decayed(Draws.tucker(random, SIZES, RANKS), delta, 1);
            return new Flow(Array.of(target.toDense()), start);
        }

        Quadratic objective() {
            return Quadratic.weighted(W, target, Array.of(OMEGA));
        }

        /// W(1) = A + exp(−ω) (W₀ − A).
        Array end() {
            Array difference = Array.of(start.toDense()).plus(-1, target);
            return target.plus(
                    1, difference.with(Array.of(OMEGA), (d, omega) -> Math.exp(-omega) * d));
        }

        TrainingState after(Method method, int steps) {
            return run(method, objective(), kernel(start), 1.0 / steps, steps).getLast();
        }

        double error(Method method, int steps) {
            return weight(after(method, steps)).merged().plus(-1, end()).norm();
        }

        double errorOfDescent(int steps) {
            Array start = Array.of(start().toDense());
            return TuckerRuns.descent(objective(), start, 1.0 / steps, steps)
                    .plus(-1, end())
                    .norm();
        }
    }

    @ParameterizedTest // for δ = 16 and N = 20 the spec prints …167…; a second NumPy code gives
    // …172…
    @CsvSource({
        "1, 0.0489289599, 0.0233531998, 0.0114210903, 0.0056491681",
        "4, 0.0500136029, 0.0239392235, 0.0117228431, 0.0058019998",
        "16, 0.0508705889, 0.0243466450, 0.0119217227, 0.0059002807",
        "100, 0.0507782471, 0.0243036115, 0.0119009099, 0.0058900415"
    })
    void errorIsOfFirstOrderWhateverTheSingularValues(
            double delta, double five, double ten, double twenty, double forty) {
        Flow flow = Flow.of(delta);
        double[] figures = {five, ten, twenty, forty};
        for (int i = 0; i < 4; i++) {
            assertThat(flow.error(adaptive(1e-10), 5 << i)).isCloseTo(figures[i], within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.0459278601, 0.0053426675",
        "4, 0.0499457398, 0.0057955593",
        "16, 0.0508564865, 0.0058986166",
        "100, 0.0507769624, 0.0058898763"
    })
    void descentOfTheWholeWeightIsHardlyCloser(double delta, double five, double forty) {
        Flow flow = Flow.of(delta);
        assertThat(flow.errorOfDescent(5)).isCloseTo(five, within(1e-9));
        assertThat(flow.errorOfDescent(40)).isCloseTo(forty, within(1e-9));
    }

    @ParameterizedTest // the figures have four or five digits
    @CsvSource({"1, 0.49969", "4, 0.036459", "16, 0.0073448", "100, 0.0058979"})
    void fixedRankEndsAtItsOwnError(double delta, double figure) {
        assertThat(Flow.of(delta).error(replaced(), 40))
                .isCloseTo(figure, Percentage.withPercentage(0.02));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.386015566, 2, 2, 2, 2",
        "0.03, 0.136915875, 3, 3, 3, 4",
        "0.01, 0.0331499172, 5, 5, 4, 4",
        "1e-3, 0.0080334047, 8, 7, 5, 5",
        "1e-4, 0.0058105542, 12, 12, 5, 5"
    })
    void theToleranceChoosesTheRanks(
            double tolerance, double error, int r1, int r2, int r3, int r4) {
        Flow flow = Flow.of(4);
        assertThat(weight(flow.after(adaptive(tolerance), 40)).ranks())
                .containsExactly(r1, r2, r3, r4);
        assertThat(flow.error(adaptive(tolerance), 40)).isCloseTo(error, within(1e-9));
    }
}
