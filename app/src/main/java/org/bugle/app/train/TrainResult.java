package org.bugle.app.train;

import java.util.List;

/// `result.json` of a training. The names of the components are the keys; they are stable.
///
/// @param data the task or the format of the data
/// @param trainLoss the mean since the row of the history before the last one
/// @param evaluation of the network that the training ends with
/// @param history as in history.csv
public record TrainResult(
        String data,
        String model,
        String method,
        long epochs,
        long iterations,
        long backwardPasses,
        boolean stoppedEarly,
        double trainLoss,
        Assessment evaluation,
        double seconds,
        String engine,
        String version,
        long seed,
        List<TrainRow> history) {}
