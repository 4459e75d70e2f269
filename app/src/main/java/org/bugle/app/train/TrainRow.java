package org.bugle.app.train;

import org.bugle.neural.network.Score;
import org.bugle.neural.training.Moment;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A row of a training's history.
///
/// @param loss of training, the mean since the row before; NaN in the first row
/// @param testLoss NaN but at the end of an epoch
/// @param testAccuracy NaN but at the end of an epoch, and where there are no classes
/// @param parameters of all weights, in their forms
/// @param discarded the Frobenius norm of what truncations dropped since the row before
/// @param backwardPasses since the start
/// @param seconds of wall time since the training began
/// @param ranks of each factored weight by its name
public record TrainRow(
        long epoch,
        long iteration,
        double rate,
        double loss,
        double testLoss,
        double testAccuracy,
        long parameters,
        double discarded,
        long backwardPasses,
        double seconds,
        Map<String, List<Integer>> ranks) {

    static TrainRow of(Moment moment, double seconds) {
        Map<String, List<Integer>> ranks = new LinkedHashMap<>();
        moment.state()
                .weights()
                .factored()
                .forEach((name, weight) -> ranks.put(name, ranks(weight.ranks())));
        return new TrainRow(
                moment.epoch(),
                moment.state().iteration(),
                moment.rate(),
                moment.loss(),
                moment.validation().map(Score::loss).orElse(Double.NaN),
                moment.validation().map(Score::accuracy).orElse(Double.NaN),
                moment.state().weights().parameters(),
                moment.discarded(),
                moment.backwardPasses(),
                seconds,
                ranks);
    }

    /// All ranks in a line, in the order of the layers.
    static String summary(Weights weights) {
        return weights.factored().values().stream()
                .map(weight -> text(ranks(weight.ranks())))
                .collect(Collectors.joining(" "));
    }

    /// All ranks of a row in a line.
    public static String rankText(TrainRow row) {
        return row.ranks().values().stream().map(TrainRow::text).collect(Collectors.joining(" "));
    }

    /// One rank for a matrix, whose two are the same but within an iteration.
    static List<Integer> ranks(List<Integer> ofModes) {
        return ofModes.size() == 2 && ofModes.getFirst().equals(ofModes.getLast())
                ? ofModes.subList(0, 1)
                : ofModes;
    }

    /// Such as `8` or `8×1×3×3`.
    static String text(List<Integer> ranks) {
        return ranks.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
