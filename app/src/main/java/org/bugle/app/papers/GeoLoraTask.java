package org.bugle.app.papers;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.Quadratic;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.Map;

/// A single matrix W that shall become A, with ℓ = ½‖W − A‖²: what E1–E4 train.
record GeoLoraTask(Matrix target) {
    private static final String W = "w";

    /// GeoLoRA by plain descent.
    static GeoLora descent(RankAllocation ranks, int coreSteps) {
        return GeoLora.of(
                new Start.Correction(ranks.maxRank()),
                ranks,
                GeoLora.Cycle.of(coreSteps),
                Sgd.plain());
    }

    /// The same from a start at zero.
    static GeoLora descent(int rank, RankAllocation ranks, int coreSteps) {
        return GeoLora.of(
                new Start.Correction(rank), ranks, GeoLora.Cycle.of(coreSteps), Sgd.plain());
    }

    Quadratic objective() {
        return Quadratic.of(W, Array.of(target));
    }

    /// At given factors.
    static TrainingState at(LowRankMatrix y) {
        return TrainingState.of(Weights.of(Map.of(W, new LowRankLinear(Tucker.of(y)))));
    }

    /// At W = 0, as the method starts there.
    TrainingState zero(Method method, long seed) {
        Array base = Array.zeros(List.of(target.rows(), target.cols()));
        Weights dense = Weights.of(Map.of(W, DenseWeight.frozen(base)));
        return method.begin(dense, List.of(W), new SplitMix64(seed));
    }

    TrainingState run(Method method, TrainingState start, int iterations, double rate) {
        Quadratic objective = objective();
        TrainingState state = start;
        for (int i = 0; i < iterations; i++) {
            state = method.step(objective, state, rate).state();
        }
        return state;
    }

    static LowRankMatrix matrix(TrainingState state) {
        return weight(state).factors().toLowRankMatrix();
    }

    static Factored weight(TrainingState state) {
        return (Factored) state.weights().get(W);
    }

    /// ‖W − A‖.
    double distance(TrainingState state) {
        return matrix(state).toDense().minus(target).norm();
    }

    double loss(TrainingState state) {
        double distance = distance(state);
        return 0.5 * distance * distance;
    }
}
