package org.bugle.neural.optimiser;

import org.bugle.neural.array.Array;

/// Adam with decoupled weight decay (arXiv:1412.6980, 1711.05101): m ← β₁m + (1 − β₁)∇, v ← β₂v +
/// (1 − β₂)∇², p ← p − η (m̂/(√v̂ + ε) + ω p) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
public record AdamW(double beta1, double beta2, double epsilon, double decay) implements Optimiser {

    /// @throws IllegalArgumentException if a number is out of range
    public AdamW {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "AdamW: beta1 and beta2 must be in [0, 1), found %s and %s"
                            .formatted(beta1, beta2));
        }
        if (!(epsilon > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "AdamW: epsilon must be > 0 and decay ≥ 0, found %s and %s"
                            .formatted(epsilon, decay));
        }
    }

    /// β = (0.9, 0.999), ε = 1e-8, no decay.
    public static AdamW standard() {
        return new AdamW(0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Array step(String name, Array value, Array gradient, double rate, Memory.Draft memory) {
        double t = memory.get(name + "/t").map(Array::number).orElse(0.0) + 1;
        Array m =
                memory.get(name + "/m")
                        .map(old -> old.times(beta1).plus(1 - beta1, gradient))
                        .orElseGet(() -> gradient.times(1 - beta1));
        Array squares = gradient.map(g -> g * g);
        Array v =
                memory.get(name + "/v")
                        .map(old -> old.times(beta2).plus(1 - beta2, squares))
                        .orElseGet(() -> squares.times(1 - beta2));
        memory.put(name + "/t", Array.number(t));
        memory.put(name + "/m", m);
        memory.put(name + "/v", v);
        double first = 1 - Math.pow(beta1, t);
        double second = 1 - Math.pow(beta2, t);
        Array direction = m.with(v, (a, b) -> a / first / (Math.sqrt(b / second) + epsilon));
        return value.plus(-rate, decay == 0 ? direction : direction.plus(decay, value));
    }
}
