package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The projected Runge–Kutta methods of Kieri and Vandereycken (Comput. Methods Appl. Math. 19,
/// 2019): an explicit Runge–Kutta method in which every F is projected to the tangent space of its
/// stage and every stage truncated to the rank r of Y₀.
///
/// | substep  | computes                              | rank    |
/// |----------|---------------------------------------|---------|
/// | stage j  | Z_j = 𝒯_r(Y₀ + h Σ_{l<j} a_jl K_l)    | r       |
/// | slope j  | K_j = P_{Z_j} F(t + c_j h, Z_j)       | 2r      |
/// | truncate | Y₁ = 𝒯_r(Y₀ + h Σ b_j K_j)            | r       |
///
/// with the tangent projection P_Z G = U UᴴG + (I − UUᴴ) G V Vᴴ at Z = U S Vᴴ. F is seen through G
/// V and GᴴU only, a sum is recompressed by two thin QR decompositions and a small SVD. The order
/// is the tableau's up to an error of the size of F's normal component, which enters with slope 1.
/// Not exact for F = A′(t).
public record ProjectedRungeKutta(ButcherTableau tableau) implements MatrixIntegrator {
    /// @throws IllegalArgumentException if the tableau is implicit
    public ProjectedRungeKutta {
        if (!tableau.isExplicit()) {
            throw new IllegalArgumentException(
                    "ProjectedRungeKutta: wants an explicit tableau, found " + tableau.name());
        }
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("ProjectedRungeKutta", span, y);
        Truncation toRank = Truncation.toRank(Math.max(1, y.rank()));
        List<LowRankMatrix> slopes = new ArrayList<>();
        for (int j = 0; j < tableau.stages(); j++) {
            List<LowRankMatrix> sum = new ArrayList<>(List.of(y));
            for (int l = 0; l < j; l++) {
                add(sum, span.h() * tableau.a(j, l), slopes.get(l));
            }
            LowRankMatrix z = j == 0 ? y : toRank.apply(recompressed(sum)).value();
            LinearMap f = equation.evaluate(span.t() + tableau.c(j) * span.h(), z);
            slopes.add(tangent(f, z, j + 1, log));
        }
        List<LowRankMatrix> sum = new ArrayList<>(List.of(y));
        for (int j = 0; j < tableau.stages(); j++) {
            add(sum, span.h() * tableau.b(j), slopes.get(j));
        }
        return log.truncate(toRank, recompressed(sum));
    }

    private static void add(List<LowRankMatrix> sum, double factor, LowRankMatrix slope) {
        if (factor != 0) {
            sum.add(slope.times(factor));
        }
    }

    private static LowRankMatrix recompressed(List<LowRankMatrix> sum) {
        return LowRankMatrix.sum(sum).orthonormalized();
    }

    /// P_Z G = [U, (I − UUᴴ) G V] [GᴴU, V]ᴴ.
    private static LowRankMatrix tangent(LinearMap g, LowRankMatrix z, int stage, StepLog log) {
        LinearMap.Sketch sketch = g.sketch(z.v(), z.u());
        log.evaluated(1);
        Matrix gv = log.finite(sketch.image(), "F(Z%d) V".formatted(stage));
        Matrix ghu = log.finite(sketch.adjointImage(), "F(Z%d)ᴴ U".formatted(stage));
        return LowRankMatrix.ofFactors(
                Matrix.hcat(z.u(), Basis.outside(z.u(), gv)), Matrix.hcat(ghu, z.v()));
    }

    @Override
    public int order() {
        return tableau.order();
    }

    @Override
    public String name() {
        return "projected-rk";
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
