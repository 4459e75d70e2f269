package org.bugle.neural.method;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// A way to train: how weights are stored, and how one iteration moves them.
///
/// A method is a value; all that changes from step to step is in [TrainingState], so that a
/// checkpoint of it continues to the bit.
public interface Method {
    /// The weights in the form that the method trains.
    ///
    /// @param dense as the network draws them, or trained before
    /// @param layers the names of the weights to put into factors
    /// @param random what a method draws beyond that, in the order of the layers
    Weights start(Weights dense, List<String> layers, SplitMix64 random);

    /// The state before the first iteration: the weights of [#start], and what a method remembers
    /// of the dense ones.
    default TrainingState begin(Weights dense, List<String> layers, SplitMix64 random) {
        return TrainingState.of(start(dense, layers, random));
    }

    /// One iteration on one batch.
    ///
    /// @param rate the learning rate of this iteration
    /// @throws org.bugle.neural.method.DivergedException if the loss or a weight is not finite
    Step step(Objective batch, TrainingState state, double rate);

    /// The weights to use after the last iteration, such as those without the room that a method
    /// keeps for new directions.
    default Weights finished(TrainingState state) {
        return state.weights();
    }
}
