package org.bugle.models;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;

/// Ganapol's solution of the plane source in an infinite medium: ∂_tψ + μ∂_xψ + ψ = (c/2) φ, ψ₀ = ½
/// δ(x), with the scalar flux φ = ∫ψ dμ (spec `gap` A1). For η = |x|/t < 1 and q = (1 + η)/(1 − η),
///
/// φ = (e^{−t}/2t) {1 + (ct/4π)(1 − η²) ∫₀^π sec²(u/2) Re[ξ² exp((ct/2)(1 − η²) ξ)] du}, ξ = (ln q
/// + iu)/(η + i tan(u/2)).
///
/// @param scattering c, the share of collisions that scatter
public record Ganapol(double scattering) {
    /// Nodes of the rule in u, enough for ten digits up to t = 5.
    private static final int NODES = 400;

    private static final Matrix RULE = Legendre.nodes(NODES);

    /// φ(x, t); 0 beyond the front |x| = t, where it jumps.
    ///
    /// @throws IllegalArgumentException if the time is not positive
    public double scalarFlux(double x, double time) {
        if (!(time > 0)) {
            throw new IllegalArgumentException("Ganapol: the time must be positive, found " + time);
        }
        double eta = Math.abs(x) / time;
        if (eta >= 1) {
            return 0;
        }
        double strength = scattering * time * (1 - eta * eta);
        return Math.exp(-time)
                / (2 * time)
                * (1 + strength / (4 * Math.PI) * integral(eta, strength));
    }

    private static double integral(double eta, double strength) {
        double logarithm = Math.log1p(eta) - Math.log1p(-eta);
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            double u = Math.PI / 2 * (1 + RULE.get(i, 0));
            double tangent = Math.tan(u / 2);
            Complex xi = new Complex(logarithm, u).over(new Complex(eta, tangent));
            Complex value = xi.times(xi).times(xi.times(strength / 2).exp());
            sum += RULE.get(i, 1) * (1 + tangent * tangent) * value.re();
        }
        return Math.PI * sum; // the weights have the sum 1
    }
}
