package org.bugle.neural.method;

import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs of methods on one weight that starts in given factors.
final class TuckerRuns {
    static final String W = "w";

    /// Not used by methods that are given factors.
    static final Factorisation ANY =
            Factorisation.of(Factorisation.tucker(), new StartRanks.Same(1));

    private TuckerRuns() {}

    static Dlrt adaptive(double tolerance) {
        return Dlrt.plain(ANY, new Dlrt.Variant.Adaptive(ModeTruncation.relative(tolerance)));
    }

    static Dlrt replaced() {
        return Dlrt.plain(ANY, new Dlrt.Variant.FixedReplaced());
    }

    static Dlrt augmentedToFixed() {
        return Dlrt.plain(ANY, new Dlrt.Variant.FixedAugmented());
    }

    static TuckerConv2d kernel(Tucker factors) {
        return new TuckerConv2d(factors, TuckerConv2d.Modes.ALL, TuckerConv2d.Chain.THREE);
    }

    static TrainingState state(Factored start) {
        return TrainingState.of(Weights.of(Map.of(W, start)));
    }

    static Factored weight(TrainingState state) {
        return (Factored) state.weights().get(W);
    }

    static Tensor dense(TrainingState state) {
        return weight(state).factors().toDense();
    }

    static double loss(Objective objective, TrainingState state) {
        return objective.evaluate(state.weights(), Map.of()).loss();
    }

    /// The states after 1, 2, … steps.
    static List<TrainingState> run(
            Method method, Objective objective, Factored start, double rate, int steps) {
        List<TrainingState> states = new ArrayList<>();
        TrainingState state = state(start);
        for (int k = 0; k < steps; k++) {
            state = method.step(objective, state, rate).state();
            states.add(state);
        }
        return states;
    }

    /// Dense gradient descent.
    static Array descent(Objective objective, Array start, double rate, int steps) {
        Array w = start;
        for (int k = 0; k < steps; k++) {
            Weights weights = Weights.of(Map.of(W, DenseWeight.trained(w)));
            w = w.plus(-rate, objective.evaluate(weights, Map.of(W, Wanted.DENSE)).dense(W));
        }
        return w;
    }

    static SplitMix64 rng(long seed) {
        return new SplitMix64(seed);
    }
}
