package org.bugle.neural.data;

import java.util.List;

/// Samples in memory or on disk. Reading the same samples twice gives the same bits.
public interface Dataset {
    /// How many samples there are.
    int size();

    /// @param indices in 0 … size − 1
    Batch batch(List<Integer> indices);

    /// Of one input, such as `[1, 28, 28]`.
    List<Integer> inputShape();

    /// How many classes there are, or how long one target is.
    int outputs();
}
