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

/// Ralston's method in one tangent space ([ChartRungeKutta]) with the accelerated stage of [Aprh]
/// (proposed in spec `retractions` §7): with c = 2h/3, Ỹ = R_Y(c G₀ + (c²/2) 𝒜) and Y₁ = R_Y((h/4)
/// G₀ + (3h/4) Π(Y)G̃). Order 3 for two retractions a step, where the retraction moves along the
/// tangent space by no more than O(‖Z‖⁴).
///
/// @param guard where it refuses 𝒜, the stage is that of Ralston's method
public record AcceleratedChart(
        Retraction retraction, Acceleration acceleration, CurvatureGuard guard)
        implements MatrixIntegrator {
    /// @throws RetractionException if a stage is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step("AcceleratedChart", equation, span, y, flow -> advanced(flow, y));
    }

    private LowRankMatrix advanced(Flow flow, LowRankMatrix y) {
        double h = flow.h();
        double c = Prh.STAGE * h;
        double t = flow.span().t();
        LinearMap f = flow.field(t, y);
        TangentVector g = flow.velocity(y, f);
        TangentVector a = flow.acceleration(acceleration, f, g);
        TangentVector toStage = g.times(c);
        if (guard.refuses(h, g, a)) {
            flow.log().reject();
        } else {
            toStage = toStage.plus(c * c / 2, a);
        }
        TangentVector later = flow.velocity(t + c, retraction.apply(toStage)).transportedTo(y);
        return retraction.apply(g.times(h / 4).plus(0.75 * h, later));
    }

    @Override
    public int order() {
        return Math.min(3, retraction.tangentialOrder() - 1);
    }

    @Override
    public String name() {
        return "chart-rk";
    }

    @Override
    public Substep substep() {
        return new ExplicitRungeKutta(ButcherTableau.HEUN3, 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
