package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;

import java.util.List;

/// The rule by which the tail of the core's singular values is dropped: a tolerance in a stated
/// norm, between a smallest and a largest rank.
public sealed interface Truncation {
    /// No upper limit of the rank.
    int UNLIMITED = Integer.MAX_VALUE;

    int minRank();

    int maxRank();

    /// How many of the falling singular values the tolerance alone keeps.
    int keeps(List<Double> singularValues);

    /// The absolute tolerance for a matrix of the given Frobenius norm.
    double tolerance(double norm);

    /// The same rule between other ranks.
    Truncation between(int newMinRank, int newMaxRank);

    /// The same rule with the tolerance that it has for a matrix of the given Frobenius norm.
    Truncation forNorm(double norm);

    /// A [Tail] of the given absolute tolerance between the same ranks, which conserves what this
    /// rule conserves.
    default Truncation within(double tolerance) {
        return new Tail(tolerance, 0, minRank(), maxRank());
    }

    /// Frobenius tail (the default): the smallest r with (Σ_{j>r} σ_j²)^½ ≤ max(absolute, relative
    /// · ‖Y‖).
    record Tail(double absolute, double relative, int minRank, int maxRank) implements Truncation {
        /// @throws IllegalArgumentException if a tolerance or a rank is out of range
        public Tail {
            checkTolerance("absolute tolerance", absolute, Double.MAX_VALUE);
            checkRelative(relative);
            checkRanks(minRank, maxRank);
        }

        @Override
        public int keeps(List<Double> singularValues) {
            double total = 0;
            for (double sigma : singularValues) {
                total += sigma * sigma;
            }
            double allowed = tolerance(Math.sqrt(total));
            double tail = 0;
            int rank = singularValues.size();
            while (rank > 0) {
                double sigma = singularValues.get(rank - 1);
                tail += sigma * sigma;
                if (Math.sqrt(tail) > allowed) {
                    break;
                }
                rank--;
            }
            return rank;
        }

        @Override
        public double tolerance(double norm) {
            return Math.max(absolute, relative * norm);
        }

        @Override
        public Tail between(int newMinRank, int newMaxRank) {
            return new Tail(absolute, relative, newMinRank, newMaxRank);
        }

        @Override
        public Tail forNorm(double norm) {
            return new Tail(tolerance(norm), 0, minRank, maxRank);
        }
    }

    /// Keeps the singular values above a threshold: σ_j > ϑ.
    record Threshold(double threshold, int minRank, int maxRank) implements Truncation {
        /// @throws IllegalArgumentException if the threshold or a rank is out of range
        public Threshold {
            checkTolerance("threshold", threshold, Double.MAX_VALUE);
            checkRanks(minRank, maxRank);
        }

        @Override
        public int keeps(List<Double> singularValues) {
            return (int) singularValues.stream().filter(sigma -> sigma > threshold).count();
        }

        @Override
        public double tolerance(double norm) {
            return threshold;
        }

        @Override
        public Threshold between(int newMinRank, int newMaxRank) {
            return new Threshold(threshold, newMinRank, newMaxRank);
        }

        @Override
        public Threshold forNorm(double norm) {
            return this;
        }
    }

    /// The rule of the radiation codes on trees (arXiv:2412.00858): the smallest r with Σ_{j≥r} σ_j
    /// < max(absolute, relative · ‖Y‖), a plain sum from the r-th singular value on, so that one
    /// more is kept than the tail needs; half of them where no r does.
    record L1Tail(double absolute, double relative, int minRank, int maxRank)
            implements Truncation {
        /// @throws IllegalArgumentException if the tolerance or a rank is out of range
        public L1Tail {
            checkTolerance("absolute tolerance", absolute, Double.MAX_VALUE);
            checkRelative(relative);
            checkRanks(minRank, maxRank);
        }

        @Override
        public int keeps(List<Double> singularValues) {
            double squares = 0;
            for (double sigma : singularValues) {
                squares += sigma * sigma;
            }
            double allowed = tolerance(Math.sqrt(squares));
            double tail = 0;
            int rank = singularValues.size();
            while (rank > 0 && tail + singularValues.get(rank - 1) < allowed) {
                tail += singularValues.get(rank - 1);
                rank--;
            }
            return rank == singularValues.size() ? rank / 2 : rank + 1;
        }

        @Override
        public double tolerance(double norm) {
            return Math.max(absolute, relative * norm);
        }

        @Override
        public L1Tail between(int newMinRank, int newMaxRank) {
            return new L1Tail(absolute, relative, newMinRank, newMaxRank);
        }

        @Override
        public L1Tail forNorm(double norm) {
            return new L1Tail(tolerance(norm), 0, minRank, maxRank);
        }
    }

    /// A rule that gives the result reference moments, whatever it drops
    /// ([TuckerTruncation.Conserving] for two modes). On singular values alone it is its rule.
    ///
    /// @param rule cuts what is left beside a function of the moments; its ranks are those of the
    ///   result
    /// @param reference the moments of the result, such as those of the initial value
    record Conserving(
            Truncation rule, Moments moments, List<Double> reference, Moments.Remainder remainder)
            implements Truncation {
        /// @throws IllegalArgumentException if the rule fixes the rank, leaves no rank beside that
        ///   of the moments or conserves moments itself, or the reference has another number of
        ///   moments
        public Conserving {
            reference = List.copyOf(reference);
            moments.requireCount(reference);
            moments.requireRoom(rule);
        }

        /// With the remainder cut in orthonormal bases.
        public Conserving(Truncation rule, Moments moments, List<Double> reference) {
            this(rule, moments, reference, Moments.Remainder.ORTHONORMAL);
        }

        private Conserving with(Truncation other) {
            return new Conserving(other, moments, reference, remainder);
        }

        @Override
        public int minRank() {
            return rule.minRank();
        }

        @Override
        public int maxRank() {
            return rule.maxRank();
        }

        @Override
        public int keeps(List<Double> singularValues) {
            return rule.keeps(singularValues);
        }

        @Override
        public double tolerance(double norm) {
            return rule.tolerance(norm);
        }

        @Override
        public Conserving between(int newMinRank, int newMaxRank) {
            return with(rule.between(newMinRank, newMaxRank));
        }

        @Override
        public Conserving forNorm(double norm) {
            return with(rule.forNorm(norm));
        }

        @Override
        public Conserving within(double tolerance) {
            return with(rule.within(tolerance));
        }

        @Override
        public Truncated apply(LowRankMatrix y) {
            TuckerTruncation.Truncated cut = TuckerTruncation.of(this).apply(Tucker.of(y));
            return new Truncated(cut.value().toLowRankMatrix(), cut.discarded(), cut.capped());
        }
    }

    /// Exactly rank r, as far as the core has it.
    static Truncation toRank(int rank) {
        return new Tail(0, 0, rank, rank);
    }

    /// An absolute Frobenius tolerance.
    static Truncation absolute(double tolerance) {
        return new Tail(tolerance, 0, 1, UNLIMITED);
    }

    /// A Frobenius tolerance relative to the norm of the matrix.
    static Truncation relative(double tolerance) {
        return new Tail(0, tolerance, 1, UNLIMITED);
    }

    /// Whether the rank is prescribed.
    default boolean isFixedRank() {
        return minRank() == maxRank();
    }

    /// What a truncation did.
    ///
    /// @param value with orthonormal bases and a diagonal core of falling singular values
    /// @param discarded the Frobenius norm of what was dropped
    /// @param capped whether the largest allowed rank was below what the tolerance wanted
    record Truncated(LowRankMatrix value, double discarded, boolean capped) {}

    /// Applies the rule to a matrix with orthonormal U and V.
    ///
    /// @throws IllegalArgumentException if the core has a NaN or infinite entry
    default Truncated apply(LowRankMatrix y) {
        Svd svd = Svd.of(y.s());
        List<Double> sigma = svd.singularValues();
        Cut cut = cut(sigma);
        Matrix u = y.u().times(svd.u().columns(0, cut.rank));
        Matrix v = y.v().times(svd.v().columns(0, cut.rank));
        return new Truncated(
                new LowRankMatrix(u, LowRankMatrix.diagonal(sigma.subList(0, cut.rank)), v),
                cut.discarded,
                cut.capped);
    }

    /// Where falling singular values are cut.
    ///
    /// @param rank how many are kept
    /// @param discarded the Frobenius norm of the others
    /// @param capped whether the largest allowed rank was below what the tolerance wanted
    record Cut(int rank, double discarded, boolean capped) {}

    /// The tolerance between the smallest and the largest rank.
    default Cut cut(List<Double> sigma) {
        int wanted = keeps(sigma);
        int rank = Math.min(sigma.size(), Math.min(maxRank(), Math.max(minRank(), wanted)));
        double squares = 0;
        for (int j = sigma.size() - 1; j >= rank; j--) {
            squares += sigma.get(j) * sigma.get(j);
        }
        return new Cut(rank, Math.sqrt(squares), !isFixedRank() && wanted > maxRank());
    }

    private static void checkTolerance(String name, double value, double limit) {
        if (!(value >= 0 && value <= limit)) {
            throw new IllegalArgumentException(
                    "Truncation: %s must be finite and not negative, found %s"
                            .formatted(name, value));
        }
    }

    private static void checkRelative(double relative) {
        if (!(relative >= 0 && relative < 1)) {
            throw new IllegalArgumentException(
                    "Truncation: relative tolerance must be in [0, 1), found %s; an absolute"
                                    .formatted(relative)
                            + " tolerance is the first argument");
        }
    }

    private static void checkRanks(int minRank, int maxRank) {
        if (minRank < 0 || maxRank < Math.max(1, minRank)) {
            throw new IllegalArgumentException(
                    "Truncation: ranks must satisfy 0 ≤ minRank ≤ maxRank and 1 ≤ maxRank, found"
                            + " minRank %d, maxRank %d".formatted(minRank, maxRank));
        }
    }
}
