package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/// Spec `randomized-rk`, R1.
class SplitMix64Test {
    @Test
    void givesTheStreamOfTheSpecification() {
        SplitMix64 random = new SplitMix64(1);
        assertThat(random.nextLong()).isEqualTo(0x910a2dec89025cc1L);
        assertThat(random.nextLong()).isEqualTo(0xbeeb8da1658eec67L);
        assertThat(random.nextLong()).isEqualTo(0xf893a2eefb32555eL);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789abcdefL})
    void isTheStreamOfSplittableRandom(long seed) {
        SplitMix64 ours = new SplitMix64(seed);
        SplittableRandom theirs = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            assertThat(ours.nextLong()).isEqualTo(theirs.nextLong());
        }
    }

    @Test
    void goesOnFromItsState() {
        SplitMix64 random = new SplitMix64(7);
        random.nextLong();
        SplitMix64 resumed = new SplitMix64(random.state());
        assertThat(resumed.nextLong()).isEqualTo(random.nextLong());
    }

    @Test
    void derivedSeedsDependOnEveryIndexAndItsPlace() {
        long seed = SplitMix64.derivedSeed(5, 1, 2);
        assertThat(SplitMix64.derivedSeed(5, 1, 2)).isEqualTo(seed);
        assertThat(SplitMix64.derivedSeed(5, 2, 1)).isNotEqualTo(seed);
        assertThat(SplitMix64.derivedSeed(5, 1, 3)).isNotEqualTo(seed);
        assertThat(SplitMix64.derivedSeed(6, 1, 2)).isNotEqualTo(seed);
        assertThat(SplitMix64.derivedSeed(5, 1, 2, 0)).isNotEqualTo(seed);
    }

    @Test // filled row by row, in pairs of Box and Muller
    void gaussianMatrixOfSeedOne() {
        Matrix g = Matrix.randomGaussian(2, 3, new SplitMix64(1));
        double[][] wanted = {
            {-0.02824975, -1.06561765, -0.22791952}, {0.08309417, 0.10309095, -1.26966204}
        };
        assertThat(g.minus(Matrix.of(wanted)).maxAbs()).isCloseTo(0, within(5.1e-9));
    }

    @Test
    void gaussianEntriesHaveMeanZeroAndVarianceOne() {
        Matrix g = Matrix.randomGaussian(1000, 100, new SplitMix64(3));
        double mean = g.inner(Matrix.generate(1000, 100, (_, _) -> 1)).re() / 1e5;
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(1e5)));
        assertThat(g.norm() * g.norm() / 1e5).isCloseTo(1, within(4 * Math.sqrt(2 / 1e5)));
    }
}
