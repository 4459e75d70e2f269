package org.bugle.models;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;

import java.util.List;

/// The initial value, with what it takes to have it at a rank.
///
/// @param full the initial value as exactly as it is known in factors
/// @param padding adds directions of weight 0 where more rank is wanted than the value has
/// @param leastRank a start by a tolerance is padded to this rank; 1 where the rank may grow from
///   that of the value itself
/// @param preserved how many first columns, such as the density, no truncation changes
public record Start(LowRankMatrix full, Padding padding, int leastRank, int preserved) {
    /// Larger bases for a value of low rank.
    @FunctionalInterface
    public interface Padding {
        /// Bases of at least the given number of columns (as far as the matrix has them) that begin
        /// with those of y.
        Bases of(LowRankMatrix y, int rank);
    }

    /// Left and right basis, with orthonormal columns.
    public record Bases(Matrix u, Matrix v) {}

    /// The seed of the random padding: it is part of the problem, not of a run.
    private static final long PADDING_SEED = 20_240_801;

    /// A start padded by random directions.
    public static Start of(LowRankMatrix full) {
        return new Start(full, Start::randomPadding, 1, 0);
    }

    /// A start padded by the Krylov directions A u, A² u, … and B v, B² v, … of its bases (spec
    /// `gap` §4.9), for equations that cannot see beyond a start of rank 1: their first step would
    /// otherwise be a step of the zero equation.
    ///
    /// @param a m×m
    /// @param b n×n
    public static Start krylov(LowRankMatrix full, int leastRank, LinearMap a, LinearMap b) {
        return krylov(full, leastRank, List.of(a), List.of(b));
    }

    /// A start padded by all products of several maps with its bases, those of fewer factors first:
    /// u, ∂_x u, ∂_y u, ∂_x² u, ∂_x ∂_y u, …
    ///
    /// @param a m×m each
    /// @param b n×n each
    public static Start krylov(
            LowRankMatrix full, int leastRank, List<LinearMap> a, List<LinearMap> b) {
        return new Start(
                full,
                (y, rank) -> {
                    Bases random = randomPadding(y, rank); // where the Krylov space is exhausted
                    return new Bases(
                            Basis.augment(krylov(y.u(), a, rank), random.u()),
                            Basis.augment(krylov(y.v(), b, rank), random.v()));
                },
                leastRank,
                0);
    }

    /// The same start whose first columns no truncation changes, as far as the rank holds them.
    public Start preserving(int columns) {
        return new Start(full, padding, leastRank, columns);
    }

    /// The start from another value, padded as this one.
    public Start with(LowRankMatrix value) {
        return new Start(value, padding, leastRank, preserved);
    }

    private LowRankMatrix truncated(Truncation truncation) {
        LowRankMatrix whole = full.orthonormalized();
        return preserved > 0 && truncation.maxRank() > preserved
                ? new Conserving(preserved, truncation).apply(whole).value()
                : truncation.apply(whole).value();
    }

    /// A basis enlarged by products of the maps with it, to at least the rank or as far as it goes.
    static Matrix krylov(Matrix basis, List<LinearMap> maps, int rank) {
        Matrix all = basis;
        Matrix last = basis;
        while (all.cols() < rank && last.cols() > 0 && !maps.isEmpty()) {
            Matrix level = last;
            Matrix[] images = maps.stream().map(map -> map.apply(level)).toArray(Matrix[]::new);
            Matrix next = Basis.augment(all, Matrix.hcat(images));
            last = next.columns(all.cols(), next.cols());
            all = next;
        }
        return all;
    }

    /// The initial value at the given rank: by best approximation, or padded.
    ///
    /// @throws IllegalArgumentException if the matrix is too small for the rank
    public LowRankMatrix ofRank(int rank) {
        int most = Math.min(full.rows(), full.cols());
        if (rank < 1 || rank > most) {
            throw new IllegalArgumentException(
                    "rank must be between 1 and min(m, n) = %d, found %d".formatted(most, rank));
        }
        LowRankMatrix y = truncated(Truncation.toRank(rank));
        return padded(y, rank);
    }

    /// The initial value by a truncation rule, padded to the least rank where the rule allows it.
    public LowRankMatrix by(Truncation truncation) {
        LowRankMatrix y = truncated(truncation);
        int wanted = Math.max(leastRank, truncation.minRank());
        return padded(y, Math.min(wanted, Math.min(truncation.maxRank(), y.rows())));
    }

    private LowRankMatrix padded(LowRankMatrix y, int wanted) {
        int rank = Math.min(wanted, Math.min(y.rows(), y.cols()));
        if (y.rank() >= rank) {
            return y;
        }
        Bases bases = padding.of(y, rank);
        Matrix u = bases.u().columns(0, rank);
        Matrix v = bases.v().columns(0, rank);
        Matrix wide = Matrix.hcat(y.s(), Matrix.zeros(y.rank(), rank - y.rank()));
        return new LowRankMatrix(u, Matrix.vcat(wide, Matrix.zeros(rank - y.rank(), rank)), v);
    }

    private static Bases randomPadding(LowRankMatrix y, int rank) {
        int more = rank - y.rank();
        Matrix left = Matrix.randomGaussian(y.rows(), more, new SplitMix64(PADDING_SEED));
        Matrix right = Matrix.randomGaussian(y.cols(), more, new SplitMix64(PADDING_SEED + 1));
        return new Bases(Basis.augment(y.u(), left, 0), Basis.augment(y.v(), right, 0));
    }
}
