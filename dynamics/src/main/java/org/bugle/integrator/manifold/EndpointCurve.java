package org.bugle.integrator.manifold;

import org.bugle.lowrank.LowRankMatrix;

/// The curve c_ρ(τ) = R_q((1 − τ) I_q(x) + τ I_q(y)), q = R_x(ρ I_x(y)), from x at τ = 0 to y at τ
/// = 1 (arXiv:2212.12259). It leaves x with the velocity I_x(y) for ρ = 0, and reaches y with
/// −I_y(x) for ρ = 1.
record EndpointCurve(Retraction retraction, LowRankMatrix x, LowRankMatrix y) {
    /// c₀(τ) = R_x(τ I_x(y)).
    LowRankMatrix fromStart(double tau) {
        return retraction.apply(retraction.inverse(x, y).times(tau));
    }

    /// c₁(τ) = R_y((1 − τ) I_y(x)).
    LowRankMatrix fromEnd(double tau) {
        return retraction.apply(retraction.inverse(y, x).times(1 - tau));
    }

    LowRankMatrix at(double rho, double tau) {
        return seenFrom(rho).at(tau);
    }

    /// The curve in the tangent space at q = c₀(ρ), for many τ.
    Chord seenFrom(double rho) {
        LowRankMatrix q = fromStart(rho);
        return new Chord(retraction, retraction.inverse(q, x), retraction.inverse(q, y));
    }

    /// A straight line between two vectors of one tangent space, retracted.
    record Chord(Retraction retraction, TangentVector toX, TangentVector toY) {
        LowRankMatrix at(double tau) {
            return retraction.apply(toX.times(1 - tau).plus(tau, toY));
        }
    }
}
