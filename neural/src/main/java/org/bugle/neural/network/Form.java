package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Gradient;

import java.util.List;

/// A weight inside one graph: how it acts there, and how its gradient is read from derivatives.
sealed interface Form permits DenseForm, MatrixForm, AdapterForm, TuckerForm {
    /// x Wᵀ along the last axis.
    Value linear(Value x);

    Value conv2d(Value x, Convolution geometry);

    /// What the graph must derive by.
    List<Value> variables();

    /// @param derivatives by the variables
    Gradient gradient(List<Array> derivatives);
}
