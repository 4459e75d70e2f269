package org.bugle.neural.method;

/// Which rank a layer is given that is stored in factors from the start.
public sealed interface RankRule {
    /// @param last whether the layer is the last one, the classifier
    int rank(int rows, int columns, boolean last);

    /// r = ⌈(1 − cr)·min(rows, columns)⌉, at least 1; the last layer keeps its full rank (spec
    /// `condlr` B).
    ///
    /// @param ratio cr in [0, 1)
    record Compression(double ratio) implements RankRule {
        /// A share such as 0.7 of 10 leaves 3, though 1 − 0.7 is rounded up.
        private static final double ROUNDING = 1e-9;

        /// @throws IllegalArgumentException if the ratio is out of range
        public Compression {
            if (!(ratio >= 0 && ratio < 1)) {
                throw new IllegalArgumentException(
                        "RankRule: the compression ratio must be in [0, 1), found " + ratio);
            }
        }

        @Override
        public int rank(int rows, int columns, boolean last) {
            int full = Math.min(rows, columns);
            return last ? full : Math.max(1, (int) Math.ceil((1 - ratio) * full - ROUNDING));
        }
    }

    /// The same for all layers, at most their sizes.
    record Fixed(int rank) implements RankRule {
        /// @throws IllegalArgumentException if the rank is below 1
        public Fixed {
            if (rank < 1) {
                throw new IllegalArgumentException("RankRule: the rank must be ≥ 1, found " + rank);
            }
        }

        @Override
        public int rank(int rows, int columns, boolean last) {
            return Math.min(rank, Math.min(rows, columns));
        }
    }
}
