package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Dynamical low-rank training of matrices (DLRT, arXiv:2205.13571) and of tensors in Tucker format
/// (TDLRT, arXiv:2305.19059), which for d = 2 modes is the former: a basis-update & Galerkin step
/// with explicit Euler for the gradient flow W′ = −G(W) of W = C ×₁ U₁ … ×_d U_d.
///
/// | substep  | computes, for all modes i from the same start                  | shape            |
/// |----------|----------------------------------------------------------------|------------------|
/// | K        | Mat_i(C) = S_i Q_iᵀ, K_i = U_i S_i, K_i¹ = K_i − λ M_i Q_i       | n_i × r_i        |
/// | augment  | Û_i = orth(U_i, K_i¹)                                          | n_i × r̂_i ≤ 2r_i |
/// | project  | Ĉ = C ×_i Û_iᵀU_i: C filled up with zeros                      | r̂₁ × … × r̂_d     |
/// | core     | Ĉ¹ = Ĉ − λ G(Ĉ ×_i Û_i) ×_i Û_iᵀ, once or more in these bases  | r̂₁ × … × r̂_d     |
/// | truncate | Ĉ¹ ≈ C₁ ×_i P_i by HOSVD, of a matrix by SVD; U_i¹ = Û_i P_i    | r₁ × … × r_d     |
///
/// with M_i = Mat_i(G ×_{j≠i} U_jᵀ). Two backward passes on the same batch: one at the old bases
/// for all K, one at the new ones for the cores and for all dense weights, which take ordinary
/// steps. Without truncation and with plain descent this is W₁ = W − λ G ×_i Û_iÛ_iᵀ; no inverse of
/// C appears, and errors do not depend on its small singular values.
///
/// With more than one core step, one iteration in so many moves the bases, and the others, each on
/// its own batch, cores and dense weights alone by one backward pass; truncation is then in the
/// last. Between, ranks are those of the wide bases.
///
/// @param start of weights with orthonormal bases; [Factorisation] for Tucker kernels
/// @param directions what bases are augmented by
/// @param coreSteps from one augmentation to its truncation, s*
/// @param core moves Ĉ; its momenta go with the bases. A weight decay belongs here
/// @param others moves all dense weights
public record Dlrt(
        Start start,
        Variant variant,
        Directions directions,
        int coreSteps,
        Optimiser core,
        Optimiser others)
        implements Method {

    /// Directions of K¹ outside U that are smaller than this part of ‖K¹‖ are rounding.
    private static final double DEPENDENT = 1e-13;

    private static final String RANKS = "/ranks";

    /// How ranks come about.
    public sealed interface Variant {
        /// They follow a tolerance.
        record Adaptive(ModeTruncation rule) implements Variant {}

        /// Augment, then truncate to the ranks that the weight had.
        record FixedAugmented() implements Variant {}

        /// Û_i = orth(K_i¹) alone and no truncation. The projection moves W, so descent is not
        /// certain.
        record FixedReplaced() implements Variant {}
    }

    /// What spans the new directions.
    public enum Directions {
        /// M_i Q_i = ∂ℓ/∂K_i, which are there even for C = 0.
        BY_K,
        /// M_i Mat_i(C)ᵀ = ∂ℓ/∂U_i, of the same span where Mat_i(C) is regular: what
        /// backpropagation to the factors gives. [Variant.FixedReplaced] needs K.
        BY_BASIS
    }

    /// @throws IllegalArgumentException if there is no core step, or bases are to be replaced but
    ///   not by K
    public Dlrt {
        if (coreSteps < 1) {
            throw new IllegalArgumentException("Dlrt: coreSteps must be ≥ 1, found " + coreSteps);
        }
        if (variant instanceof Variant.FixedReplaced && directions != Directions.BY_K) {
            throw new IllegalArgumentException(
                    "Dlrt: bases can be replaced by K alone, found " + directions);
        }
    }

    /// One core step, by K and with plain descent of everything.
    public static Dlrt plain(Start start, Variant variant) {
        return new Dlrt(start, variant, Directions.BY_K, 1, Sgd.plain(), Sgd.plain());
    }

    /// The same with other directions.
    public Dlrt with(Directions other) {
        return new Dlrt(start, variant, other, coreSteps, core, others);
    }

    /// The same with so many core steps.
    public Dlrt withCoreSteps(int steps) {
        return new Dlrt(start, variant, directions, steps, core, others);
    }

    /// The same with other optimisers.
    public Dlrt with(Optimiser ofCore, Optimiser ofOthers) {
        return new Dlrt(start, variant, directions, coreSteps, ofCore, ofOthers);
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return start.of(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Weights weights = state.weights();
        if (state.iteration() % coreSteps == 0) {
            weights = weights.with(moved(iteration, weights, rate));
        }
        Evaluation found = iteration.evaluate(weights, Wanted.CORE);
        boolean last = (state.iteration() + 1) % coreSteps == 0;
        weights.factored()
                .forEach((name, weight) -> {
                    Factored stepped = coreStepped(iteration, found, name, weight, rate);
                    if (last) {
                        iteration.put(name, truncated(iteration, name, stepped));
                    }
                });
        iteration.advanceDense(found, others, rate);
        return iteration.finish();
    }

    /// All factored weights in their new bases, all from one gradient at the old ones.
    private Map<String, Factored> moved(Iteration iteration, Weights weights, double rate) {
        Map<String, Factored> moved = new LinkedHashMap<>();
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        weights.factored().keySet().forEach(name -> wanted.put(name, Wanted.FACTORS));
        Evaluation found = iteration.evaluate(weights, wanted);
        weights.factored()
                .forEach((name, weight) -> {
                    List<Matrix> bases = new ArrayList<>(weight.factors().bases());
                    for (int mode : weight.activeModes()) {
                        bases.set(mode, newBasis(found.factors(name), weight, mode, rate));
                    }
                    List<Integer> ranks = weight.ranks();
                    iteration
                            .memory()
                            .put(name + RANKS, Array.generate(List.of(ranks.size()), ranks::get));
                    moved.put(name, projected(iteration.memory(), name, weight, bases));
                });
        return moved;
    }

    private Matrix newBasis(Gradient.OfFactors gradient, Factored weight, int mode, double rate) {
        Matrix u0 = weight.basis(mode);
        Tensor c0 = weight.factors().core();
        if (directions == Directions.BY_BASIS) {
            return Basis.augment(u0, gradient.byBasis(mode, c0));
        }
        Qr qr = Qr.of(c0.unfold(mode).adjoint());
        Matrix change = gradient.byK(mode, qr.q()).times(-rate);
        Matrix k1 = u0.timesAdjoint(qr.r()).plus(change);
        return switch (variant) {
            case Variant.FixedReplaced() -> Basis.of(k1);
            // K is in the span of U already; without it the new directions lose no digits
            case Variant.Adaptive _, Variant.FixedAugmented _ ->
                    Basis.augmentAbove(u0, change, DEPENDENT * k1.norm());
        };
    }

    /// Ĉ = C ×_i Û_iᵀU_i, and what its optimiser remembers likewise.
    private Factored projected(
            Memory.Draft memory, String name, Factored weight, List<Matrix> bases) {
        List<Matrix> maps = new ArrayList<>();
        for (int mode = 0; mode < bases.size(); mode++) {
            Matrix u0 = weight.basis(mode);
            boolean keepsOld = !(variant instanceof Variant.FixedReplaced);
            // [U, Ũ]ᵀU without rounding; of a mode that does not move it is the identity
            maps.add(
                    keepsOld || !weight.activeModes().contains(mode)
                            ? Matrix.identity(bases.get(mode).cols(), u0.cols())
                            : bases.get(mode).adjointTimes(u0));
        }
        CoreMoments.carry(memory, coreOf(name), maps);
        return weight.withFactors(
                new Tucker(CoreTruncation.seen(weight.factors().core(), maps), bases));
    }

    private Factored coreStepped(
            Iteration iteration, Evaluation found, String name, Factored weight, double rate) {
        Array stepped =
                core.step(
                        coreOf(name),
                        Array.of(weight.factors().core()),
                        Array.of(found.factors(name).core()),
                        rate,
                        iteration.memory());
        Factored after =
                weight.withFactors(new Tucker(stepped.toTensor(), weight.factors().bases()));
        iteration.put(name, after); // not to be decomposed unless it is finite
        return after;
    }

    private Factored truncated(Iteration iteration, String name, Factored weight) {
        CoreTruncation cut = truncation(iteration.memory().get(name + RANKS), weight);
        iteration.discard(cut.discarded());
        List<Matrix> maps = cut.kept().stream().map(Matrix::adjoint).toList();
        CoreMoments.carry(iteration.memory(), coreOf(name), maps);
        return weight.withFactors(cut.in(weight.factors().bases()));
    }

    private CoreTruncation truncation(Optional<Array> ranksBefore, Factored weight) {
        Tensor c = weight.factors().core();
        return switch (variant) {
            case Variant.Adaptive(ModeTruncation rule) -> rule.apply(c, weight.activeModes());
            case Variant.FixedAugmented() -> {
                Array ranks = ranksBefore.orElseThrow();
                yield CoreTruncation.of(c, weight.activeModes(), (mode, _) -> (int) ranks.at(mode));
            }
            case Variant.FixedReplaced() -> CoreTruncation.none(c);
        };
    }

    private static String coreOf(String name) {
        return name + "/core";
    }

    /// Truncated, where the last iteration was not the last one in its bases.
    @Override
    public Weights finished(TrainingState state) {
        if (state.iteration() % coreSteps == 0) {
            return state.weights();
        }
        Map<String, Factored> truncated = new LinkedHashMap<>();
        state.weights()
                .factored()
                .forEach((name, weight) -> {
                    CoreTruncation cut = truncation(state.memory().get(name + RANKS), weight);
                    truncated.put(name, weight.withFactors(cut.in(weight.factors().bases())));
                });
        return state.weights().with(truncated);
    }
}
