package org.bugle.neural.method;

/// What an iteration gave.
///
/// @param loss of the batch at the weights before the iteration
/// @param backwardPasses how often derivatives were taken
/// @param discarded the Frobenius norm of what truncations dropped, over all weights; 0 without any
public record Step(TrainingState state, double loss, int backwardPasses, double discarded) {}
