package org.bugle.neural.weight;

import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.List;

/// A kernel (out, in, rows, columns) as a Tucker tensor C ×₁ U₁ ×₂ U₂ ×₃ U₃ ×₄ U₄
/// (arXiv:2305.19059), evaluated by a chain of small convolutions and never formed.
public record TuckerConv2d(Tucker factors, Modes modes, Chain chain) implements Factored {

    /// Which bases training moves.
    public enum Modes {
        /// Tucker-4: all of them.
        ALL,
        /// Tucker-2: those of the channels; U₃ and U₄ are identities.
        CHANNELS;

        /// Their numbers, from 0 on.
        public List<Integer> active() {
            return switch (this) {
                case ALL -> List.of(0, 1, 2, 3);
                case CHANNELS -> List.of(0, 1);
            };
        }
    }

    /// How the convolution is evaluated.
    public enum Chain {
        /// 1×1 with U₂ᵀ, rows×columns with C ×₃ U₃ ×₄ U₄, 1×1 with U₁.
        THREE,
        /// 1×1 with U₂ᵀ, rows×1 with U₃ᵀ and 1×columns with U₄ᵀ for each channel, 1×1 with C, 1×1
        /// with U₁; for large windows of small ranks.
        FIVE
    }

    /// @throws IllegalArgumentException if there are not four modes
    public TuckerConv2d {
        Sizes.requireModes("TuckerConv2d", factors, 4);
    }

    @Override
    public TuckerConv2d withFactors(Tucker other) {
        Sizes.requireSame("TuckerConv2d", factors, other);
        return new TuckerConv2d(other, modes, chain);
    }

    @Override
    public List<Integer> activeModes() {
        return modes.active();
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
