package org.bugle.operator.tree;

import java.util.List;

/// How couplings become a hierarchically semi-separable matrix (arXiv:2405.09952).
///
/// @param rule what the tolerance is relative to
/// @param tolerance dimensionless
/// @param variant which block rows are compressed
public record Compression(Rule rule, double tolerance, Variant variant) {
    /// Which singular values σ₁ ≥ σ₂ ≥ … of a block row are kept.
    public enum Rule {
        /// σ_i > tolerance · σ₁: the paper's. No bound of the whole error.
        LOCAL_RELATIVE,
        /// The fewest with (Σ dropped σ²)^½ ≤ tolerance · (Σ σ²)^½.
        LOCAL_FROBENIUS,
        /// The fewest with (Σ dropped σ²)^½ ≤ tolerance · ‖β‖_F / (2N)^½ for N inner nodes below
        /// the root: then ‖β − β̃‖_F ≤ tolerance · ‖β‖_F. Ours.
        GLOBAL
    }

    /// The block row of a node against what is outside of it.
    public enum Variant {
        /// Against the compressed bases of what is finished and the untouched rest: the classical
        /// construction, whose figures are the published ones. ‖β − β̃‖_F² is exactly twice the sum
        /// of all dropped σ².
        STACK,
        /// Against all uncompressed columns: simpler, with slightly larger errors.
        FULL_COLUMNS
    }

    /// @throws IllegalArgumentException if the tolerance is not in [0, 1)
    public Compression {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "Compression: the tolerance must be in [0, 1), found " + tolerance);
        }
    }

    /// By the paper's rule.
    public static Compression local(double tolerance) {
        return new Compression(Rule.LOCAL_RELATIVE, tolerance, Variant.STACK);
    }

    /// With ‖β − β̃‖_F ≤ tolerance · ‖β‖_F.
    public static Compression global(double tolerance) {
        return new Compression(Rule.GLOBAL, tolerance, Variant.STACK);
    }

    /// How many singular values are kept.
    ///
    /// @param budget what may be dropped at one node under the global rule
    int keeps(List<Double> sigma, double budget) {
        if (sigma.isEmpty() || sigma.getFirst() == 0) {
            return 0;
        }
        return switch (rule) {
            case LOCAL_RELATIVE -> {
                double limit = tolerance * sigma.getFirst();
                yield (int) sigma.stream().filter(s -> s > limit).count();
            }
            case LOCAL_FROBENIUS -> beforeTail(sigma, tolerance * tail(sigma, 0));
            case GLOBAL -> beforeTail(sigma, budget);
        };
    }

    private static int beforeTail(List<Double> sigma, double allowed) {
        double tail = 0;
        int kept = sigma.size();
        while (kept > 0) {
            tail = Math.hypot(tail, sigma.get(kept - 1));
            if (tail > allowed) {
                break;
            }
            kept--;
        }
        return kept;
    }

    /// (Σ_{i ≥ from} σ_i²)^½.
    static double tail(List<Double> sigma, int from) {
        double norm = 0;
        for (int i = sigma.size() - 1; i >= from; i--) {
            norm = Math.hypot(norm, sigma.get(i));
        }
        return norm;
    }
}
