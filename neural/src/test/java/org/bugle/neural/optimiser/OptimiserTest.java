package org.bugle.neural.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.neural.array.Array;
import org.junit.jupiter.api.Test;

import java.util.List;

class OptimiserTest {
    private static final double ROUNDING = 1e-15;

    private static Array vector(double... entries) {
        return Array.of(List.of(entries.length), entries);
    }

    @Test // d₁ = 2, d₂ = 0.5·2 + 1, with rate 0.1
    void momentumAddsUpWhatCameBefore() {
        Sgd sgd = new Sgd(0.5, 0);
        Memory.Draft memory = Memory.empty().draft();
        Array first = sgd.step("p", vector(1), vector(2), 0.1, memory);
        Array second = sgd.step("p", first, vector(1), 0.1, memory);
        assertThat(first.at(0)).isCloseTo(0.8, within(ROUNDING));
        assertThat(second.at(0)).isCloseTo(0.6, within(ROUNDING));
    }

    @Test // the first step is rate·sign but for ε, whatever the size of the gradient
    void adamsFirstStepHasTheLengthOfTheRate() {
        Array moved =
                AdamW.standard()
                        .step("p", vector(0, 0), vector(3, -1e-4), 0.01, Memory.empty().draft());
        assertThat(moved.at(0)).isCloseTo(-0.01, within(1e-10));
        assertThat(moved.at(1)).isCloseTo(0.01, within(2e-6));
    }

    @Test // m = 0.1·1 + …; computed by hand from the definition for gradients 1, then 2
    void adamCorrectsTheBiasOfItsMoments() {
        AdamW adam = new AdamW(0.9, 0.99, 1e-8, 0);
        Memory.Draft memory = Memory.empty().draft();
        Array first = adam.step("p", vector(0), vector(1), 0.1, memory);
        Array second = adam.step("p", first, vector(2), 0.1, memory);
        double m = (0.9 * 0.1 * 1 + 0.1 * 2) / (1 - 0.81);
        double v = (0.99 * 0.01 * 1 + 0.01 * 4) / (1 - 0.99 * 0.99);
        assertThat(second.at(0) - first.at(0))
                .isCloseTo(-0.1 * m / (Math.sqrt(v) + 1e-8), within(ROUNDING));
    }

    @Test
    void decoupledDecayShrinksTheValueItself() {
        AdamW adam = new AdamW(0.9, 0.999, 1e-8, 0.5);
        Array moved = adam.step("p", vector(2), vector(0), 0.1, Memory.empty().draft());
        assertThat(moved.at(0)).isCloseTo(2 - 0.1 * 0.5 * 2, within(ROUNDING));
    }

    @Test
    void aDraftLeavesTheMemoryItCameFromAsItWas() {
        Memory before = Memory.empty();
        Memory.Draft draft = before.draft();
        draft.put("a/m", vector(1));
        draft.put("ab/m", vector(2));
        Memory after = draft.freeze();
        draft.forget("a");
        assertThat(before.arrays()).isEmpty();
        assertThat(after.arrays()).containsOnlyKeys("a/m", "ab/m");
        assertThat(draft.freeze().arrays()).containsOnlyKeys("ab/m");
    }
}
