package org.bugle.neural.attack;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;

/// Moves inputs, at most by ε, to where the loss is larger.
public sealed interface Attack permits Fgsm, Pgd {
    /// The largest perturbation, of pixels and in the attack's norm.
    double epsilon();

    Pixels pixels();

    /// The inputs after the attack.
    ///
    /// @param random what the attack draws of it; FGSM nothing
    Array perturbed(Classifier classifier, Batch batch, SplitMix64 random);

    /// @throws IllegalArgumentException if ε is negative or NaN
    static void requireEpsilon(double epsilon) {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("Attack: ε must be ≥ 0, found " + epsilon);
        }
    }
}
