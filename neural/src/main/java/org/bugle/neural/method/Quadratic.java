package org.bugle.neural.method;

import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.Map;

/// The objective ℓ = ½ Σ ω (W − A)², the sum over the entries of all its weights, with the gradient
/// ω(W − A): what methods are tested on. It forms W, so it is for small weights.
///
/// @param terms by the name of the weight
public record Quadratic(Map<String, Term> terms) implements Objective {

    /// What one weight adds.
    ///
    /// @param target A, of the weight's shape
    /// @param weighting ω, of the same shape, or of shape () where it is one number
    public record Term(Array target, Array weighting) {
        private double loss(Array w) {
            Array difference = w.plus(-1, target);
            Array weighted = weighted(difference);
            double sum = 0;
            for (int i = 0; i < difference.size(); i++) {
                sum += weighted.at(i) * difference.at(i);
            }
            return 0.5 * sum;
        }

        private Array gradient(Array w) {
            return weighted(w.plus(-1, target));
        }

        private Array weighted(Array difference) {
            return weighting.order() == 0
                    ? difference.times(weighting.number())
                    : difference.with(weighting, (d, omega) -> omega * d);
        }
    }

    public Quadratic {
        terms = Map.copyOf(terms);
    }

    /// ½‖W − A‖².
    public static Quadratic of(String name, Array target) {
        return weighted(name, target, Array.number(1));
    }

    /// ½ Σ ω (W − A)².
    public static Quadratic weighted(String name, Array target, Array weighting) {
        return new Quadratic(Map.of(name, new Term(target, weighting)));
    }

    /// @throws IllegalArgumentException also if a term's shape is not that of its weight
    @Override
    public Evaluation evaluate(Weights weights, Map<String, Wanted> wanted) {
        double loss = 0;
        Map<String, Gradient> gradients = new LinkedHashMap<>();
        for (String name : weights.names()) {
            Term term = terms.get(name);
            if (term != null) {
                Array w = weights.get(name).merged();
                loss += term.loss(w);
                Wanted each = wanted.get(name);
                if (each != null) {
                    gradients.put(name, seen(term.gradient(w), weights.get(name), each));
                }
            }
        }
        return new Evaluation(loss, gradients);
    }

    private static Gradient seen(Array g, Weight weight, Wanted wanted) {
        return switch (weight) {
            case DenseWeight _ when wanted == Wanted.DENSE -> new Gradient.OfDense(g);
            case Factored w when wanted == Wanted.CORE -> Gradient.OfFactors.ofCore(g, w);
            case Factored w when wanted == Wanted.FACTORS -> Gradient.OfFactors.ofAll(g, w);
            default ->
                    throw new IllegalArgumentException(
                            "Quadratic: a %s has no gradient %s"
                                    .formatted(weight.getClass().getSimpleName(), wanted));
        };
    }
}
