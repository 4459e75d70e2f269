package org.bugle.neural.method;

import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.weight.Weights;

/// All that an iteration starts from.
///
/// @param iteration how many were made
/// @param memory what optimisers and methods remember, by name
public record TrainingState(long iteration, Weights weights, Memory memory) {

    public static TrainingState of(Weights weights) {
        return new TrainingState(0, weights, Memory.empty());
    }

    public TrainingState withWeights(Weights other) {
        return new TrainingState(iteration, other, memory);
    }

    public TrainingState next(Weights newWeights, Memory newMemory) {
        return new TrainingState(iteration + 1, newWeights, newMemory);
    }
}
