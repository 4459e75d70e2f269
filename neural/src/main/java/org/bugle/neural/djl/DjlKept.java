package org.bugle.neural.djl;

import ai.djl.pytorch.engine.PtNDArray;

import org.bugle.neural.engine.Kept;

import java.util.List;

/// An array in the engine's own memory.
record DjlKept(PtNDArray array, List<Integer> shape) implements Kept {
    @Override
    public void close() {
        array.close();
    }
}
