package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A forward pass in a graph.
final class GraphPass implements Pass {
    private static final double BATCH_NORM_EPSILON = 1e-5;

    /// Of the running statistics, as in PyTorch.
    private static final double MOMENTUM = 0.1;

    private final Graph graph;
    private final Weights weights;
    private final Mode mode;
    private final int samples;
    private final Forms forms;
    private final Map<String, Array> statistics = new LinkedHashMap<>();
    private final Map<String, Cost.Layer> cost = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private long dropouts;

    /// What a pass is made for.
    sealed interface Mode {
        /// @param seed of the dropout
        record Training(long seed) implements Mode {}

        record Evaluation() implements Mode {}

        /// Evaluation that derives by the inputs.
        record Attack() implements Mode {}
    }

    GraphPass(
            Graph graph,
            KeptArrays kept,
            Weights weights,
            Map<String, Wanted> wanted,
            Mode mode,
            int samples) {
        this.graph = graph;
        this.weights = weights;
        this.forms = new Forms(graph, kept, weights, wanted);
        this.mode = mode;
        this.samples = samples;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public boolean training() {
        return mode instanceof Mode.Training;
    }

    @Override
    public boolean has(String name) {
        return weights.has(name);
    }

    @Override
    public Value constant(Array array) {
        return graph.constant(array);
    }

    @Override
    public Value inputs(Batch batch) {
        if (inputs.isEmpty()) {
            inputs.add(
                    mode instanceof Mode.Attack
                            ? graph.variable(batch.inputs())
                            : graph.constant(batch.inputs()));
        }
        return inputs.getFirst();
    }

    @Override
    public Value weight(String name) {
        if (forms.get(name) instanceof DenseForm(Value value, _)) {
            return value;
        }
        throw new IllegalArgumentException(
                name + ": is used entry by entry and cannot be in factors");
    }

    @Override
    public Value linear(String layer, Value x) {
        String name = layer + ".weight";
        Weight weight = weights.get(name);
        require(name, weight, 2, x.size(-1));
        long rows = 1;
        for (int size : x.shape().subList(0, x.shape().size() - 1)) {
            rows *= size;
        }
        rows /= Math.max(1, samples);
        count(name, Cost.of(weight, new Cost.Points(rows, rows, rows)));
        Value y = forms.get(name).linear(x);
        return weights.has(layer + ".bias") ? y.plus(weight(layer + ".bias")) : y;
    }

    @Override
    public Value conv2d(String layer, Value x, Convolution geometry) {
        String name = layer + ".weight";
        Weight weight = weights.get(name);
        require(name, weight, 4, x.size(1) / geometry.groups());
        if (geometry.groups() > 1 && !(weight instanceof DenseWeight)) {
            throw new IllegalArgumentException(
                    name + ": a convolution in groups cannot be in factors");
        }
        Value y = forms.get(name).conv2d(x, geometry);
        count(name, Cost.of(weight, Cost.Points.of(x.shape(), y.shape())));
        return weights.has(layer + ".bias")
                ? y.plus(weight(layer + ".bias").reshape(1, -1, 1, 1))
                : y;
    }

    private static void require(String name, Weight weight, int axes, int inputs) {
        List<Integer> shape = weight.shape();
        if (shape.size() != axes || shape.get(1) != inputs) {
            throw new IllegalArgumentException(
                    "%s: must have %d axes, the second of length %d, found %s"
                            .formatted(name, axes, inputs, shape));
        }
    }

    private void count(String name, Cost.Layer layer) {
        cost.merge(name, layer, Cost.Layer::plus);
    }

    @Override
    public Value batchNorm(String layer, Value x) {
        int[] axes = IntStream.range(0, x.shape().size()).filter(i -> i != 1).toArray();
        int[] channels = x.shape().stream().mapToInt(_ -> 1).toArray();
        channels[1] = x.size(1);
        Value scale = weight(layer + ".weight").reshape(channels);
        Value shift = weight(layer + ".bias").reshape(channels);
        if (training()) {
            remember(layer, x, axes);
            return x.standardized(BATCH_NORM_EPSILON, axes).times(scale).plus(shift);
        }
        Value mean = running(layer + ".running_mean").reshape(channels);
        Value variance = running(layer + ".running_var").reshape(channels);
        Value normed = x.minus(mean).times(variance.plus(BATCH_NORM_EPSILON).power(-0.5));
        return normed.times(scale).plus(shift);
    }

    /// Not kept in the engine: it changes with each step.
    private Value running(String name) {
        return graph.constant(dense(name).value());
    }

    private DenseWeight dense(String name) {
        if (weights.get(name) instanceof DenseWeight dense) {
            return dense;
        }
        throw new IllegalArgumentException(name + ": cannot be in factors");
    }

    private void remember(String layer, Value x, int... axes) {
        Value mean = x.mean(axes);
        Array variance = x.minus(mean).power(2).mean(axes).data();
        double count = (double) Array.count(x.shape()) / x.size(1);
        double unbiased = count > 1 ? count / (count - 1) : 1;
        moved(layer + ".running_mean", mean.data());
        moved(layer + ".running_var", variance.times(unbiased));
    }

    private void moved(String name, Array now) {
        Array old = dense(name).value();
        statistics.put(name, old.times(1 - MOMENTUM).plus(MOMENTUM, now.reshape(old.shape())));
    }

    @Override
    public Value layerNorm(String layer, Value x, double epsilon) {
        return x.standardized(epsilon, -1)
                .times(weight(layer + ".weight"))
                .plus(weight(layer + ".bias"));
    }

    /// Masks are drawn here, not by the engine: they are the same on each.
    @Override
    public Value dropout(Value x, double p) {
        if (p == 0 || !(mode instanceof Mode.Training(long seed))) {
            return x;
        }
        SplitMix64 random = new SplitMix64(SplitMix64.derivedSeed(seed, dropouts++));
        double kept = 1 / (1 - p);
        return x.times(
                graph.constant(Array.generate(x.shape(), _ -> random.nextDouble() < p ? 0 : kept)));
    }

    /// The running statistics with those of this batch, by the names of the weights.
    Map<String, Array> statistics() {
        return statistics;
    }

    Cost cost() {
        return new Cost(cost);
    }

    /// The inputs that were derived by.
    ///
    /// @throws IllegalStateException if the network did not take them from the pass
    Value derivedInputs() {
        if (inputs.isEmpty()) {
            throw new IllegalStateException("the inputs of this network are no real numbers");
        }
        return inputs.getFirst();
    }

    /// What was wanted, by one backward pass.
    ///
    /// @throws IllegalArgumentException if the network does not use one of the weights
    Map<String, Gradient> gradients(Value loss) {
        return forms.gradients(loss);
    }
}
