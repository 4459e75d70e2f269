package org.bugle.neural.weight;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;

import java.util.List;

/// A weight whose trained part is W = C ×₁ U₁ … ×_d U_d; for d = 2 this is U S Vᵀ with U₁ = U of
/// the outputs, U₂ = V of the inputs and C = S. Bases need not be orthonormal: LoRA's are not.
public sealed interface Factored extends Weight
        permits LowRankLinear, LowRankConv2d, TuckerConv2d, LowRankAdapter {
    Tucker factors();

    /// The same weight with other factors of the same sizes.
    ///
    /// @throws IllegalArgumentException if the sizes n_i differ
    Factored withFactors(Tucker other);

    /// The modes whose bases training moves; the bases of the others stay the identity.
    default List<Integer> activeModes() {
        return List.of(0, 1);
    }

    default List<Integer> ranks() {
        return factors().ranks();
    }

    /// Numbers of core and of the bases that move.
    @Override
    default long trainedParameters() {
        long count = factors().core().size();
        for (int mode : activeModes()) {
            count += (long) factors().size(mode) * ranks().get(mode);
        }
        return count;
    }

    /// Of two modes: r(m + n), with the core in one basis. Of more: what is trained.
    @Override
    default long parameters() {
        return factors().modes() == 2
                ? trainedParameters() - factors().core().size()
                : trainedParameters();
    }

    @Override
    default boolean isFinite() {
        return factors().isFinite();
    }

    default Matrix basis(int mode) {
        return factors().bases().get(mode);
    }
}
