package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The projector-splitting integrator (Lubich & Oseledets 2014), K–S–L, of fixed rank.
///
/// | substep | solves                        | from          | gives              | shape |
/// |---------|-------------------------------|---------------|--------------------|-------|
/// | K       | K′ = F(t, K V₀ᴴ) V₀           | U₀ S₀         | K(t₁) = U₁ Ŝ (QR)  | m×r   |
/// | S       | S′ = −U₁ᴴ F(t, U₁ S V₀ᴴ) V₀   | Ŝ             | S̃ = S(t₁)          | r×r   |
/// | L       | L′ = F(t, U₁ Lᴴ)ᴴ U₁          | V₀ S̃ᴴ         | L(t₁) = V₁ S₁ᴴ (QR)| n×r   |
///
/// Order 1 (Lie, this table) or 2 (Strang: K and S over the first half, L over the whole step, S
/// and K over the second half); the second order is not proven to be robust. Exact for F = A′(t)
/// with A(t) of rank r. The S-substep runs backward, which dissipative stiff equations do not
/// forgive.
///
/// @param order 1 or 2
public record ProjectorSplitting(int order, Substep substep) implements MatrixIntegrator {
    /// @throws IllegalArgumentException if the order is neither 1 nor 2
    public ProjectorSplitting {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException(
                    "ProjectorSplitting: order must be 1 or 2, found " + order);
        }
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("ProjectorSplitting", span, y);
        if (order == 1) {
            return log.keep(stepL(equation, span, stepKS(equation, span, y, log), log));
        }
        LowRankMatrix half = stepKS(equation, span.firstHalf(), y, log);
        LowRankMatrix whole = stepL(equation, span, half, log);
        return log.keep(stepSK(equation, span.secondHalf(), whole, log));
    }

    private LowRankMatrix stepKS(MatrixEquation equation, Span part, LowRankMatrix y, StepLog log) {
        Matrix v0 = y.v();
        Matrix k0 = y.u().times(y.s());
        Qr k1 = Qr.of(log.solve(substep, equation.kEquation(v0), part, k0, "K(t+h)"));
        var backward = equation.sEquation(k1.q(), v0).negated();
        Matrix s1 = log.solve(substep, backward, part, k1.r(), "S(t+h)");
        return new LowRankMatrix(k1.q(), s1, v0);
    }

    private LowRankMatrix stepL(MatrixEquation equation, Span part, LowRankMatrix y, StepLog log) {
        Matrix l0 = y.v().timesAdjoint(y.s());
        Qr l1 = Qr.of(log.solve(substep, equation.lEquation(y.u()), part, l0, "L(t+h)"));
        return new LowRankMatrix(y.u(), l1.r().adjoint(), l1.q());
    }

    private LowRankMatrix stepSK(MatrixEquation equation, Span part, LowRankMatrix y, StepLog log) {
        var backward = equation.sEquation(y.u(), y.v()).negated();
        Matrix s1 = log.solve(substep, backward, part, y.s(), "S(t+h)");
        Matrix k0 = y.u().times(s1);
        Qr k1 = Qr.of(log.solve(substep, equation.kEquation(y.v()), part, k0, "K(t+h)"));
        return new LowRankMatrix(k1.q(), k1.r(), y.v());
    }

    @Override
    public String name() {
        return "projector-splitting";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
