package org.bugle.neural.engine;

import org.bugle.neural.array.Array;

import java.util.List;

/// One evaluation: values made here live until it is closed. Not for several threads.
public interface Graph extends AutoCloseable {
    /// An array that no derivative is taken by.
    Value constant(Array array);

    /// One that lies in the engine already.
    Value constant(Kept kept);

    /// An array by which [#gradients] derives.
    Value variable(Array array);

    /// Side by side along an axis.
    Value concatenated(int axis, List<Value> parts);

    /// The derivatives of a number by variables of this graph, each of its variable's shape, by one
    /// backward pass. May be called once.
    ///
    /// @throws IllegalStateException if the graph was opened without recording, or asked before
    /// @throws IllegalArgumentException if `loss` is no number
    List<Array> gradients(Value loss, List<Value> variables);

    @Override
    void close();
}
