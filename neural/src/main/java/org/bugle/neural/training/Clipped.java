package org.bugle.neural.training;

import org.bugle.linalg.Matrix;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.Map;

/// An objective whose gradients together are never longer than a bound: where they are, all are
/// multiplied by the same number. Their length is the root of the sum of squares of all that was
/// asked for.
///
/// @param bound > 0
record Clipped(Objective objective, double bound) implements Objective {

    @Override
    public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
        Evaluation found = objective.evaluate(weights, wanted);
        double norm =
                Math.sqrt(found.gradients().values().stream().mapToDouble(Clipped::squares).sum());
        if (!(norm > bound)) {
            return found;
        }
        Map<String, Gradient> scaled = new LinkedHashMap<>();
        found.gradients().forEach((name, g) -> scaled.put(name, scaled(g, bound / norm)));
        return new Evaluation(found.loss(), scaled);
    }

    private static double squares(Gradient gradient) {
        return switch (gradient) {
            case Gradient.OfDense(var value) -> square(value.norm());
            case Gradient.OfFactors(var core, var modes) ->
                    square(core.norm())
                            + modes.stream().mapToDouble(Matrix::norm).map(Clipped::square).sum();
        };
    }

    private static double square(double x) {
        return x * x;
    }

    private static Gradient scaled(Gradient gradient, double factor) {
        return switch (gradient) {
            case Gradient.OfDense(var value) -> new Gradient.OfDense(value.times(factor));
            case Gradient.OfFactors(var core, var modes) ->
                    new Gradient.OfFactors(
                            core.times(factor), modes.stream().map(m -> m.times(factor)).toList());
        };
    }
}
