package org.bugle.neural.optimiser;

import org.bugle.neural.array.Array;

/// Gradient descent with momentum: d ← μ·buffer + ∇ + ω p (the first d is ∇ + ω p), p ← p − η d.
///
/// @param momentum μ, in [0, 1)
/// @param decay ω ≥ 0, of a weight decay that is part of the gradient
public record Sgd(double momentum, double decay) implements Optimiser {

    /// @throws IllegalArgumentException if momentum or decay is out of range
    public Sgd {
        if (!(momentum >= 0 && momentum < 1) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "Sgd: momentum must be in [0, 1) and decay ≥ 0, found %s and %s"
                            .formatted(momentum, decay));
        }
    }

    public static Sgd plain() {
        return new Sgd(0, 0);
    }

    @Override
    public Array step(String name, Array value, Array gradient, double rate, Memory.Draft memory) {
        Array direction = decay == 0 ? gradient : gradient.plus(decay, value);
        if (momentum > 0) {
            String buffer = name + "/momentum";
            Array now = direction;
            direction = memory.get(buffer).map(b -> now.plus(momentum, b)).orElse(now);
            memory.put(buffer, direction);
        }
        return value.plus(-rate, direction);
    }
}
