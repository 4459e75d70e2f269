package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Runge–Kutta method in one tangent space (proposed in spec `retractions` §7, not in the paper):
/// Y(t) = R_Y(ξ(t)) with ξ′ = Π(Y)G(t, R_Y(ξ)), so that
///
/// | stage | |
/// |---|---|
/// | i | Y_i = R_Y(h Σ_j a_ij ξ′_j), ξ′_i = Π(Y)Π(Y_i)F(t + c_i h, Y_i) |
/// | end | Y₁ = R_Y(h Σ b_i ξ′_i) |
///
/// The inverse of the orthographic retraction is linear, so it keeps the order of the tableau.
/// Others move along the tangent space too, by an error of [Retraction#tangentialOrder]: they have
/// at most the order below that. One retraction a stage. An embedded tableau gives the estimate ‖h
/// Σ (b_i − b̂_i) ξ′_i‖.
public record ChartRungeKutta(Retraction retraction, ButcherTableau tableau)
        implements MatrixIntegrator {
    /// @throws IllegalArgumentException if the tableau is implicit
    public ChartRungeKutta {
        if (!tableau.isExplicit()) {
            throw new IllegalArgumentException(
                    "ChartRungeKutta: wants an explicit tableau, found " + tableau.name());
        }
    }

    /// @throws RetractionException if a stage is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step("ChartRungeKutta", equation, span, y, flow -> advanced(flow, y));
    }

    private LowRankMatrix advanced(Flow flow, LowRankMatrix y) {
        double h = flow.h();
        List<TangentVector> slopes = new ArrayList<>();
        for (int i = 0; i < tableau.stages(); i++) {
            double t = flow.span().t() + tableau.c(i) * h;
            if (i == 0) {
                slopes.add(flow.velocity(t, y));
            } else {
                LowRankMatrix stage = retraction.apply(sum(y, slopes, tableau.a(), i, h));
                slopes.add(flow.velocity(t, stage).transportedTo(y));
            }
        }
        Matrix b = tableau.b().transpose();
        tableau.embedded()
                .ifPresent(embedded -> {
                    Matrix difference = b.minus(embedded.transpose());
                    flow.log().estimate(sum(y, slopes, difference, 0, h).norm());
                });
        return retraction.apply(sum(y, slopes, b, 0, h));
    }

    /// h Σ_j w_ij ξ′_j.
    private static TangentVector sum(
            LowRankMatrix y, List<TangentVector> slopes, Matrix w, int i, double h) {
        TangentVector sum = TangentVector.zero(y);
        for (int j = 0; j < slopes.size(); j++) {
            if (w.get(i, j) != 0) {
                sum = sum.plus(h * w.get(i, j), slopes.get(j));
            }
        }
        return sum;
    }

    @Override
    public int order() {
        return Math.min(tableau.order(), retraction.tangentialOrder() - 1);
    }

    @Override
    public String name() {
        return "chart-rk";
    }

    @Override
    public Substep substep() {
        return new ExplicitRungeKutta(tableau, 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
