package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The accelerated forward Euler method (arXiv:2309.06125): Y₁ = R_Y(hG + (h²/2) 𝒜) with G =
/// Π(Y)F(t, Y) and the intrinsic [Acceleration] 𝒜.
///
/// Order 2 with a retraction of second order, else 1. 𝒜 holds the curvature 1/σ_r times the normal
/// part of F, so the method suffers where singular values are small and F leaves the tangent space;
/// where F is tangent it does not. The error estimate (h²/2) ‖𝒜‖ is that of the Euler step inside.
///
/// @param guard where it refuses 𝒜, the step is one of [Prh] instead (or of [RetractionEuler] for
///   FACTOR, which has no curves)
public record Afe(Retraction retraction, Acceleration acceleration, CurvatureGuard guard)
        implements MatrixIntegrator {
    public Afe(Retraction retraction) {
        this(retraction, Acceleration.analytic(), CurvatureGuard.STANDARD);
    }

    /// @throws RetractionException if the step is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step("Afe", equation, span, y, flow -> advanced(flow, y));
    }

    private LowRankMatrix advanced(Flow flow, LowRankMatrix y) {
        double h = flow.h();
        LinearMap f = flow.field(flow.span().t(), y);
        TangentVector g = flow.velocity(y, f);
        TangentVector a = flow.acceleration(acceleration, f, g);
        flow.log().estimate(h * h / 2 * a.norm());
        if (guard.refuses(h, g, a)) {
            flow.log().reject();
            return retraction.order() == 1
                    ? retraction.apply(g.times(h))
                    : Prh.advanced(retraction, flow, g, g.times(Prh.STAGE * h));
        }
        return retraction.apply(g.times(h).plus(h * h / 2, a));
    }

    @Override
    public int order() {
        return retraction.order();
    }

    @Override
    public String name() {
        return "afe";
    }

    /// A Taylor method: its stability is that of every Runge–Kutta method of two stages and order
    /// 2.
    @Override
    public Substep substep() {
        return Substep.heun();
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
