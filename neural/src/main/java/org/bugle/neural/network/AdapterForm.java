package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Gradient;

import java.util.List;

/// A frozen weight and its correction, side by side.
record AdapterForm(DenseForm base, MatrixForm correction) implements Form {
    @Override
    public Value linear(Value x) {
        return base.linear(x).plus(correction.linear(x));
    }

    @Override
    public Value conv2d(Value x, Convolution geometry) {
        return base.conv2d(x, geometry).plus(correction.conv2d(x, geometry));
    }

    @Override
    public List<Value> variables() {
        return correction.variables();
    }

    @Override
    public Gradient gradient(List<Array> derivatives) {
        return correction.gradient(derivatives);
    }
}
