package org.bugle.neural.data.generated;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Samples;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Spec `geolora` E6.
class SequencesTest {
    private static final Sequences SPEC = Sequences.ofSpec();

    @Test
    void permutationsAreThoseOfTheSpec() {
        assertThat(SPEC.permutations())
                .containsExactly(
                        List.of(1, 5, 3, 9, 11, 7, 6, 0, 10, 2, 4, 8),
                        List.of(4, 6, 0, 11, 7, 10, 2, 8, 5, 9, 3, 1));
    }

    @Test
    void nineTokensOfTenFollowTheRuleOfTheirTask() {
        Samples samples = SPEC.samples(1, 256, 300);
        assertThat(samples.size()).isEqualTo(256);
        assertThat(samples.inputShape()).containsExactly(10);
        List<Integer> p = SPEC.permutations().get(1);
        int following = 0;
        Batch all = samples.all();
        for (int k = 0; k < 256; k++) {
            for (int t = 1; t < 10; t++) {
                int expected = p.get((int) all.inputs().at(10 * k + t - 1));
                following += expected == all.targets().at(10 * k + t) ? 1 : 0;
            }
        }
        // a twelfth of the drawn tokens follows too: 0.908 of 2304, with a deviation of 14
        assertThat(following).isBetween(2050, 2134);
    }

    @Test
    void aTargetIsTheNextInput() {
        Batch batch = SPEC.samples(0, 8, 200).batch(List.of(3, 5));
        assertThat(batch.inputs().shape()).containsExactly(2, 10);
        assertThat(batch.targets().shape()).containsExactly(20);
        for (int t = 0; t < 9; t++) {
            assertThat(batch.targets().at(10 + t)).isEqualTo(batch.inputs().at(11 + t));
        }
    }
}
