package org.bugle.neural.training;

import org.bugle.neural.optimiser.Schedule;

import java.util.Optional;

/// How long a training goes and how.
///
/// @param epochs passes through the training set
/// @param batch samples of an iteration; the last one of an epoch may have fewer
/// @param rate the learning rate that the schedule scales
/// @param clip the largest length of a gradient, if there is one
/// @param patience after so many epochs without a smaller validation loss the training ends
/// @param every iterations from one record to the next; an epoch where it is empty
/// @param seed of the order of the samples and of dropout
public record Course(
        int epochs,
        int batch,
        double rate,
        Schedule schedule,
        Optional<Double> clip,
        Optional<Integer> patience,
        Optional<Integer> every,
        long seed) {

    /// @throws IllegalArgumentException if a number is out of range
    public Course {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "Course: epochs and batch must be ≥ 1, found %d and %d"
                            .formatted(epochs, batch));
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("Course: the rate must be > 0, found " + rate);
        }
    }

    public long perEpoch(int samples) {
        return Math.ceilDiv(samples, batch);
    }
}
