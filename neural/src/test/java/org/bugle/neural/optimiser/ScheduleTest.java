package org.bugle.neural.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;

class ScheduleTest {
    private static final double ROUNDING = 1e-15;

    @Test // epochs of 10 steps
    void dropsMultiplyAtTheStartOfTheirEpochs() {
        Schedule drops = new Schedule.Drops(List.of(2, 4), 0.5);
        assertThat(drops.factor(19, 100, 10)).isEqualTo(1);
        assertThat(drops.factor(20, 100, 10)).isEqualTo(0.5);
        assertThat(drops.factor(40, 100, 10)).isEqualTo(0.25);
    }

    @Test
    void aLineRisesOverTheWarmUpAndFallsToTheEnd() {
        Schedule linear = new Schedule.Linear(0.2);
        assertThat(linear.factor(0, 100, 10)).isCloseTo(0.05, within(ROUNDING));
        assertThat(linear.factor(20, 100, 10)).isCloseTo(1, within(ROUNDING));
        assertThat(linear.factor(60, 100, 10)).isCloseTo(0.5, within(ROUNDING));
        assertThat(linear.factor(99, 100, 10)).isCloseTo(1.0 / 80, within(ROUNDING));
    }

    @Test
    void aCosineIsHalfWayDownInTheMiddle() {
        Schedule cosine = new Schedule.Cosine(0);
        assertThat(cosine.factor(0, 100, 10)).isEqualTo(1);
        assertThat(cosine.factor(50, 100, 10)).isCloseTo(0.5, within(ROUNDING));
    }

    @Test
    void aWarmUpOfEverythingIsRefused() {
        assertThatThrownBy(() -> new Schedule.Linear(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Schedule: the share of the warm-up must be in [0, 1), found 1.0");
    }
}
