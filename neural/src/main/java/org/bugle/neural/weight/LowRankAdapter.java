package org.bugle.neural.weight;

import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.List;

/// A frozen weight with a trained correction, W = W₀ + U S Vᵀ. Scalings such as LoRA's α/r are part
/// of S. A kernel is corrected as a matrix out × (in·rows·columns).
///
/// @param base W₀, of two or of four axes
public record LowRankAdapter(Array base, Tucker factors) implements Factored {

    /// @throws IllegalArgumentException if the factors are not of two modes and the base's sizes
    public LowRankAdapter {
        Sizes.requireModes("LowRankAdapter", factors, 2);
        List<Integer> matrix = List.of(base.size(0), base.size() / Math.max(1, base.size(0)));
        if (!Sizes.of(factors).equals(matrix)) {
            throw new IllegalArgumentException(
                    "LowRankAdapter: the frozen weight %s needs factors of a matrix %s, found %s"
                            .formatted(base.shape(), matrix, Sizes.of(factors)));
        }
    }

    @Override
    public LowRankAdapter withFactors(Tucker other) {
        Sizes.requireSame("LowRankAdapter", factors, other);
        return new LowRankAdapter(base, other);
    }

    @Override
    public List<Integer> shape() {
        return base.shape();
    }

    @Override
    public Array merged() {
        return base.toDouble().plus(1, Array.of(factors.toDense()).reshape(base.shape()));
    }

    /// The frozen weight again, from a merged one: W − U S Vᵀ.
    ///
    /// @throws IllegalArgumentException if the shape differs
    public Array unmerged(Array merged) {
        return merged.toDouble().plus(-1, Array.of(factors.toDense()).reshape(base.shape()));
    }
}
