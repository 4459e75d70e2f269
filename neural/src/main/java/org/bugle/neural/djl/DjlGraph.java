package org.bugle.neural.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;
import org.bugle.neural.engine.Value;

import java.nio.ByteBuffer;
import java.util.List;

/// One evaluation by PyTorch.
final class DjlGraph implements Graph {
    private final Memory memory;
    private final boolean recording;
    private final boolean channelsInBlocks;
    private boolean derived;

    /// @param channelsInBlocks convolutions need [ChannelBlocks]
    DjlGraph(
            PtNDManager manager, Precision precision, boolean recording, boolean channelsInBlocks) {
        this.memory = new Memory(manager, precision);
        this.recording = recording;
        this.channelsInBlocks = channelsInBlocks;
        if (recording) {
            // Of this thread, and for good: it costs where a variable is involved, and there alone.
            JniUtils.setGradMode(true);
        }
    }

    boolean channelsInBlocks() {
        return channelsInBlocks;
    }

    Memory memory() {
        return memory;
    }

    /// A number to compute with, of the precision of the arrays.
    PtNDArray number(double value) {
        return filled(new Shape(), value);
    }

    PtNDArray filled(Shape shape, double value) {
        return JniUtils.full(
                memory.manager(),
                shape,
                value,
                memory.precision().type(),
                memory.manager().getDevice(),
                SparseFormat.DENSE);
    }

    @Override
    public Value constant(Array array) {
        return new DjlValue(this, memory.array(array), DjlValue.Role.CONSTANT);
    }

    @Override
    public Value constant(Kept kept) {
        if (!(kept instanceof DjlKept here)) {
            throw new IllegalArgumentException("constant: the array was kept by another engine");
        }
        // A view of it, for a result belongs to the manager of its first operand.
        PtNDArray view = JniUtils.detachGradient(here.array());
        view.attach(memory.manager());
        return new DjlValue(this, view, DjlValue.Role.CONSTANT);
    }

    @Override
    public Value variable(Array array) {
        PtNDArray leaf = memory.array(array);
        if (recording) {
            leaf.setRequiresGradient(true);
        }
        return new DjlValue(this, leaf, DjlValue.Role.VARIABLE);
    }

    @Override
    public Value concatenated(int axis, List<Value> parts) {
        return DjlValue.concatenated(this, axis, parts);
    }

    @Override
    public List<Array> gradients(Value loss, List<Value> variables) {
        if (!recording || derived) {
            throw new IllegalStateException(
                    recording
                            ? "gradients: were taken already; open a graph for each backward pass"
                            : "gradients: the graph was opened without recording");
        }
        if (Array.count(loss.shape()) != 1) {
            throw new IllegalArgumentException(
                    "gradients: the loss must be a number, found the shape " + loss.shape());
        }
        derived = true;
        DjlValue end = DjlValue.own(loss);
        if (end.role() != DjlValue.Role.CONSTANT) { // PyTorch derives nothing else
            PtNDArray head = end.array();
            JniUtils.backward(head, filled(head.getShape(), 1), false, false);
        }
        return variables.stream().map(this::gradient).toList();
    }

    private Array gradient(Value variable) {
        DjlValue value = DjlValue.own(variable);
        if (value.role() != DjlValue.Role.VARIABLE) {
            throw new IllegalArgumentException("gradients: are by variables alone");
        }
        PtNDArray gradient = JniUtils.getGradient(value.array());
        if (gradient == null) { // the loss does not depend on it
            return stored(Array.zeros(variable.shape()));
        }
        return read(gradient, variable.shape());
    }

    private Array stored(Array array) {
        return memory.precision() == Precision.SINGLE ? array.toSingle() : array;
    }

    /// Copies the entries of an array.
    Array read(PtNDArray array, List<Integer> shape) {
        ByteBuffer bytes = array.toByteBuffer(true);
        return switch (memory.precision()) {
            case SINGLE -> {
                float[] entries = new float[Array.count(shape)];
                bytes.asFloatBuffer().get(entries);
                yield Array.over(shape, entries);
            }
            case DOUBLE -> {
                double[] entries = new double[Array.count(shape)];
                bytes.asDoubleBuffer().get(entries);
                yield Array.over(shape, entries);
            }
        };
    }

    @Override
    public void close() {
        memory.close();
    }
}
