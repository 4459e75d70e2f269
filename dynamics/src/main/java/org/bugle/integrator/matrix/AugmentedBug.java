package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The rank-adaptive basis-update & Galerkin integrator (arXiv:2104.05247).
///
/// One step advances Y₀ = U₀ S₀ V₀ᴴ of rank r from t to t₁ = t + h:
///
/// | substep  | solves                 | from              | gives                     | shape |
/// |----------|------------------------|-------------------|---------------------------|-------|
/// | K        | K′ = F(t, K V₀ᴴ) V₀    | U₀ S₀             | Û = orth[U₀, K(t₁)]       | m×r̂   |
/// | L        | L′ = F(t, U₀ Lᴴ)ᴴ U₀   | V₀ S₀ᴴ            | V̂ = orth[V₀, L(t₁)]       | n×r̂   |
/// | S        | S′ = Ûᴴ F(t, Û S V̂ᴴ) V̂ | (ÛᴴU₀) S₀ (V̂ᴴV₀)ᴴ | Ŝ = S(t₁)                 | r̂×r̂   |
/// | truncate |                        | Û Ŝ V̂ᴴ            | U₁ S₁ V₁ᴴ of rank r₁ ≤ r̂  | r₁×r₁ |
///
/// Order 1 in h, with constants that do not depend on the singular values of Y₀. Exact for F =
/// A′(t), A(t) of rank r, as long as U₀ᴴU(t₁) and V₀ᴴV(t₁) stay regular. Keeps norm and energy up
/// to the truncation where F does. A new direction is dropped where it adds less than 1e-13 of its
/// own norm. Beyond the substeps a step costs O((m + n) r²) operations.
///
/// @param truncation applied once, at the end of the step
/// @param substep solves the three small ODEs; order ≥ 2, or its error hides the integrator's
public record AugmentedBug(Truncation truncation, Substep substep) implements MatrixIntegrator {
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("AugmentedBug", span, y);
        return log.truncate(truncation, augmented(equation, span, y, substep, log));
    }

    /// The step without its truncation: Û Ŝ V̂ᴴ.
    static LowRankMatrix augmented(
            MatrixEquation equation, Span span, LowRankMatrix y, Substep substep, StepLog log) {
        Matrix u0 = y.u();
        Matrix s0 = y.s();
        Matrix v0 = y.v();

        // K and L do not need each other: they run side by side where there are two cores.
        var bases =
                Parallel.both(
                        () -> {
                            Matrix k0 = u0.times(s0);
                            return log.augment(
                                    u0,
                                    log.solve(substep, equation.kEquation(v0), span, k0, "K(t+h)"));
                        },
                        () -> {
                            Matrix l0 = v0.timesAdjoint(s0);
                            return log.augment(
                                    v0,
                                    log.solve(substep, equation.lEquation(u0), span, l0, "L(t+h)"));
                        });
        return galerkin(equation, span, y, bases.first(), bases.second(), substep, log);
    }

    /// The Galerkin step: S over the span in bases whose spans hold those of y, from y exactly.
    static LowRankMatrix galerkin(
            MatrixEquation equation,
            Span span,
            LowRankMatrix y,
            Matrix u,
            Matrix v,
            Substep substep,
            StepLog log) {
        Matrix s0 = projected(y, u, v);
        Matrix s1 = log.solve(substep, equation.sEquation(u, v), span, s0, "S(t+h)");
        return new LowRankMatrix(u, s1, v);
    }

    /// Uᴴ Y V.
    static Matrix projected(LowRankMatrix y, Matrix u, Matrix v) {
        return u.adjointTimes(y.u()).times(y.s()).timesAdjoint(v.adjointTimes(y.v()));
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "augmented-bug";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public AugmentedBug withTruncation(Truncation other) {
        return new AugmentedBug(other, substep);
    }
}
