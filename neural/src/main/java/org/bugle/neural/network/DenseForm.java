package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Gradient;

import java.util.List;

/// All entries, as a variable or as a constant.
///
/// @param variables the value itself, or nothing
record DenseForm(Value value, List<Value> variables) implements Form {
    @Override
    public Value linear(Value x) {
        return new Action.Linear().first(x, value);
    }

    @Override
    public Value conv2d(Value x, Convolution geometry) {
        return x.conv2d(value, geometry);
    }

    @Override
    public Gradient gradient(List<Array> derivatives) {
        return new Gradient.OfDense(derivatives.getFirst());
    }
}
