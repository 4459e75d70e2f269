package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The fixed-rank basis-update & Galerkin ("unconventional") integrator (arXiv:2010.02022).
///
/// | substep | solves                 | from              | gives              | shape |
/// |---------|------------------------|-------------------|--------------------|-------|
/// | K       | K′ = F(t, K V₀ᴴ) V₀    | U₀ S₀             | U₁ = orth[K(t₁)]   | m×r   |
/// | L       | L′ = F(t, U₀ Lᴴ)ᴴ U₀   | V₀ S₀ᴴ            | V₁ = orth[L(t₁)]   | n×r   |
/// | S       | S′ = U₁ᴴ F(t, U₁SV₁ᴴ)V₁| (U₁ᴴU₀)S₀(V₁ᴴV₀)ᴴ | S₁ = S(t₁)         | r×r   |
///
/// Order 1 in h, robust to small singular values; exact for F = A′(t) with A(t) of rank r. There is
/// no backward substep.
public record Bug(Substep substep) implements MatrixIntegrator {
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("Bug", span, y);
        return log.keep(advanced(equation, span, y, substep, log));
    }

    static LowRankMatrix advanced(
            MatrixEquation equation, Span span, LowRankMatrix y, Substep substep, StepLog log) {
        Matrix u0 = y.u();
        Matrix s0 = y.s();
        Matrix v0 = y.v();
        var bases =
                Parallel.both(
                        () -> {
                            Matrix k0 = u0.times(s0);
                            return Basis.of(
                                    log.solve(substep, equation.kEquation(v0), span, k0, "K(t+h)"));
                        },
                        () -> {
                            Matrix l0 = v0.timesAdjoint(s0);
                            return Basis.of(
                                    log.solve(substep, equation.lEquation(u0), span, l0, "L(t+h)"));
                        });
        return AugmentedBug.galerkin(
                equation, span, y, bases.first(), bases.second(), substep, log);
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "bug";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
