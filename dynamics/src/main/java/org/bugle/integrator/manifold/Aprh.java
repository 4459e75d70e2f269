package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The accelerated projected Ralston–Hermite method (arXiv:2309.06125): [Prh] with the stage Ỹ =
/// R_Y(c G₀ + (c²/2) 𝒜), c = 2h/3.
///
/// Order 3 (measured; not stated by the source). It suffers from small singular values as [Afe]
/// does.
///
/// @param guard where it refuses 𝒜, the step is one of [Prh] instead
/// @param estimate whether the distance to the step of [Prh], an estimate of that step's error, is
///   computed; it takes as much work again
public record Aprh(
        Retraction retraction, Acceleration acceleration, CurvatureGuard guard, Estimate estimate)
        implements MatrixIntegrator {
    /// The estimate of the local error.
    public enum Estimate {
        NONE,
        /// ‖Y₁ − Y₁ of PRH‖.
        EMBEDDED
    }

    /// @throws IllegalArgumentException if the retraction has no inverse
    public Aprh {
        Prh.requireCurves("Aprh", retraction);
    }

    public Aprh(Retraction retraction) {
        this(retraction, Acceleration.analytic(), CurvatureGuard.STANDARD, Estimate.NONE);
    }

    /// @throws RetractionException if the step is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step("Aprh", equation, span, y, flow -> advanced(flow, y));
    }

    private LowRankMatrix advanced(Flow flow, LowRankMatrix y) {
        double c = Prh.STAGE * flow.h();
        LinearMap f = flow.field(flow.span().t(), y);
        TangentVector g = flow.velocity(y, f);
        TangentVector a = flow.acceleration(acceleration, f, g);
        if (guard.refuses(flow.h(), g, a)) {
            flow.log().reject();
            return Prh.advanced(retraction, flow, g, g.times(c));
        }
        LowRankMatrix value = Prh.advanced(retraction, flow, g, g.times(c).plus(c * c / 2, a));
        if (estimate == Estimate.EMBEDDED) {
            LowRankMatrix plain = Prh.advanced(retraction, flow, g, g.times(c));
            flow.log().estimate(value.distance(plain));
        }
        return value;
    }

    @Override
    public int order() {
        return 3;
    }

    @Override
    public String name() {
        return "aprh";
    }

    /// R(z) = 1 + z + z²/2 + z³/6, as of every Runge–Kutta method of three stages and order 3.
    @Override
    public Substep substep() {
        return new ExplicitRungeKutta(ButcherTableau.HEUN3, 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
