package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// An architecture: how outputs follow from inputs and from weights of any form. It holds no
/// weights.
///
/// Linear layers and convolutions take their weight by [Pass#linear] and [Pass#conv2d], which work
/// in the form that the weight has; names end in `.weight` and `.bias` as in PyTorch.
public interface Network {
    /// Starting values, all dense.
    Weights initialize(SplitMix64 random);

    /// The outputs, logits (…, classes) for classification.
    Value apply(Pass pass, Batch batch);

    /// The names of the weights of linear layers and convolutions, from the input to the output:
    /// those that may be put into factors.
    List<String> layers();
}
