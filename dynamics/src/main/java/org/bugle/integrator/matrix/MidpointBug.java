package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The second-order basis-update & Galerkin integrator based on the midpoint rule
/// (arXiv:2402.08607).
///
/// | substep  | does                                            | gives                             |
/// |----------|-------------------------------------------------|-----------------------------------|
/// | half     | augmented BUG over h/2, not truncated           | Ŷ = Û Ŝ V̂ᴴ of rank ≤ 2r           |
/// | augment  | G = F(t + h/2, Ŷ)                               | Ū = orth[Û, hGV̂], V̄ = orth[V̂, hGᴴÛ] (eq. 10) |
/// | S        | S′ = Ūᴴ F(t, Ū S V̄ᴴ) V̄ over h, from ŪᴴY₀V̄ = Y₀  | S̄ of size ≤ 4r                    |
/// | truncate | Ū S̄ V̄ᴴ                                          | Y₁ of rank r₁                     |
///
/// Order 2 with constants that do not depend on the singular values (Theorem 4.2); the normal
/// component of F enters with a factor h. Not exact for F = A′(t), only of second order. A new
/// direction is dropped where it adds less than 1e-13 of its own norm.
///
/// @param truncation applied once, at the end of the step
/// @param substep solves the small ODEs; order ≥ 2
public record MidpointBug(Variant variant, Truncation truncation, Substep substep)
        implements MatrixIntegrator {
    /// How the half step is made.
    public enum Variant {
        /// The main version: nothing is truncated at the half step, the core has up to 4r rows.
        R4("4r"),
        /// Remark 1: the half step is truncated to r and U₀, V₀ join the bases, which have up to 3r
        /// columns.
        R3("3r"),
        /// As 3r with a fixed-rank BUG half step (proposed in the spec, not in the paper).
        R3_FIXED("3r-fixed"),
        /// Explicit Euler for the half step and one explicit midpoint evaluation for the core
        /// (proposed in the spec, not in the paper).
        EXPLICIT("explicit");

        private final String label;

        Variant(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("MidpointBug", span, y);
        Span half = span.firstHalf();
        LowRankMatrix middle =
                switch (variant) {
                    case R4 -> AugmentedBug.augmented(equation, half, y, substep, log);
                    case R3 ->
                            Truncation.toRank(y.rank())
                                    .apply(AugmentedBug.augmented(equation, half, y, substep, log))
                                    .value();
                    case R3_FIXED -> Bug.advanced(equation, half, y, substep, log);
                    case EXPLICIT ->
                            AugmentedBug.augmented(equation, half, y, Substep.euler(), log);
                };

        LinearMap g = equation.evaluate(half.end(), middle);
        LinearMap.Sketch sketch = g.sketch(middle.v(), middle.u());
        log.evaluated(1);
        // only the untruncated half step still holds Y₀ in its bases
        boolean holdsStart = variant == Variant.R4 || variant == Variant.EXPLICIT;
        Matrix u = holdsStart ? middle.u() : log.augment(y.u(), middle.u());
        Matrix v = holdsStart ? middle.v() : log.augment(y.v(), middle.v());
        double h = span.h();
        Matrix uBar = log.augment(u, log.finite(sketch.image(), "F(t+h/2) V").times(h));
        Matrix vBar = log.augment(v, log.finite(sketch.adjointImage(), "F(t+h/2)ᴴ U").times(h));

        if (variant == Variant.EXPLICIT) {
            Matrix core =
                    AugmentedBug.projected(y, uBar, vBar).plus(h, uBar.adjointTimes(g.apply(vBar)));
            return log.truncate(truncation, new LowRankMatrix(uBar, core, vBar));
        }
        return log.truncate(
                truncation, AugmentedBug.galerkin(equation, span, y, uBar, vBar, substep, log));
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public String name() {
        return "midpoint-bug";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public MidpointBug withTruncation(Truncation other) {
        return new MidpointBug(variant, other, substep);
    }
}
