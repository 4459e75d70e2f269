package org.bugle.neural.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.junit.jupiter.api.Test;

import java.util.List;

class LowRankAdapterTest {
    private static LowRankMatrix correction() {
        SplitMix64 random = new SplitMix64(3);
        Matrix u = Draws.matrix(random, 6, 2);
        Matrix s = Draws.matrix(random, 2, 3);
        return new LowRankMatrix(u, s, Draws.matrix(random, 8, 3));
    }

    private static LowRankAdapter kernel() {
        Array base = Draws.normals(new SplitMix64(4), List.of(6, 2, 2, 2), 1);
        return new LowRankAdapter(base, Tucker.of(correction()));
    }

    @Test
    void mergingAddsTheCorrectionAndUnmergingTakesItAway() {
        LowRankAdapter adapter = kernel();
        Array merged = adapter.merged();
        assertThat(merged.shape()).containsExactly(6, 2, 2, 2);
        Array added = Array.of(correction().toDense()).reshape(List.of(6, 2, 2, 2));
        assertThat(merged.plus(-1, adapter.base()).plus(-1, added).norm()).isLessThan(1e-13);
        assertThat(added.norm()).isGreaterThan(1);
        assertThat(adapter.unmerged(merged).plus(-1, adapter.base()).norm()).isLessThan(1e-13);
    }

    @Test
    void whatIsStoredAndTrainedIsTheCorrection() {
        LowRankAdapter adapter = kernel();
        assertThat(adapter.parameters()).isEqualTo(6 * 2 + 8 * 3);
        assertThat(adapter.trainedParameters()).isEqualTo(6 * 2 + 8 * 3 + 2 * 3);
    }

    @Test
    void factorsOfOtherSizesAreRefused() {
        assertThatThrownBy(() ->
                        new LowRankAdapter(Array.zeros(List.of(6, 9)), Tucker.of(correction())))
                .hasMessage(
                        "LowRankAdapter: the frozen weight [6, 9] needs factors of a matrix [6, 9],"
                                + " found [6, 8]");
    }
}
