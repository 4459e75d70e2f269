package org.bugle.neural.method;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// All weights are dense and moved by the optimiser; frozen ones stay. The measure of what low rank
/// saves and costs.
public record Full(Optimiser optimiser) implements Method {

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return dense;
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.CORE);
        iteration.advanceDense(found, optimiser, rate);
        return iteration.finish();
    }
}
