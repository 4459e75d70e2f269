package org.bugle.neural.network;

/// How well outputs meet their targets, over any number of samples.
///
/// @param lossSum the loss times `counted`
/// @param correct rows whose largest output (the first of equal ones) is at the label; 0 where
///   targets are values
/// @param counted rows that have a target
public record Score(double lossSum, long correct, long counted) {

    public static Score none() {
        return new Score(0, 0, 0);
    }

    public Score plus(Score other) {
        return new Score(lossSum + other.lossSum, correct + other.correct, counted + other.counted);
    }

    /// The mean; NaN of no rows.
    public double loss() {
        return lossSum / counted;
    }

    /// In 0 … 1; NaN of no rows.
    public double accuracy() {
        return (double) correct / counted;
    }
}
