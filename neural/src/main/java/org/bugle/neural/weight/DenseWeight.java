package org.bugle.neural.weight;

import org.bugle.neural.array.Array;

import java.util.List;

/// A weight with all its entries.
///
/// @param frozen training leaves it as it is
public record DenseWeight(Array value, boolean frozen) implements Weight {

    public static DenseWeight trained(Array value) {
        return new DenseWeight(value, false);
    }

    public static DenseWeight frozen(Array value) {
        return new DenseWeight(value, true);
    }

    public DenseWeight withValue(Array other) {
        return new DenseWeight(other, frozen);
    }

    @Override
    public List<Integer> shape() {
        return value.shape();
    }

    @Override
    public long parameters() {
        return value.size();
    }

    @Override
    public long trainedParameters() {
        return frozen ? 0 : value.size();
    }

    @Override
    public Array merged() {
        return value.toDouble();
    }

    @Override
    public boolean isFinite() {
        return value.isFinite();
    }
}
