package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Dense weights that are put into factors, at the start or at the end of a training.
class PrunedTest {
    private static final String CONV = "conv.weight";
    private static final String FC = "fc.weight";
    private static final List<String> LAYERS = List.of(CONV, FC);

    private final SplitMix64 random = new SplitMix64(4);
    private final Array kernel =
            Array.of(Draws.tucker(random, List.of(8, 6, 3, 3), List.of(4, 3, 2, 2)).toDense())
                    .plus(1e-3, Draws.normals(random, List.of(8, 6, 3, 3), 1));
    private final Array matrix = Draws.normals(random, List.of(7, 10), 1);
    private final Weights dense = dense();

    private Weights dense() {
        Map<String, Weight> weights = new LinkedHashMap<>();
        weights.put(CONV, DenseWeight.trained(kernel));
        weights.put("conv.bias", DenseWeight.trained(Array.zeros(List.of(8))));
        weights.put(FC, DenseWeight.trained(matrix));
        return Weights.of(weights);
    }

    private static Pruned pruned(Factorisation.Form form, Pruned.Amount amount) {
        return new Pruned(form, amount, LAYERS, TuckerRuns.adaptive(0.1));
    }

    private static Factored factored(Weights weights, String name) {
        return (Factored) weights.get(name);
    }

    @Test
    void aToleranceBoundsTheErrorOfEachLayer() {
        Weights cut =
                pruned(
                                Factorisation.tucker(),
                                new Pruned.Amount.Within(ModeTruncation.relative(0.05)))
                        .prune(dense);
        assertThat(cut.names()).isEqualTo(dense.names());
        assertThat(cut.get("conv.bias")).isEqualTo(dense.get("conv.bias"));
        assertThat(cut.get(CONV)).isInstanceOf(TuckerConv2d.class);
        assertThat(factored(cut, CONV).ranks()).containsExactly(4, 3, 2, 2);
        assertThat(cut.get(CONV).merged().plus(-1, kernel).norm())
                .isBetween(1e-3, 0.05 * kernel.norm());
        assertThat(cut.get(FC)).isInstanceOf(LowRankLinear.class);
        assertThat(cut.get(FC).merged().plus(-1, matrix).norm()).isLessThan(0.05 * matrix.norm());
        assertThat(factored(cut, CONV).factors().orthonormalityDefect()).isLessThan(1e-14);
    }

    @Test
    void theSmallestToleranceThatCompressesEnoughIsTaken() {
        long before = (long) kernel.size() + matrix.size();
        Pruned half = pruned(new Factorisation.Form.Matrices(), new Pruned.Amount.Compression(0.5));
        Weights cut = half.prune(dense);
        long after = cut.get(CONV).parameters() + cut.get(FC).parameters();
        assertThat(after).isLessThanOrEqualTo(before / 2);
        // one more singular value in either layer is too much
        assertThat(after + 7 + 10).isGreaterThan(before / 2);
        assertThat(cut.get(CONV)).isInstanceOf(LowRankConv2d.class);
        double best =
                Math.sqrt(
                        Svd.of(matrix.toMatrix()).singularValues().stream()
                                .skip(factored(cut, FC).ranks().getFirst())
                                .mapToDouble(s -> s * s)
                                .sum());
        assertThat(cut.get(FC).merged().plus(-1, matrix).norm()).isCloseTo(best, within(1e-12));
    }

    @Test
    void ranksCanBePrescribed() {
        StartRanks ranks = new StartRanks.Listed(Map.of(CONV, List.of(3, 2, 2, 2), FC, List.of(5)));
        Weights cut = pruned(Factorisation.tucker(), new Pruned.Amount.ToRanks(ranks)).prune(dense);
        assertThat(factored(cut, CONV).ranks()).containsExactly(3, 2, 2, 2);
        assertThat(factored(cut, FC).ranks()).containsExactly(5, 5);
        assertThatThrownBy(() -> ranks.of("other", List.of(3, 4)))
                .hasMessage("StartRanks: other needs 2 ranks ≥ 1, found []");
    }

    @Test
    void trainsWholeWeightsAndPrunesTheLast() {
        Pruned method =
                pruned(
                        Factorisation.tucker(),
                        new Pruned.Amount.Within(ModeTruncation.relative(0.05)));
        Weights start = method.start(dense, LAYERS, random);
        assertThat(start).isEqualTo(dense);
        Quadratic objective = Quadratic.of(FC, matrix.times(2));
        Quadratic all =
                new Quadratic(
                        Map.of(
                                FC,
                                new Quadratic.Term(matrix.times(2), Array.number(1)),
                                CONV,
                                new Quadratic.Term(kernel, Array.number(1)),
                                "conv.bias",
                                new Quadratic.Term(Array.zeros(List.of(8)), Array.number(1))));
        TrainingState after = method.step(all, TrainingState.of(start), 1).state();
        assertThat(after.weights().factored()).isEmpty();
        Weights finished = method.finished(after);
        assertThat(finished.factored()).containsOnlyKeys(LAYERS);
        assertThat(objective.evaluate(finished, Map.of()).loss())
                .isLessThan(Math.pow(0.1 * matrix.norm(), 2));
    }

    @Test
    void ranksAreLoweredToWhatThereCanBe() {
        assertThat(new StartRanks.Same(20).of("w", List.of(16, 1, 3, 3)))
                .containsExactly(9, 1, 3, 3);
        assertThat(
                        new StartRanks.Shares(List.of(0.5, 0.5, 1.0, 1.0), 20)
                                .of("w", List.of(32, 15, 3, 3)))
                .containsExactly(16, 8, 3, 3);
        assertThat(new StartRanks.Shares(List.of(0.5, 0.5, 1.0, 1.0), 20).of("w", List.of(10, 300)))
                .containsExactly(10, 10);
    }

    @Test
    void randomFactorsHaveTheNormOfTheWeightAndCanDecay() {
        Factorisation drawn =
                new Factorisation(
                        Factorisation.tucker(),
                        new StartRanks.Same(3),
                        Factorisation.Entries.RANDOM,
                        10);
        Factored start = factored(drawn.of(dense, LAYERS, random), CONV);
        assertThat(start.factors().core().norm()).isCloseTo(kernel.norm(), within(1e-12));
        assertThat(Math.abs(start.factors().core().get(2, 2, 2, 2)))
                .isLessThan(1e-6 * kernel.norm());
    }

    @Test
    void refusesWhatHasNoFactors() {
        assertThatThrownBy(() ->
                        Factorisation.of(Factorisation.tucker(), new StartRanks.Same(2))
                                .of(dense, List.of("conv.bias"), random))
                .hasMessage(
                        "Factorisation: conv.bias must be a matrix or a kernel of four axes, found"
                                + " [8]");
        assertThatThrownBy(() -> new Pruned.Amount.Compression(1))
                .hasMessage("Pruned: compression must be in (0, 1), found 1.0");
    }
}
