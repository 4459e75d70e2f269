package org.bugle.integrator.implicit;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;

import java.util.List;

/// The reduced augmentation of spec `rail` §4.2: an orthonormal basis of blocks side by side, X =
/// [X₀, X₁, …], by the left singular vectors of X. Unlike [org.bugle.lowrank.Basis#augment] it
/// keeps no block as it is, and what two blocks share counts once however ill-conditioned X is.
///
/// @param vectors n×min(n, columns of X), of falling singular values
/// @param rank r̂, how many of them belong to singular values above the tolerance
/// @param dropped how many columns of the blocks there are beyond it
record ReducedAugmentation(Matrix vectors, int rank, int dropped) {
    /// Singular values at or below it are dropped, absolute: the blocks have orthonormal columns,
    /// so that the largest singular value is between 1 and the root of their number.
    private static final double TOLERANCE = 1e-12;

    /// @param blocks n×p each, with orthonormal columns
    static ReducedAugmentation of(List<Matrix> blocks) {
        Matrix all = Matrix.hcat(blocks.toArray(Matrix[]::new));
        Svd.Left svd = Svd.left(all);
        int rank = svd.above(TOLERANCE);
        return new ReducedAugmentation(svd.u(), rank, all.cols() - rank);
    }

    /// n×r̂.
    Matrix basis() {
        return vectors.columns(0, rank);
    }

    /// Bases of one size: the largest r̂ of all modes, as far as the smallest mode has vectors.
    static List<Matrix> equalBases(List<ReducedAugmentation> modes) {
        int largest = modes.stream().mapToInt(mode -> mode.rank).max().orElse(0);
        int least = modes.stream().mapToInt(mode -> mode.vectors.cols()).min().orElse(0);
        return modes.stream().map(m -> m.vectors.columns(0, Math.min(largest, least))).toList();
    }
}
