package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// LoRA (arXiv:2106.09685): W = W₀ + σ B A with B m×r and A r×n, both moved by the optimiser as if
/// they were independent. In the weight U = B, V = Aᵀ, and the core is σ times the identity, which
/// stays.
///
/// @param ranks by layer
/// @param scaling σ, LoRA's α/r
/// @param base whether W₀ is there
/// @param optimiser of A, B and the weights that are not in factors
public record Lora(RankRule ranks, double scaling, Base base, Optimiser optimiser)
        implements Method {

    /// What is corrected.
    public enum Base {
        /// W₀ is the layer, frozen; A is uniform in ±1/√n (which is Kaiming's with a = √5), B = 0.
        FROZEN,
        /// W₀ = 0: the layers are low-rank from the start, B A their best approximation, with the
        /// root of a singular value in each.
        NONE
    }

    /// @throws IllegalArgumentException if the scaling is not positive
    public Lora {
        if (!(scaling > 0)) {
            throw new IllegalArgumentException("Lora: the scaling must be > 0, found " + scaling);
        }
    }

    /// Corrections of one rank with α/r = `alpha`/`rank`.
    public static Lora of(int rank, double alpha, Optimiser optimiser) {
        return new Lora(new RankRule.Fixed(rank), alpha / rank, Base.FROZEN, optimiser);
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return switch (base) {
            case FROZEN -> corrected(dense, layers, random);
            case NONE -> balanced(LeadingTriplets.of(dense, layers, ranks));
        };
    }

    private Weights corrected(Weights dense, List<String> layers, SplitMix64 random) {
        Map<String, Factored> corrected = new LinkedHashMap<>();
        for (String name : layers) {
            Array whole = dense.get(name).merged();
            int rows = whole.size(0);
            int columns = whole.size() / rows;
            int rank = ranks.rank(rows, columns, name.equals(layers.getLast()));
            Matrix a =
                    Draws.uniform(random, List.of(rank, columns), 1 / Math.sqrt(columns))
                            .toMatrix();
            Tucker factors = product(Matrix.zeros(rows, rank), a.transpose());
            corrected.put(name, new LowRankAdapter(whole, factors));
        }
        return dense.with(corrected);
    }

    private Tucker product(Matrix b, Matrix transposedA) {
        Matrix core = Matrix.identity(b.cols()).times(scaling);
        return new Tucker(Tensor.of(core), List.of(b, transposedA));
    }

    private Weights balanced(Weights triplets) {
        Map<String, Factored> balanced = new LinkedHashMap<>();
        triplets.factored()
                .forEach((name, weight) -> {
                    LowRankMatrix y = weight.factors().toLowRankMatrix();
                    Matrix root = y.s().map(sigma -> Math.sqrt(sigma / scaling));
                    balanced.put(
                            name,
                            weight.withFactors(product(y.u().times(root), y.v().times(root))));
                });
        return triplets.with(balanced);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.FACTORS);
        iteration.advanceDense(found, optimiser, rate);
        state.weights()
                .factored()
                .forEach((name, weight) -> {
                    Gradient.OfFactors g = found.factors(name);
                    Tensor core = weight.factors().core();
                    Memory.Draft memory = iteration.memory();
                    Matrix b =
                            moved(name + "/b", weight.basis(0), g.byBasis(0, core), rate, memory);
                    Matrix a =
                            moved(name + "/a", weight.basis(1), g.byBasis(1, core), rate, memory);
                    iteration.put(name, weight.withFactors(new Tucker(core, List.of(b, a))));
                });
        return iteration.finish();
    }

    private Matrix moved(
            String name, Matrix factor, Matrix gradient, double rate, Memory.Draft memory) {
        return optimiser.step(name, Array.of(factor), Array.of(gradient), rate, memory).toMatrix();
    }
}
