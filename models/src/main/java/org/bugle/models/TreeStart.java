package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;

import java.util.List;

/// The initial value on a tree, with what it takes to have it at a rank.
///
/// @param full the initial value as exactly as it is known
/// @param padding adds directions of weight 0 where more rank is wanted than the value has
/// @param leastRank a start by a tolerance is padded to this rank; 1 where the ranks may grow from
///   those of the value itself
public record TreeStart(TreeTensor full, Padding padding, int leastRank) {
    /// Larger bases for a value of low rank.
    @FunctionalInterface
    public interface Padding {
        /// The same value with all ranks raised to the given one, as far as the tree can carry it.
        TreeTensor of(TreeTensor y, int rank);
    }

    /// The seed of the random padding: it is part of the problem, not of a run.
    private static final long PADDING_SEED = 20_240_801;

    /// A start padded by random directions.
    public static TreeStart of(TreeTensor full) {
        return new TreeStart(full, (y, rank) -> y.widened(rank, new SplitMix64(PADDING_SEED)), 1);
    }

    /// The product of one column n×1 a site, padded by unit vectors.
    ///
    /// @throws IllegalArgumentException if there is not one column a site
    public static TreeStart product(Tree tree, List<Matrix> columns) {
        List<Matrix> own = List.copyOf(columns);
        return new TreeStart(
                TreeTensor.product(tree, own), (_, rank) -> TreeTensor.product(tree, own, rank), 1);
    }

    /// The initial value with every rank the given one, as far as the tree can carry it: by
    /// truncation at the edges of larger rank, padded at those of smaller rank.
    ///
    /// @throws IllegalArgumentException if the rank is not positive
    public TreeTensor ofRank(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank must be at least 1, found " + rank);
        }
        TreeTensor y = full.orthonormalized();
        return padded(
                y.ranks().stream().anyMatch(r -> r > rank)
                        ? TreeTruncation.weighted(Truncation.toRank(rank)).apply(y).value()
                        : y,
                rank);
    }

    /// The initial value by a truncation rule, padded to the least rank where the rule allows it.
    public TreeTensor by(TreeTruncation truncation) {
        Truncation rule = truncation.rule();
        int wanted = Math.max(leastRank, rule.minRank());
        return padded(
                truncation.apply(full.orthonormalized()).value(), Math.min(wanted, rule.maxRank()));
    }

    private TreeTensor padded(TreeTensor y, int rank) {
        return y.ranks().stream().allMatch(r -> r >= rank) ? y : padding.of(y, rank);
    }
}
