package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The projected Ralston–Hermite method (arXiv:2309.06125): with c = 2h/3,
///
/// | stage | |
/// |---|---|
/// | 1 | G₀ = Π(Y)F(t, Y), Ỹ = R_Y(c G₀) |
/// | 2 | G̃ = Π(Ỹ)F(t + c, Ỹ) |
/// | 3 | Y₁ = α(3/2) for the [HermiteCurve] α from Y with c G₀ to Ỹ with c G̃ |
///
/// Order 2, Ralston's method in flat space; robust where singular values are small. The body of the
/// source was not at hand: the construction follows its name, its abstract and arXiv:2212.12259
/// (spec `retractions` §7). A step takes 11 retractions and 8 inverses, O((m + n) r²) operations.
public record Prh(Retraction retraction) implements MatrixIntegrator {
    /// c / h of Ralston's method.
    static final double STAGE = 2.0 / 3;

    /// @throws IllegalArgumentException if the retraction has no inverse
    public Prh {
        requireCurves("Prh", retraction);
    }

    static void requireCurves(String integrator, Retraction retraction) {
        if (retraction.order() < 2) {
            throw new IllegalArgumentException(
                    "%s: Hermite curves want a retraction with an inverse, found %s"
                            .formatted(integrator, retraction));
        }
    }

    /// @throws RetractionException if the step is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step(
                "Prh",
                equation,
                span,
                y,
                flow -> {
                    TangentVector g = flow.velocity(span.t(), y);
                    return advanced(retraction, flow, g, g.times(STAGE * span.h()));
                });
    }

    /// Stages 2 and 3.
    ///
    /// @param g G₀
    /// @param toStage I_Y(Ỹ)
    static LowRankMatrix advanced(
            Retraction retraction, Flow flow, TangentVector g, TangentVector toStage) {
        double c = STAGE * flow.h();
        TangentVector later = flow.velocity(flow.span().t() + c, retraction.apply(toStage));
        return HermiteCurve.through(retraction, g.times(c), later.times(c)).at(1 / STAGE);
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public String name() {
        return "prh";
    }

    @Override
    public Substep substep() {
        return new ExplicitRungeKutta(ButcherTableau.RALSTON, 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
