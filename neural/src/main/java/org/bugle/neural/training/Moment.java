package org.bugle.neural.training;

import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Score;

import java.util.Optional;

/// Where a training is: after some iterations, at the end of an epoch or in it.
///
/// @param epoch whole epochs that were made
/// @param iterations of the whole training
/// @param rate of the last iteration
/// @param loss the mean over the iterations since the last record; NaN at the start
/// @param discarded the Frobenius norm of what truncations dropped since the last record
/// @param backwardPasses since the start
/// @param validation at the end of an epoch
public record Moment(
        TrainingState state,
        long epoch,
        long iterations,
        double rate,
        double loss,
        double discarded,
        long backwardPasses,
        Optional<Score> validation) {}
