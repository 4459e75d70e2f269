package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;
import org.bugle.neural.engine.Value;

import java.util.ArrayList;
import java.util.List;

/// A tape: values that depend on a variable, in the order in which they were made.
final class PlainGraph implements Graph {
    private final boolean recording;
    private final List<PlainValue> tape = new ArrayList<>();
    private boolean derived;

    PlainGraph(boolean recording) {
        this.recording = recording;
    }

    /// Adds what a value's derivative contributes to those of the values it was made from.
    @FunctionalInterface
    interface Backward {
        void add(double[] gradient);
    }

    @Override
    public Value constant(Array array) {
        return new PlainValue(this, array.shape(), array.toDoubles(), false);
    }

    @Override
    public Value constant(Kept kept) {
        if (kept instanceof PlainEngine.PlainKept own) {
            return new PlainValue(this, own.shape(), own.entries(), false);
        }
        throw new IllegalArgumentException("constant: the array was kept by another engine");
    }

    @Override
    public Value variable(Array array) {
        return new PlainValue(this, array.shape(), array.toDoubles(), recording);
    }

    @Override
    public Value concatenated(int axis, List<Value> parts) {
        return Layout.concatenated(axis, parts.stream().map(this::own).toList());
    }

    /// @throws IllegalArgumentException if the value is of another graph
    PlainValue own(Value value) {
        if (value instanceof PlainValue plain && plain.graph() == this) {
            return plain;
        }
        throw new IllegalArgumentException("a value of another graph cannot enter this one");
    }

    /// A new value, on the tape where one of those it was made from is.
    PlainValue record(
            List<Integer> shape, double[] entries, List<PlainValue> from, Backward backward) {
        boolean depends = from.stream().anyMatch(PlainValue::isDerived);
        PlainValue value = new PlainValue(this, shape, entries, depends);
        if (depends) {
            value.remember(backward);
            tape.add(value);
        }
        return value;
    }

    @Override
    public List<Array> gradients(Value loss, List<Value> variables) {
        if (!recording || derived) {
            throw new IllegalStateException(
                    derived
                            ? "gradients: were taken already; open a graph for each backward pass"
                            : "gradients: the graph was opened without recording");
        }
        PlainValue end = own(loss);
        if (end.entries().length != 1) {
            throw new IllegalArgumentException(
                    "gradients: the loss must be a number, found the shape " + end.shape());
        }
        derived = true;
        if (end.isDerived()) {
            end.gradient()[0] = 1;
        }
        for (PlainValue value : tape.reversed()) {
            value.propagate();
        }
        tape.clear();
        return variables.stream().map(v -> Array.over(v.shape(), own(v).takeGradient())).toList();
    }

    @Override
    public void close() {
        tape.clear();
    }
}
