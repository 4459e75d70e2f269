package org.bugle.integrator.randomized;

import java.util.Optional;

/// How many columns the two random matrices have beyond the rank r: Ω has r + p, Ψ has r + p + ℓ.
///
/// @param p columns of Ω beyond the rank; max(2, round(0.1 r)) where absent, half away from zero
/// @param l columns of Ψ beyond those of Ω; the same rule where absent
public record Oversampling(Optional<Integer> p, Optional<Integer> l) {
    /// The choice of the source's experiments, p = ℓ = max(2, round(0.1 r)).
    public static final Oversampling USUAL = new Oversampling(Optional.empty(), Optional.empty());

    /// @throws IllegalArgumentException if one is negative
    public Oversampling {
        if (p.orElse(0) < 0 || l.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Oversampling: p and ℓ must not be negative, found p = %d, ℓ = %d"
                            .formatted(p.orElse(0), l.orElse(0)));
        }
    }

    public static Oversampling of(int p, int l) {
        return new Oversampling(Optional.of(p), Optional.of(l));
    }

    private static int usual(int rank) {
        return Math.max(2, (rank + 5) / 10);
    }

    /// The widths of Ω and Ψ for an m×n matrix: r + p, but at most min(m, n), and r + p + ℓ, but at
    /// most m. At full width the approximation is exact.
    ///
    /// @param rank the rank r that is wanted
    /// @param base the rank that p and ℓ are chosen for
    Widths widths(int rank, int base, int m, int n) {
        int omega = Math.min(rank + p.orElse(usual(base)), Math.min(m, n));
        return new Widths(omega, Math.min(omega + l.orElse(usual(base)), m));
    }

    /// Columns of Ω and of Ψ.
    record Widths(int omega, int psi) {
        Widths max(Widths other) {
            return new Widths(Math.max(omega, other.omega), Math.max(psi, other.psi));
        }
    }
}
