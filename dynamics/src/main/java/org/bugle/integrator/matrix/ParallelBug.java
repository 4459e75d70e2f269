package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The parallel basis-update & Galerkin integrator: K, L and S are advanced at the same time, none
/// waits for another. First order after arXiv:2304.05660, second order after arXiv:2403.02834.
///
/// | substep  | solves                 | from    | gives                          |
/// |----------|------------------------|---------|--------------------------------|
/// | K        | K′ = F(t, K V₀ᴴ) V₀    | U₀ S₀   | [U₀, Ũ] = orth[U₀, K(t₁)]      |
/// | L        | L′ = F(t, U₀ Lᴴ)ᴴ U₀   | V₀ S₀ᴴ  | [V₀, Ṽ] = orth[V₀, L(t₁)]      |
/// | S        | S′ = U₀ᴴF(t, U₀SV₀ᴴ)V₀ | S₀      | S̄ = S(t₁)                      |
/// | assemble |                        |         | Ŝ = [[S̄, L(t₁)ᴴṼ], [ŨᴴK(t₁), 0]] |
/// | truncate | [U₀, Ũ] Ŝ [V₀, Ṽ]ᴴ     |         | Y₁                             |
///
/// For order 2 the same is done from Y₀ written in the bases orth[U₀, F(t, Y₀)V₀] and orth[V₀, F(t,
/// Y₀)ᴴU₀]. Not exact for F = A′(t), and norm is kept up to O(h²) (order 1) only. A new direction
/// is dropped where it adds less than 1e-13 of its own norm.
///
/// @param order 1 or 2
/// @param block how the off-diagonal blocks are made; order 2 has [Block#K] only
/// @param rejection whether a step is repeated in its augmented bases when its rank grew to the
///   full augmented rank, or when the neglected block is too large (`ttn` §3.7)
public record ParallelBug(
        int order, Block block, boolean rejection, Truncation truncation, Substep substep)
        implements MatrixIntegrator {
    /// The off-diagonal blocks of the new core.
    public enum Block {
        /// ŨᴴK(t₁) and L(t₁)ᴴṼ.
        K,
        /// h ŨᴴF(t, Y₀)V₀ and h U₀ᴴF(t, Y₀)Ṽ.
        EULER
    }

    /// A step is repeated while h ‖ŨᴴF(t, Y₀)Ṽ‖ exceeds this multiple of the tolerance (`ttn`
    /// §3.7).
    private static final double NEGLECTED = 10;

    /// Bases double in each attempt; more attempts than this never help.
    private static final int ATTEMPTS = 10;

    /// @throws IllegalArgumentException if the order is neither 1 nor 2, or 2 with [Block#EULER]
    public ParallelBug {
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException("ParallelBug: order must be 1 or 2, found " + order);
        }
        if (order == 2 && block == Block.EULER) {
            throw new IllegalArgumentException("ParallelBug: order 2 wants block K, found euler");
        }
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("ParallelBug", span, y);
        LowRankMatrix start = order == 1 ? y : inTangentBases(equation, span, y, log);
        for (int attempt = 1; ; attempt++) {
            LowRankMatrix augmented = augmented(equation, span, start, log);
            if (attempt == ATTEMPTS || !isRejected(equation, span, start, augmented, log)) {
                return log.truncate(truncation, augmented);
            }
            log.reject();
            start = inBases(start, augmented.u(), augmented.v());
        }
    }

    /// Y₀ in the bases [U₀, F(t, Y₀)V₀] and [V₀, F(t, Y₀)ᴴU₀].
    private static LowRankMatrix inTangentBases(
            MatrixEquation equation, Span span, LowRankMatrix y, StepLog log) {
        LinearMap.Sketch g = equation.evaluate(span.t(), y).sketch(y.v(), y.u());
        log.evaluated(1);
        Matrix u = log.augment(y.u(), log.finite(g.image(), "F(t) V"));
        Matrix v = log.augment(y.v(), log.finite(g.adjointImage(), "F(t)ᴴ U"));
        return inBases(y, u, v);
    }

    /// The same value in larger bases that begin with the old ones: the core is padded by zeros.
    private static LowRankMatrix inBases(LowRankMatrix y, Matrix u, Matrix v) {
        return new LowRankMatrix(u, padded(y.s(), u.cols(), v.cols()), v);
    }

    private static Matrix padded(Matrix s, int rows, int columns) {
        Matrix wide = Matrix.hcat(s, Matrix.zeros(s.rows(), columns - s.cols()));
        return Matrix.vcat(wide, Matrix.zeros(rows - s.rows(), columns));
    }

    private LowRankMatrix augmented(
            MatrixEquation equation, Span span, LowRankMatrix y, StepLog log) {
        Matrix u0 = y.u();
        Matrix s0 = y.s();
        Matrix v0 = y.v();
        var substeps =
                Parallel.both(
                        () -> {
                            Matrix k0 = u0.times(s0);
                            return log.solve(substep, equation.kEquation(v0), k0, "K(t+h)");
                        },
                        () ->
                                Parallel.both(
                                        () -> {
                                            Matrix l0 = v0.timesAdjoint(s0);
                                            return log.solve(
                                                    substep, equation.lEquation(u0), l0, "L(t+h)");
                                        },
                                        () ->
                                                log.solve(
                                                        substep,
                                                        equation.sEquation(u0, v0),
                                                        s0,
                                                        "S(t+h)")));
        Matrix k1 = substeps.first();
        Matrix l1 = substeps.second().first();
        Matrix s1 = substeps.second().second();

        Matrix u = log.augment(u0, k1);
        Matrix v = log.augment(v0, l1);
        Matrix uNew = u.columns(u0.cols(), u.cols());
        Matrix vNew = v.columns(v0.cols(), v.cols());
        Matrix newOld;
        Matrix oldNew;
        if (block == Block.K) {
            newOld = uNew.adjointTimes(k1);
            oldNew = l1.adjointTimes(vNew);
        } else {
            LinearMap.Sketch g = equation.evaluate(span.t(), y).sketch(v0, u0);
            log.evaluated(1);
            newOld = uNew.adjointTimes(g.image()).times(span.h());
            oldNew = g.adjointImage().adjointTimes(vNew).times(span.h());
        }
        Matrix core =
                Matrix.block(
                        new Matrix[][] {
                            {s1, oldNew}, {newOld, Matrix.zeros(uNew.cols(), vNew.cols())}
                        });
        return new LowRankMatrix(u, core, v);
    }

    /// Whether the step must be repeated in the augmented bases: the truncated rank is the full
    /// augmented one, or the neglected block ŨᴴF(t, Y₀)Ṽ is too large.
    private boolean isRejected(
            MatrixEquation equation,
            Span span,
            LowRankMatrix y,
            LowRankMatrix augmented,
            StepLog log) {
        Matrix uNew = augmented.u().columns(y.u().cols(), augmented.u().cols());
        Matrix vNew = augmented.v().columns(y.v().cols(), augmented.v().cols());
        if (!rejection || truncation.isFixedRank() || uNew.cols() == 0 || vNew.cols() == 0) {
            return false;
        }
        int rank = truncation.apply(augmented).value().rank();
        if (rank >= augmented.rank() && rank < truncation.maxRank()) {
            return true;
        }
        double eta = uNew.adjointTimes(equation.evaluate(span.t(), y).apply(vNew)).norm();
        log.evaluated(1);
        return Math.abs(span.h()) * eta > NEGLECTED * truncation.tolerance(augmented.s().norm());
    }

    @Override
    public String name() {
        return "parallel-bug";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public ParallelBug withTruncation(Truncation other) {
        return new ParallelBug(order, block, rejection, other, substep);
    }
}
