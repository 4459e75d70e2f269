package org.bugle.neural.training;

/// How good a network is on a data set.
///
/// @param loss the mean over the samples
/// @param accuracy the share of rows with the largest output at the label; NaN without classes
/// @param samples how many there were
public record Score(double loss, double accuracy, long samples) {}
