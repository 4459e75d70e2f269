package org.bugle.integrator.manifold;

/// Refuses to use an intrinsic acceleration 𝒜 that the curvature 1/σ_r of the manifold blows up:
/// if (h/2) ‖𝒜‖ > κ ‖G‖, the second-order term of a step outweighs the first (spec `retractions`
/// §7). The step is then made without 𝒜 and counts as one rejection in its report.
///
/// @param kappa κ; infinite for never
public record CurvatureGuard(double kappa) {
    public static final CurvatureGuard STANDARD = new CurvatureGuard(1);

    public static final CurvatureGuard OFF = new CurvatureGuard(Double.POSITIVE_INFINITY);

    /// @throws IllegalArgumentException if κ is not positive
    public CurvatureGuard {
        if (!(kappa > 0)) {
            throw new IllegalArgumentException(
                    "CurvatureGuard: kappa must be positive, found " + kappa);
        }
    }

    boolean refuses(double h, TangentVector g, TangentVector acceleration) {
        return Math.abs(h) / 2 * acceleration.norm() > kappa * g.norm();
    }
}
