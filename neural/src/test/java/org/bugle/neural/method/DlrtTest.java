package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.neural.method.TuckerRuns.W;
import static org.bugle.neural.method.TuckerRuns.adaptive;
import static org.bugle.neural.method.TuckerRuns.augmentedToFixed;
import static org.bugle.neural.method.TuckerRuns.dense;
import static org.bugle.neural.method.TuckerRuns.kernel;
import static org.bugle.neural.method.TuckerRuns.loss;
import static org.bugle.neural.method.TuckerRuns.replaced;
import static org.bugle.neural.method.TuckerRuns.rng;
import static org.bugle.neural.method.TuckerRuns.run;
import static org.bugle.neural.method.TuckerRuns.state;
import static org.bugle.neural.method.TuckerRuns.weight;

import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.Factored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Test B of spec `tucker-conv`: L = ½‖W − A‖².
class DlrtTest {
    /// What the spec prints of its figures.
    private static final double PRINTED = 1e-9;

    private static final List<Integer> SIZES = List.of(8, 6, 3, 3);
    private static final List<Integer> TRUE_RANKS = List.of(3, 2, 2, 2);

    private final SplitMix64 random = rng(11);
    private final Tucker target = Draws.tucker(random, SIZES, TRUE_RANKS);
    private final Factored start = kernel(Draws.tucker(random, SIZES, TRUE_RANKS));
    private final Factored over = kernel(Draws.tucker(rng(12), SIZES, List.of(5, 4, 3, 3)));
    private final Quadratic objective = Quadratic.of(W, Array.of(target.toDense()));

    static Stream<Dlrt> methods() {
        return Stream.of(adaptive(1e-8), adaptive(1e-8).with(Dlrt.Directions.BY_BASIS), replaced());
    }

    @Test
    void startsWhereTheSpecDoes() {
        assertThat(target.norm()).isCloseTo(4.56805220678, within(PRINTED));
        assertThat(loss(objective, state(start))).isCloseTo(17.257127106, within(PRINTED));
        assertThat(loss(objective, state(over))).isCloseTo(92.6819130718, within(PRINTED));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneStepOfRateOneFindsATargetOfTheRanks(Dlrt method) {
        TrainingState after = run(method, objective, start, 1, 1).getLast();
        assertThat(dense(after).minus(target.toDense()).norm()).isLessThan(1e-13 * target.norm());
        assertThat(weight(after).ranks()).isEqualTo(TRUE_RANKS);
    }

    @Test
    void oneStepFindsTheRanksFromAbove() {
        TrainingState after = run(adaptive(1e-8), objective, over, 1, 1).getLast();
        assertThat(dense(after).minus(target.toDense()).norm()).isLessThan(1e-14 * target.norm());
        assertThat(weight(after).ranks()).isEqualTo(TRUE_RANKS);
    }

    @Test
    void withoutTruncationItIsDescentOfTheWholeWeight() {
        TrainingState after = run(adaptive(1e-12), objective, start, 0.1, 20).getLast();
        Array whole = TuckerRuns.descent(objective, start.merged(), 0.1, 20);
        assertThat(weight(after).merged().plus(-1, whole).norm()).isLessThan(1e-12);
        assertThat(weight(after).ranks()).containsExactly(6, 4, 3, 3);
    }

    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of(adaptive(1e-12), 0.25507557566, 1.3699205079),
                Arguments.of(replaced(), 2.30125390259, 2.91289831476),
                Arguments.of(augmentedToFixed(), 1.37516196668, 2.6294517435));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void lossAfterTwentySteps(Dlrt method, double fromBelow, double fromAbove) {
        assertThat(loss(objective, run(method, objective, start, 0.1, 20).getLast()))
                .isCloseTo(fromBelow, within(PRINTED));
        assertThat(loss(objective, run(method, objective, over, 0.1, 20).getLast()))
                .isCloseTo(fromAbove, within(PRINTED));
    }

    @Test
    void oneStepBeforeAndAfterTruncation() {
        TrainingState wide = run(adaptive(0), objective, start, 0.1, 1).getLast();
        assertThat(weight(wide).ranks()).containsExactly(6, 4, 3, 3);
        assertThat(loss(objective, wide)).isCloseTo(13.9782729559, within(PRINTED));
        TrainingState cut = run(adaptive(0.05), objective, start, 0.1, 1).getLast();
        assertThat(weight(cut).ranks()).containsExactly(5, 4, 3, 3);
        assertThat(loss(objective, cut)).isCloseTo(14.0133688433, within(PRINTED));
    }

    @Test
    void oneStepFromAbove() {
        TrainingState wide = run(adaptive(0), objective, over, 0.1, 1).getLast();
        assertThat(loss(objective, wide)).isCloseTo(75.0723495882, within(PRINTED));
        TrainingState cut = run(adaptive(0.05), objective, over, 0.1, 1).getLast();
        assertThat(weight(cut).ranks()).containsExactly(6, 4, 3, 3);
        assertThat(loss(objective, cut)).isCloseTo(75.8732295664, within(PRINTED));
    }
}
