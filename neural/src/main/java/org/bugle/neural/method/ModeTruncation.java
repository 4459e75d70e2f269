package org.bugle.neural.method;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;

import java.util.List;
import java.util.stream.IntStream;

/// How many singular values of a core each mode keeps: the smallest r with (Σ_{j>r} σ_j²)^½ ≤ ϑ.
///
/// @param tolerance τ, relative to ‖C‖
/// @param share what of τ a mode may use; a matrix has one SVD for both modes and ϑ = τ‖S‖
/// @param minRank kept at least, in each mode that moves
/// @param maxRank kept at most
public record ModeTruncation(double tolerance, Share share, int minRank, int maxRank) {

    /// What of the tolerance is for one mode of d ≥ 3.
    public enum Share {
        /// ϑ = τ‖C‖/√d, for d modes that move: the error is at most τ‖C‖.
        TOTAL,
        /// ϑ = τ‖C‖, as the public code of RobustDLRT (arXiv:2505.08022) has it: the error is at
        /// most √d τ‖C‖.
        PER_MODE
    }

    /// @throws IllegalArgumentException if τ is not in [0, 1), or not 1 ≤ minRank ≤ maxRank
    public ModeTruncation {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "ModeTruncation: tolerance must be in [0, 1), found " + tolerance);
        }
        if (minRank < 1 || maxRank < minRank) {
            throw new IllegalArgumentException(
                    "ModeTruncation: 1 ≤ minRank ≤ maxRank is needed, found %d and %d"
                            .formatted(minRank, maxRank));
        }
    }

    /// The tolerance for the whole error, with any rank from 1 on.
    public static ModeTruncation relative(double tolerance) {
        return new ModeTruncation(tolerance, Share.TOTAL, 1, Truncation.UNLIMITED);
    }

    CoreTruncation apply(Tensor core, List<Integer> modes) {
        Truncation tail = ofMode(core.order(), modes);
        return CoreTruncation.of(core, modes, (_, sigma) -> tail.cut(sigma).rank());
    }

    /// The ranks of a tensor whose unfoldings have these singular values.
    ///
    /// @param modes those that move; the others keep all
    List<Integer> ranks(List<List<Double>> singularValues, List<Integer> modes) {
        Truncation tail = ofMode(singularValues.size(), modes);
        return IntStream.range(0, singularValues.size())
                .mapToObj(i ->
                        modes.contains(i)
                                ? tail.cut(singularValues.get(i)).rank()
                                : singularValues.get(i).size())
                .toList();
    }

    private Truncation ofMode(int order, List<Integer> modes) {
        boolean shared = share == Share.TOTAL && order > 2;
        double ofMode = shared ? tolerance / Math.sqrt(modes.size()) : tolerance;
        return new Truncation.Tail(0, ofMode, minRank, maxRank);
    }
}
