package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// DyLoRA (arXiv:2210.07558): LoRA whose every iteration draws a rank k ≤ r and uses the first k
/// columns of B and rows of A alone, so that after training they can be cut to any rank.
///
/// @param lora with W₀ frozen
/// @param update which of the k columns an iteration moves; the others have a gradient of zero
/// @param seed of the ranks that are drawn, one an iteration for all layers
public record DyLora(Lora lora, Update update, long seed) implements Method {

    /// What is moved where k columns are used.
    public enum Update {
        /// All k.
        FIRST_COLUMNS,
        /// The last of them, which keeps what smaller ranks have learned.
        LAST_COLUMN
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return lora.start(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        int k = drawn(state);
        Objective cut =
                (weights, wanted) -> padded(weights, k, batch.evaluate(cut(weights, k), wanted));
        return lora.step(cut, state, rate);
    }

    /// k in 1 … r with the largest rank r.
    private int drawn(TrainingState state) {
        int largest =
                state.weights().factored().values().stream()
                        .mapToInt(w -> w.ranks().getFirst())
                        .max()
                        .orElse(1);
        long ofIteration = SplitMix64.derivedSeed(seed, state.iteration());
        return 1 + Draws.below(new SplitMix64(ofIteration), largest);
    }

    /// The weights with the first k columns of B and rows of A.
    public static Weights cut(Weights weights, int k) {
        Map<String, Factored> cut = new LinkedHashMap<>();
        weights.factored()
                .forEach((name, weight) -> {
                    int rank = Math.min(k, weight.ranks().getFirst());
                    Matrix core = weight.factors().core().unfold(0).block(0, rank, 0, rank);
                    List<Matrix> bases =
                            weight.factors().bases().stream().map(b -> b.columns(0, rank)).toList();
                    cut.put(name, weight.withFactors(new Tucker(Tensor.of(core), bases)));
                });
        return weights.with(cut);
    }

    private Evaluation padded(Weights weights, int k, Evaluation found) {
        Map<String, Gradient> gradients = new LinkedHashMap<>(found.gradients());
        weights.factored()
                .forEach((name, weight) -> {
                    int rank = weight.ranks().getFirst();
                    int last = Math.min(k, rank);
                    int first = update == Update.LAST_COLUMN ? last - 1 : 0;
                    Gradient.OfFactors g = found.factors(name);
                    List<Matrix> modes =
                            g.modes().stream().map(m -> padded(m, first, last, rank)).toList();
                    gradients.put(name, new Gradient.OfFactors(g.core(), modes));
                });
        return new Evaluation(found.loss(), gradients);
    }

    private static Matrix padded(Matrix gradient, int first, int last, int rank) {
        return Matrix.hcat(
                Matrix.zeros(gradient.rows(), first),
                gradient.columns(first, last),
                Matrix.zeros(gradient.rows(), rank - last));
    }
}
