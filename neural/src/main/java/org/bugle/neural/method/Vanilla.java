package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;

/// Low rank without any constraint: an optimiser moves core and bases as if they were independent
/// parameters. The baseline of arXiv:2305.19059 and arXiv:2306.01485: bases lose their
/// orthonormality, singular values spread, and where they are small the steps become so.
///
/// @param start of matrices, or of Tucker kernels too
/// @param optimiser of cores, bases and dense weights
public record Vanilla(Start start, Optimiser optimiser) implements Method {

    /// From the best approximations of the dense weights as matrices.
    ///
    /// @param ranks by layer
    public Vanilla(RankRule ranks, Optimiser optimiser) {
        this(new Start.Approximation(ranks), optimiser);
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return start.of(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.FACTORS);
        state.weights()
                .factored()
                .forEach((name, weight) ->
                        iteration.put(
                                name,
                                advanced(
                                        name,
                                        weight,
                                        found.factors(name),
                                        rate,
                                        iteration.memory())));
        iteration.advanceDense(found, optimiser, rate);
        return iteration.finish();
    }

    private Factored advanced(
            String name,
            Factored weight,
            Gradient.OfFactors gradient,
            double rate,
            Memory.Draft memory) {
        Tensor core = weight.factors().core();
        List<Matrix> bases = new ArrayList<>(weight.factors().bases());
        for (int mode : weight.activeModes()) {
            Array moved =
                    optimiser.step(
                            name + "/basis" + mode,
                            Array.of(bases.get(mode)),
                            Array.of(gradient.byBasis(mode, core)),
                            rate,
                            memory);
            bases.set(mode, moved.toMatrix());
        }
        Array movedCore =
                optimiser.step(
                        name + "/core", Array.of(core), Array.of(gradient.core()), rate, memory);
        return weight.withFactors(new Tucker(movedCore.toTensor(), bases));
    }
}
