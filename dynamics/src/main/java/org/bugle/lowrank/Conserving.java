package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;

/// A truncation that leaves the first columns of Y as they are, such as the density of a kinetic
/// solution in moments: Y = [K_c, K_r] [E, V_r]ᴴ with E the first columns of the identity, and only
/// K_r V_rᴴ is truncated, by a tolerance of the whole (spec `gap` §3.3, not of a paper).
///
/// @param moments how many columns are kept
/// @param truncation its ranks count the kept columns
public record Conserving(int moments, Truncation truncation) {
    /// @throws IllegalArgumentException if there is no moment, or no rank beyond them
    public Conserving {
        if (moments < 1 || truncation.maxRank() <= moments) {
            throw new IllegalArgumentException(
                    "Conserving: wants moments ≥ 1 and maxRank above them, found moments %d, maxRank %d"
                            .formatted(moments, truncation.maxRank()));
        }
        Moments.requirePlain("Conserving", truncation);
    }

    /// An orthonormal basis of E and v together, with E as its first columns.
    ///
    /// @param v n×r with orthonormal columns
    public Matrix basis(Matrix v) {
        return Basis.augment(Matrix.identity(v.rows(), moments), v);
    }

    /// Truncates a matrix with orthonormal V.
    public Truncation.Truncated apply(LowRankMatrix y) {
        Matrix v = basis(y.v());
        return apply(y.u().times(y.s().times(y.v().adjointTimes(v))), v);
    }

    /// Truncates K Vᴴ, where V has orthonormal columns of which the first are E.
    public Truncation.Truncated apply(Matrix k, Matrix v) {
        int q = v.cols();
        Qr rest = Qr.of(k.columns(moments, q));
        Truncation.Truncated kept =
                ofTheRest(k.norm())
                        .apply(new LowRankMatrix(rest.q(), rest.r(), v.columns(moments, q)));
        LowRankMatrix value = kept.value();
        Qr all = Qr.of(Matrix.hcat(k.columns(0, moments), value.u().times(value.s())));
        Matrix basis = Matrix.hcat(v.columns(0, moments), value.v());
        return new Truncation.Truncated(
                new LowRankMatrix(all.q(), all.r(), basis), kept.discarded(), kept.capped());
    }

    private Truncation ofTheRest(double norm) {
        int least = Math.max(0, truncation.minRank() - moments);
        int most =
                truncation.maxRank() == Truncation.UNLIMITED
                        ? Truncation.UNLIMITED
                        : truncation.maxRank() - moments;
        return truncation.forNorm(norm).between(least, most);
    }
}
