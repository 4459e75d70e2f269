package org.bugle.integrator.manifold;

import org.bugle.lowrank.LowRankMatrix;

/// The retraction-based Hermite curve α through two points of the manifold with given velocities
/// (Séguin & Kressner, arXiv:2212.12259): α(0) = p₀, α′(0) = v₀, α(1) = p₁, α′(1) = v₁. With the
/// control points b₁ = R_{p₀}(v₀/3), b₂ = R_{p₁}(−v₁/3):
///
/// | | curve |
/// |---|---|
/// | β₀(τ) | R_{p₀}(τ v₀/3) |
/// | β₁(τ) | c_{1/2}(τ; b₁, b₂) |
/// | β₂(τ) | R_{p₁}(−(1 − τ) v₁/3) |
/// | α(τ)  | c_τ(τ; c₀(τ; β₀, β₁), c₁(τ; β₁, β₂)) |
///
/// An interpolant of a smooth curve over a length h has the error O(h⁴). τ outside of [0, 1]
/// extrapolates. Making the curve takes 3 retractions and 3 inverses, a point 7 and 5.
public final class HermiteCurve {
    private final Retraction retraction;
    private final TangentVector v0;
    private final TangentVector v1;
    private final EndpointCurve.Chord middle;

    private HermiteCurve(
            Retraction retraction, TangentVector v0, TangentVector v1, EndpointCurve.Chord middle) {
        this.retraction = retraction;
        this.v0 = v0;
        this.v1 = v1;
        this.middle = middle;
    }

    /// @param v0 at p₀: the velocity there, times the length of the interval
    /// @param v1 at p₁: the velocity there, times the length of the interval
    /// @throws RetractionException if the points are too far apart
    public static HermiteCurve through(Retraction retraction, TangentVector v0, TangentVector v1) {
        LowRankMatrix b1 = retraction.apply(v0.times(1.0 / 3));
        LowRankMatrix b2 = retraction.apply(v1.times(-1.0 / 3));
        EndpointCurve inner = new EndpointCurve(retraction, b1, b2);
        return new HermiteCurve(retraction, v0, v1, inner.seenFrom(0.5));
    }

    /// α(τ).
    ///
    /// @throws RetractionException if the construction leaves the domain of the retraction
    public LowRankMatrix at(double tau) {
        LowRankMatrix beta0 = retraction.apply(v0.times(tau / 3));
        LowRankMatrix beta1 = middle.at(tau);
        LowRankMatrix beta2 = retraction.apply(v1.times(-(1 - tau) / 3));
        LowRankMatrix early = new EndpointCurve(retraction, beta0, beta1).fromStart(tau);
        LowRankMatrix late = new EndpointCurve(retraction, beta1, beta2).fromEnd(tau);
        return new EndpointCurve(retraction, early, late).at(tau, tau);
    }
}
