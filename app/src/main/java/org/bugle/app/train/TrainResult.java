package org.bugle.app.train;

import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.List;

/// `result.json` of a training. The names of the components are the keys; they are stable.
///
/// @param data the task or the format of the data
/// @param trainLoss the mean since the row of the history before the last one
/// @param evaluation of the network that the training ends with
/// @param history as in history.csv
/// @param header what was trained, in words
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
        List<TrainRow> history,
        List<Report.Row> header) {

    /// What came out, in words.
    List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>(evaluation.rows());
        rows.add(
                new Report.Row(
                        "iterations",
                        "%d with %d backward passes in %s s%s"
                                .formatted(
                                        iterations,
                                        backwardPasses,
                                        Numbers.brief(seconds, 3),
                                        stoppedEarly ? ", ended by patience" : "")));
        return rows;
    }

    /// What a reader must know before trusting the figures.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (evaluation.test().samples() == 0) {
            warnings.add(
                    "there is no test sample: nothing says how good the network is on new data");
        }
        double first = history.getFirst().testLoss();
        if (evaluation.test().loss() > first) {
            warnings.add(
                    "the test loss is %s, above the %s of the start: lower the rate, or train longer"
                            .formatted(
                                    Numbers.brief(evaluation.test().loss(), 3),
                                    Numbers.brief(first, 3)));
        }
        return warnings;
    }
}
