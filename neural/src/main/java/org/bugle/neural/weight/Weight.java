package org.bugle.neural.weight;

import org.bugle.neural.array.Array;

import java.util.List;

/// A weight of a network in one of its forms. As a matrix it maps inputs to outputs, W (out, in);
/// as a kernel it is (out, in, rows, columns).
public sealed interface Weight permits DenseWeight, Factored {
    /// Of the whole weight.
    List<Integer> shape();

    /// Numbers that must be stored to use it, with cores multiplied into a basis where that is
    /// smaller; of an adapter, what it adds to the frozen weight.
    long parameters();

    /// Numbers that training moves.
    long trainedParameters();

    /// The whole weight, in double precision.
    Array merged();

    boolean isFinite();
}
