package org.bugle.neural.method;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The ranks that weights start with. They are lowered to what a tensor of these sizes can have:
/// r_i ≤ n_i and r_i ≤ Π_{j≠i} r_j.
public sealed interface StartRanks {

    /// One rank for all modes of all layers.
    record Same(int rank) implements StartRanks {
        /// @throws IllegalArgumentException if the rank is below 1
        public Same {
            if (rank < 1) {
                throw new IllegalArgumentException("StartRanks: rank must be ≥ 1, found " + rank);
            }
        }
    }

    /// Parts of the sizes of a kernel, rounded up, and one rank for matrices.
    ///
    /// @param shares in (0, 1], for (out, in, rows, columns)
    record Shares(List<Double> shares, int matrixRank) implements StartRanks {
        /// @throws IllegalArgumentException if there are not four shares in (0, 1], or the rank is
        ///   below 1
        public Shares {
            shares = List.copyOf(shares);
            if (shares.size() != 4 || shares.stream().anyMatch(s -> !(s > 0 && s <= 1))) {
                throw new IllegalArgumentException(
                        "StartRanks: four shares in (0, 1] are needed, found " + shares);
            }
            if (matrixRank < 1) {
                throw new IllegalArgumentException(
                        "StartRanks: rank must be ≥ 1, found " + matrixRank);
            }
        }
    }

    /// For each layer those of its modes; of a matrix one number or two.
    record Listed(Map<String, List<Integer>> byLayer) implements StartRanks {
        public Listed {
            byLayer = Map.copyOf(byLayer);
        }
    }

    /// For a layer of these sizes, one rank a mode.
    ///
    /// @throws IllegalArgumentException if ranks are listed, but not for this layer and its modes
    default List<Integer> of(String layer, List<Integer> sizes) {
        int modes = sizes.size();
        return feasible(
                sizes,
                switch (this) {
                    case Same(int rank) -> IntStream.range(0, modes).map(_ -> rank).toArray();
                    case Shares(List<Double> shares, int rank) ->
                            IntStream.range(0, modes)
                                    .map(i ->
                                            modes == 2
                                                    ? rank
                                                    : (int) Math.ceil(shares.get(i) * sizes.get(i)))
                                    .toArray();
                    case Listed(Map<String, List<Integer>> byLayer) ->
                            listed(layer, modes, byLayer.getOrDefault(layer, List.of()));
                });
    }

    private static int[] listed(String layer, int modes, List<Integer> ranks) {
        boolean single = ranks.size() == 1 && modes == 2;
        if ((!single && ranks.size() != modes) || ranks.stream().anyMatch(r -> r < 1)) {
            throw new IllegalArgumentException(
                    "StartRanks: %s needs %d ranks ≥ 1, found %s".formatted(layer, modes, ranks));
        }
        return IntStream.range(0, modes).map(i -> ranks.get(single ? 0 : i)).toArray();
    }

    private static List<Integer> feasible(List<Integer> sizes, int[] ranks) {
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Math.min(ranks[i], sizes.get(i));
        }
        boolean lowered = true;
        while (lowered) { // one mode after the other; ends as ranks only fall
            lowered = false;
            for (int i = 0; i < ranks.length; i++) {
                long others = 1;
                for (int j = 0; j < ranks.length; j++) {
                    others *= j == i ? 1 : ranks[j];
                }
                if (ranks[i] > others) {
                    ranks[i] = (int) others;
                    lowered = true;
                }
            }
        }
        return IntStream.of(ranks).boxed().toList();
    }
}
