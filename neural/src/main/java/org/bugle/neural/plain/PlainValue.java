package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Pooling;
import org.bugle.neural.engine.Value;

import java.util.List;

/// Entries in row-major order, with the way back to what they were computed from. Entries are not
/// written once they are here, so that values of the same entries share them.
final class PlainValue implements Value {
    private static final double[] NONE = {};

    private final PlainGraph graph;
    private final List<Integer> shape;
    private final double[] entries;
    private final boolean derived;
    private PlainGraph.Backward backward = _ -> {};
    private double[] gradient = NONE;

    PlainValue(PlainGraph graph, List<Integer> shape, double[] entries, boolean derived) {
        this.graph = graph;
        this.shape = List.copyOf(shape);
        this.entries = entries;
        this.derived = derived;
    }

    PlainGraph graph() {
        return graph;
    }

    double[] entries() {
        return entries;
    }

    /// Whether it depends on a variable of a graph that records.
    boolean isDerived() {
        return derived;
    }

    void remember(PlainGraph.Backward step) {
        backward = step;
    }

    /// What has been added up so far of the derivative by these entries; to be added to.
    double[] gradient() {
        if (gradient.length != entries.length) {
            gradient = new double[entries.length];
        }
        return gradient;
    }

    /// Hands the derivative on and forgets it: all that contributes to it came before.
    void propagate() {
        if (gradient.length == entries.length) {
            backward.add(gradient);
        }
        gradient = NONE;
    }

    double[] takeGradient() {
        double[] taken = gradient();
        gradient = NONE;
        return taken;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    /// The axis counted from the first, for one that may be counted from the last.
    int axis(String operation, int axis) {
        int found = axis < 0 ? axis + shape.size() : axis;
        if (found < 0 || found >= shape.size()) {
            throw new IllegalArgumentException(
                    "%s: there is no axis %d in the shape %s".formatted(operation, axis, shape));
        }
        return found;
    }

    @Override
    public Value plus(Value other) {
        return Elementwise.sum("plus", this, graph.own(other), 1);
    }

    @Override
    public Value minus(Value other) {
        return Elementwise.sum("minus", this, graph.own(other), -1);
    }

    @Override
    public Value times(Value other) {
        return Elementwise.product(this, graph.own(other));
    }

    @Override
    public Value plus(double number) {
        return Elementwise.map(this, x -> x + number, (_, _) -> 1);
    }

    @Override
    public Value times(double number) {
        return Elementwise.map(this, x -> x * number, (_, _) -> number);
    }

    @Override
    public Value power(double exponent) {
        return Elementwise.power(this, exponent);
    }

    @Override
    public Value relu() {
        return Elementwise.map(this, x -> x > 0 ? x : 0, (x, _) -> x > 0 ? 1 : 0);
    }

    @Override
    public Value leakyRelu(double slope) {
        return Elementwise.map(this, x -> x > 0 ? x : slope * x, (x, _) -> x > 0 ? 1 : slope);
    }

    @Override
    public Value tanh() {
        return Elementwise.map(this, Math::tanh, (_, y) -> 1 - y * y);
    }

    @Override
    public Value gelu() {
        return Elementwise.map(
                this, x -> x * Normal.distribution(x), (x, _) -> Normal.geluSlope(x));
    }

    @Override
    public Value matmul(Value other) {
        return MatrixProduct.of(this, graph.own(other));
    }

    @Override
    public Value permute(int... axes) {
        return Layout.permuted(this, axes);
    }

    @Override
    public Value reshape(int... sizes) {
        return Layout.reshaped(this, sizes);
    }

    @Override
    public Value slice(int axis, int from, int to) {
        return Layout.sliced(this, axis, from, to);
    }

    @Override
    public Value rows(Array indices) {
        return Lookup.rows(this, indices);
    }

    @Override
    public Value takeAlong(Array indices) {
        return Lookup.along(this, indices);
    }

    @Override
    public Value softmax() {
        return Softmax.of(this);
    }

    @Override
    public Value standardized(double epsilon, int... axes) {
        return Moments.standardized(this, epsilon, axes);
    }

    @Override
    public Value mean(int... axes) {
        return Moments.mean(this, axes);
    }

    @Override
    public Value sum() {
        return Moments.sum(this);
    }

    @Override
    public Value conv2d(Value kernel, Convolution geometry) {
        return ConvolutionProduct.of(this, graph.own(kernel), geometry);
    }

    @Override
    public Value maxPool(Pooling pooling) {
        return Pools.maximum(this, pooling);
    }

    @Override
    public Value meanPool(Pooling pooling) {
        return Pools.mean(this, pooling);
    }

    @Override
    public Value crossEntropy(Array labels) {
        return Softmax.crossEntropy(this, labels);
    }

    @Override
    public Array data() {
        return Array.over(shape, entries);
    }

    @Override
    public String toString() {
        return "PlainValue" + shape;
    }
}
