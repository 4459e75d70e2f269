package org.bugle.neural.attack;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;

/// The fast gradient sign method (arXiv:1412.6572): pixels x + ε sign(∂ℓ/∂x), then clipped. To
/// first order the loss of a sample grows by ε‖∂ℓ/∂x‖₁, the most that |δ_i| ≤ ε allows.
public record Fgsm(double epsilon, Pixels pixels) implements Attack {

    /// @throws IllegalArgumentException if ε is negative
    public Fgsm {
        Attack.requireEpsilon(epsilon);
    }

    @Override
    public Array perturbed(Classifier classifier, Batch batch, SplitMix64 random) {
        Array gradient = pixels.gradient(classifier.gradientByInputs(batch));
        Array moved =
                pixels.ofInputs(batch.inputs())
                        .with(gradient, (x, g) -> pixels.clamp(x + epsilon * Math.signum(g)));
        return pixels.toInputs(moved);
    }
}
