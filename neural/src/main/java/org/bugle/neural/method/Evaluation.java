package org.bugle.neural.method;

import org.bugle.neural.array.Array;
import org.bugle.neural.weight.Gradient;

import java.util.Map;
import java.util.Objects;

/// What an [Objective] found at one point.
///
/// @param loss the mean over the batch
/// @param gradients of each weight that was asked for
public record Evaluation(double loss, Map<String, Gradient> gradients) {

    public Evaluation {
        gradients = Map.copyOf(gradients);
    }

    /// @throws IllegalStateException if it was not asked for
    public Array dense(String name) {
        if (gradients.get(name) instanceof Gradient.OfDense(Array value)) {
            return value;
        }
        throw new IllegalStateException(
                "Evaluation: the dense gradient of " + name + " is missing");
    }

    /// @throws IllegalStateException if it was not asked for
    public Gradient.OfFactors factors(String name) {
        if (Objects.requireNonNull(gradients.get(name), name)
                instanceof Gradient.OfFactors factors) {
            return factors;
        }
        throw new IllegalStateException(
                "Evaluation: the gradient by factors of " + name + " is missing");
    }
}
