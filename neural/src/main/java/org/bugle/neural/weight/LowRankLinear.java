package org.bugle.neural.weight;

import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.List;

/// The matrix W = U S Vᵀ of a linear layer y = W x, evaluated as U (S (Vᵀ x)).
public record LowRankLinear(Tucker factors) implements Factored {

    /// @throws IllegalArgumentException if there are not two modes
    public LowRankLinear {
        Sizes.requireModes("LowRankLinear", factors, 2);
    }

    @Override
    public LowRankLinear withFactors(Tucker other) {
        Sizes.requireSame("LowRankLinear", factors, other);
        return new LowRankLinear(other);
    }

    @Override
    public List<Integer> shape() {
        return Sizes.of(factors);
    }

    @Override
    public Array merged() {
        return Array.of(factors.toDense());
    }
}
