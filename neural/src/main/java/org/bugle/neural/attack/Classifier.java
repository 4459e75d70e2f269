package org.bugle.neural.attack;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;

/// A classifier with its weights as an attacker sees it: in evaluation mode, without dropout and
/// with the running statistics of batch normalisations.
public interface Classifier {
    /// Logits, (b, classes).
    Array outputs(Batch batch);

    /// The gradient of the mean loss of a batch by its inputs, of the inputs' shape.
    Array gradientByInputs(Batch batch);
}
