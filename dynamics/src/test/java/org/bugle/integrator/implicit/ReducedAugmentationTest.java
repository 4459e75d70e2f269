package org.bugle.integrator.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ReducedAugmentationTest {
    @ParameterizedTest // spec `rail` §8-B2
    @CsvSource({"1e-13, 2", "1e-10, 3"})
    void dropsWhatIsBelowTheTolerance(double epsilon, int rank) {
        Matrix e = Matrix.identity(6);
        Matrix near = e.columns(1, 2).plus(epsilon, e.columns(2, 3));
        Matrix second = Matrix.hcat(e.columns(0, 1), near.times(1 / near.norm()));
        var augmentation = ReducedAugmentation.of(List.of(e.columns(0, 2), second));
        assertThat(augmentation.rank()).isEqualTo(rank);
        assertThat(augmentation.dropped()).isEqualTo(4 - rank);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsAllBlocks(boolean complex) {
        SplitMix64 random = new SplitMix64(1);
        List<Matrix> blocks =
                List.of(
                        Cases.basis(20, 3, complex, random),
                        Cases.basis(20, 5, complex, random),
                        Matrix.zeros(20, 0));
        Matrix q = ReducedAugmentation.of(blocks).basis();
        assertThat(q.cols()).isEqualTo(8);
        assertThat(q.adjointTimes(q).minus(Matrix.identity(8)).norm()).isLessThan(1e-14);
        for (Matrix block : blocks) {
            assertThat(q.times(q.adjointTimes(block)).minus(block).norm()).isLessThan(1e-14);
        }
    }

    @Test
    void equalBasesAreAsLargeAsTheLargestModeNeedsAndTheSmallestHas() {
        SplitMix64 random = new SplitMix64(2);
        Matrix u = Cases.basis(9, 3, false, random);
        var twice = ReducedAugmentation.of(List.of(u, u)); // 3 of 6
        var tall = ReducedAugmentation.of(List.of(Cases.basis(9, 5, false, random)));
        var low = ReducedAugmentation.of(List.of(Cases.basis(4, 2, false, random)));
        assertThat(ReducedAugmentation.equalBases(List.of(twice, tall)))
                .allSatisfy(basis -> assertThat(basis.cols()).isEqualTo(5));
        assertThat(ReducedAugmentation.equalBases(List.of(twice, tall, low)))
                .allSatisfy(basis -> assertThat(basis.cols()).isEqualTo(2));
    }
}
