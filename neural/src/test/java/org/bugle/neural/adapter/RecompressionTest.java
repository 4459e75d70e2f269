package org.bugle.neural.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.adapter.Recompression.Recompressed;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

class RecompressionTest {
    private final SplitMix64 random = new SplitMix64(5);

    /// Of singular values 8, 4, 2, 1 and of 6, 3, with factors that are not orthonormal.
    private final Adapter adapter = adapter();

    private Adapter adapter() {
        Map<String, Correction> corrections = new LinkedHashMap<>();
        corrections.put("a", withValues(9, 7, 8, 4, 2, 1));
        corrections.put("b", withValues(5, 12, 6, 3));
        return new Adapter(corrections, Map.of("head.bias", Array.number(1)), Optional.of("tiny"));
    }

    /// (P Σ M) (Q M)ᵀ = P Σ Qᵀ for an orthogonal M.
    private Correction withValues(int outputs, int inputs, double... sigma) {
        int rank = sigma.length;
        Matrix p = Draws.orthonormal(Draws.matrix(random, outputs, rank));
        Matrix q = Draws.orthonormal(Draws.matrix(random, inputs, rank));
        Matrix m = Draws.orthonormal(Draws.matrix(random, rank, rank));
        return Correction.linear(
                new Tucker(
                        Tensor.of(Matrix.identity(rank)),
                        List.of(p.times(Matrix.diagonal(sigma)).times(m), q.times(m))));
    }

    private static Correction of(Adapter adapter, String module) {
        return Objects.requireNonNull(adapter.corrections().get(module));
    }

    private void assertRanks(Recompression rule, int a, int b) {
        Recompressed result = rule.apply(adapter);
        assertThat(result.adapter().ranks()).isEqualTo(Map.of("a", a, "b", b));
        double[][] sigma = {{8, 4, 2, 1}, {6, 3}};
        List<String> modules = List.of("a", "b");
        for (int i = 0; i < 2; i++) {
            Array before = of(adapter, modules.get(i)).dense();
            Correction kept = of(result.adapter(), modules.get(i));
            double dropped = 0;
            for (int k = kept.rank(); k < sigma[i].length; k++) {
                dropped += sigma[i][k] * sigma[i][k];
            }
            // the error of the best approximation, both measured and told
            assertThat(before.plus(-1, kept.dense()).norm())
                    .isCloseTo(Math.sqrt(dropped), within(1e-13 * before.norm()));
            assertThat(Objects.requireNonNull(result.errors().get(modules.get(i))))
                    .isCloseTo(Math.sqrt(dropped) / before.norm(), within(1e-13));
            assertThat(kept.factors().orthonormalityDefect()).isLessThan(1e-13);
        }
        assertThat(result.adapter().replaced()).isEqualTo(adapter.replaced());
        assertThat(result.adapter().baseModel()).contains("tiny");
    }

    @Test
    void everyModuleKeepsItsLargestValues() {
        assertRanks(new Recompression.ToRank(3), 3, 2);
        assertRanks(new Recompression.ToRank(1), 1, 1);
        assertRanks(new Recompression.ToRank(0), 0, 0);
    }

    @Test // squares 64, 16, 4, 1 of 85 and 36, 9 of 45
    void theEnergyIsThatOfSquares() {
        assertRanks(new Recompression.Energy(0.75), 1, 1);
        assertRanks(new Recompression.Energy(0.81), 2, 2);
        assertRanks(new Recompression.Energy(80.5 / 85), 3, 2);
        assertRanks(new Recompression.Energy(1 - 1e-9), 4, 2);
    }

    @Test
    void theRatioIsToTheLargestValue() {
        assertRanks(new Recompression.Ratio(0.51), 1, 1);
        assertRanks(new Recompression.Ratio(0.49), 2, 2);
        assertRanks(new Recompression.Ratio(0.24), 3, 2);
    }

    @Test // 8, 6, 4, 3, 2, 1
    void theBudgetIsSharedByAllModules() {
        assertRanks(new Recompression.Budget(1), 1, 0);
        assertRanks(new Recompression.Budget(3), 2, 1);
        assertRanks(new Recompression.Budget(4), 2, 2);
        assertRanks(new Recompression.Budget(100), 4, 2);
    }

    @Test // of files whose B is still 0
    void aCorrectionOfZeroHasRankZero() {
        Correction zero = withValues(4, 3, 0, 0);
        Adapter nothing = new Adapter(Map.of("z", zero), Map.of(), Optional.empty());
        for (Recompression rule :
                List.of(
                        new Recompression.ToRank(2),
                        new Recompression.Energy(0.9),
                        new Recompression.Ratio(0.5),
                        new Recompression.Budget(2))) {
            Recompressed result = rule.apply(nothing);
            assertThat(result.adapter().ranks()).isEqualTo(Map.of("z", 0));
            assertThat(result.errors()).isEqualTo(Map.of("z", 0.0));
            assertThat(rule.apply(result.adapter()).adapter().ranks()).isEqualTo(Map.of("z", 0));
        }
    }

    @Test // a wider factor than the weight has rows: the rank is at most that of the weight
    void moreColumnsThanRowsAreDropped() {
        Correction wide =
                Correction.linear(
                        new Tucker(
                                Tensor.of(Matrix.identity(6)),
                                List.of(Draws.matrix(random, 3, 6), Draws.matrix(random, 8, 6))));
        Adapter result =
                new Recompression.ToRank(6)
                        .apply(new Adapter(Map.of("w", wide), Map.of(), Optional.empty()))
                        .adapter();
        assertThat(result.ranks()).isEqualTo(Map.of("w", 3));
        assertThat(of(result, "w").dense().plus(-1, wide.dense()).norm())
                .isLessThan(1e-13 * wide.dense().norm());
    }

    @Test
    void rulesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recompression.Energy(1.5))
                .withMessage("Recompression: the energy must be in (0, 1], found 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recompression.Ratio(0))
                .withMessage("Recompression: the ratio must be in (0, 1], found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recompression.ToRank(-1))
                .withMessage("Recompression: the rank must be ≥ 0, found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recompression.Budget(-1))
                .withMessage("Recompression: the budget must be ≥ 0, found -1");
    }
}
