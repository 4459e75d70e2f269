package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The Galerkin alternating projection (arXiv:2505.19929): two substeps and no S-step.
///
/// | substep | solves                    | from          | gives           | shape |
/// |---------|---------------------------|---------------|-----------------|-------|
/// | L       | L′ = F(t, U₀ Lᴴ)ᴴ U₀      | V₀ S₀ᴴ        | V₁ = orth[L(t₁)] | n×r   |
/// | K       | K′ = F(t, K V₁ᴴ) V₁       | U₀ S₀ (V₀ᴴV₁) | U₁ S₁ = K(t₁)   | m×r   |
///
/// Both start at t from Y₀, the second from Y₀ projected on V₁. [Sequence#KL] is the same on Yᴴ.
///
/// What of this is the paper's: the tangent projection done as two alternating projections, first
/// the angular, then the spatial factor, robust bounds, and that in the diffusion limit of
/// radiative transfer the K-step becomes the limit equation, whatever the step and the start, at
/// the order of its solver. The paper could not be read in full: the table is the consistent
/// reading of that (derived, spec `gap` §3.1), and the variants that augment the basis are our own
/// proposal (§3.2, §3.3), not the paper's.
///
/// Order 1 in h with constants that do not depend on the singular values; exact for F = A′(t) with
/// A(t) of rank r where U₀ᴴU(t₁) is regular. Beyond the substeps a step costs O((m + n) r²).
///
/// @param substepK solves the K-equation; for kinetic equations exact or L-stable
/// @param substepL solves the L-equation, whose result counts by its range alone where it comes
///   first
public record Gap(Sequence sequence, Variant variant, Substep substepK, Substep substepL)
        implements MatrixIntegrator {
    /// Which basis is found first. For kinetic equations in space × angle, LK makes the last step a
    /// moment system in space.
    public enum Sequence {
        LK,
        KL
    }

    /// What becomes of the first substep's basis.
    public sealed interface Variant {
        /// It replaces the old one: fixed rank, nothing is dropped by a tolerance.
        record Fixed() implements Variant {}

        /// It joins the old one, V̂ = orth[V₀, L(t₁)], and the step ends by a truncation (our
        /// proposal). A new direction is dropped where it adds less than 1e-13 of its own norm.
        record Augmented(Truncation truncation) implements Variant {}

        /// Augmented, and the first moments e₀, e₁, … join too: V̂ = orth[e₀ …, V₀, L(t₁)]; the
        /// truncation leaves their columns of K alone (our proposal). One moment keeps the mass of
        /// a kinetic equation, two keep the flux as well.
        record Conservative(Conserving conserving) implements Variant {}
    }

    /// @throws IllegalArgumentException if moments are to be kept and the K-step is not the last
    public Gap {
        if (variant instanceof Variant.Conservative && sequence == Sequence.KL) {
            throw new IllegalArgumentException(
                    "Gap: the conservative variant keeps moments of the columns and wants the"
                            + " sequence lk, found kl");
        }
    }

    /// The fixed-rank method in the order L, K.
    public static Gap fixed(Substep substep) {
        return new Gap(Sequence.LK, new Variant.Fixed(), substep, substep);
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("Gap", span, y);
        Matrix u0 = y.u();
        Matrix s0 = y.s();
        Matrix v0 = y.v();
        return switch (sequence) {
            case LK -> {
                Matrix l0 = v0.timesAdjoint(s0);
                Matrix l1 = log.solve(substepL, equation.lEquation(u0), l0, "L(t+h)");
                Matrix v1 = basis(v0, l1, log);
                Matrix k0 = u0.times(s0.times(v0.adjointTimes(v1)));
                Matrix k1 = log.solve(substepK, equation.kEquation(v1), k0, "K(t+h)");
                yield end(k1, v1, log);
            }
            case KL -> {
                Matrix k0 = u0.times(s0);
                Matrix k1 = log.solve(substepK, equation.kEquation(v0), k0, "K(t+h)");
                Matrix u1 = basis(u0, k1, log);
                Matrix l0 = v0.times(s0.adjointTimes(u0.adjointTimes(u1)));
                Matrix l1 = log.solve(substepL, equation.lEquation(u1), l0, "L(t+h)");
                Qr qr = Qr.of(l1);
                LowRankMatrix y1 = new LowRankMatrix(u1, qr.r().adjoint(), qr.q());
                yield truncationRule()
                        .map(rule -> log.truncate(rule, y1))
                        .orElseGet(() -> log.keep(y1));
            }
        };
    }

    /// The basis of the first substep, with what is to stay in it as its first columns.
    private Matrix basis(Matrix old, Matrix solved, StepLog log) {
        return switch (variant) {
            case Variant.Fixed _ -> Basis.of(solved);
            case Variant.Augmented _ -> log.augment(old, solved);
            case Variant.Conservative(Conserving conserving) ->
                    log.augment(conserving.basis(old), solved);
        };
    }

    private Step<LowRankMatrix> end(Matrix k, Matrix v, StepLog log) {
        Qr qr = Qr.of(k);
        LowRankMatrix y1 = new LowRankMatrix(qr.q(), qr.r(), v);
        return switch (variant) {
            case Variant.Fixed _ -> log.keep(y1);
            case Variant.Augmented(Truncation truncation) -> log.truncate(truncation, y1);
            case Variant.Conservative(Conserving conserving) ->
                    log.end(conserving.apply(k, v), v.cols());
        };
    }

    /// The substep whose stability bounds the step: the less stable of the two.
    @Override
    public Substep substep() {
        return substepL.stability().real() < substepK.stability().real() ? substepL : substepK;
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "gap";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return switch (variant) {
            case Variant.Fixed _ -> Optional.empty();
            case Variant.Augmented(Truncation truncation) -> Optional.of(truncation);
            case Variant.Conservative(Conserving conserving) ->
                    Optional.of(conserving.truncation());
        };
    }

    @Override
    public MatrixIntegrator withTruncation(Truncation other) {
        return switch (variant) {
            case Variant.Fixed _ -> MatrixIntegrator.super.withTruncation(other);
            case Variant.Augmented _ ->
                    new Gap(sequence, new Variant.Augmented(other), substepK, substepL);
            case Variant.Conservative(Conserving conserving) ->
                    new Gap(
                            sequence,
                            new Variant.Conservative(new Conserving(conserving.moments(), other)),
                            substepK,
                            substepL);
        };
    }
}
