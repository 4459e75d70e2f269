package org.bugle.neural.djl;

import ai.djl.ndarray.types.DataType;

/// What the engine stores and computes in.
public enum Precision {
    SINGLE(DataType.FLOAT32, "single precision"),
    DOUBLE(DataType.FLOAT64, "double precision");

    private final DataType type;
    private final String words;

    Precision(DataType type, String words) {
        this.type = type;
        this.words = words;
    }

    DataType type() {
        return type;
    }

    @Override
    public String toString() {
        return words;
    }
}
