package org.bugle.neural.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Pooling;
import org.bugle.neural.engine.Value;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// An array of PyTorch. Every operation is one of PyTorch's own, which it also derives.
final class DjlValue implements Value {
    private final DjlGraph graph;
    private final PtNDArray array;
    private final Role role;
    private final List<Integer> shape;

    enum Role {
        CONSTANT,
        VARIABLE,
        /// Computed from a variable.
        DEPENDENT
    }

    DjlValue(DjlGraph graph, PtNDArray array, Role role) {
        this.graph = graph;
        this.array = array;
        this.role = role;
        this.shape = Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
    }

    DjlGraph graph() {
        return graph;
    }

    PtNDArray array() {
        return array;
    }

    Role role() {
        return role;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    static DjlValue own(Value value) {
        if (value instanceof DjlValue here) {
            return here;
        }
        throw new IllegalArgumentException("a value of another engine cannot enter this graph");
    }

    private static PtNDArray arrayOf(Value value) {
        return own(value).array;
    }

    /// What an operation gives, or an exception that names it, the shapes and PyTorch's reason.
    private static DjlValue of(
            DjlGraph graph, String operation, List<Value> operands, Supplier<PtNDArray> result) {
        boolean depends = operands.stream().anyMatch(v -> own(v).role != Role.CONSTANT);
        try {
            return new DjlValue(graph, result.get(), depends ? Role.DEPENDENT : Role.CONSTANT);
        } catch (EngineException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IllegalArgumentException(
                    "%s of %s: %s"
                            .formatted(
                                    operation,
                                    String.join(
                                            " and ",
                                            operands.stream()
                                                    .map(v -> v.shape().toString())
                                                    .toList()),
                                    reason.lines().findFirst().orElse("")),
                    e);
        }
    }

    DjlValue of(String operation, Supplier<PtNDArray> result) {
        return of(graph, operation, List.of(this), result);
    }

    private DjlValue of(String operation, Value other, Supplier<PtNDArray> result) {
        return of(graph, operation, List.of(this, other), result);
    }

    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
    }

    static DjlValue concatenated(DjlGraph graph, int axis, List<Value> parts) {
        PtNDArray[] arrays = parts.stream().map(DjlValue::arrayOf).toArray(PtNDArray[]::new);
        return of(graph, "concatenated", parts, () -> JniUtils.cat(arrays, axis));
    }

    @Override
    public Value plus(Value other) {
        return of("plus", other, () -> JniUtils.add(array, arrayOf(other)));
    }

    @Override
    public Value minus(Value other) {
        return of("minus", other, () -> JniUtils.sub(array, arrayOf(other)));
    }

    @Override
    public Value times(Value other) {
        return of("times", other, () -> JniUtils.mul(array, arrayOf(other)));
    }

    @Override
    public Value plus(double number) {
        return of("plus", () -> JniUtils.add(array, graph.number(number)));
    }

    @Override
    public Value times(double number) {
        return of("times", () -> JniUtils.mul(array, graph.number(number)));
    }

    @Override
    public Value power(double exponent) {
        if (exponent == 2) { // far faster than the general power
            return of("power", () -> JniUtils.mul(array, array));
        }
        return of("power", () -> JniUtils.pow(array, graph.number(exponent)));
    }

    @Override
    public Value matmul(Value other) {
        require(
                shape.size() >= 2 && other.shape().size() >= 2 && size(-1) == other.size(-2),
                () ->
                        "matmul: wants shapes (…, m, k) and (…, k, n), found %s and %s"
                                .formatted(shape, other.shape()));
        return of("matmul", other, () -> JniUtils.matmul(array, arrayOf(other)));
    }

    @Override
    public Value permute(int... axes) {
        long[] order = Arrays.stream(axes).asLongStream().toArray();
        return of("permute", () -> JniUtils.permute(array, order));
    }

    @Override
    public Value reshape(int... sizes) {
        long[] target = Arrays.stream(sizes).asLongStream().toArray();
        return of("reshape", () -> JniUtils.reshape(array, target));
    }

    @Override
    public Value slice(int axis, int from, int to) {
        require(
                0 <= from && from <= to && to <= size(axis),
                () ->
                        "slice: %d … %d of axis %d do not exist in the shape %s"
                                .formatted(from, to, axis, shape));
        return of("slice", () -> JniUtils.slice(array, axis, from, to, 1));
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
    public Value relu() {
        return of("relu", () -> JniUtils.relu(array));
    }

    @Override
    public Value leakyRelu(double slope) {
        return of("leakyRelu", () -> JniUtils.leakyRelu(array, slope));
    }

    @Override
    public Value tanh() {
        return of("tanh", () -> JniUtils.tanh(array));
    }

    @Override
    public Value gelu() {
        return of("gelu", () -> JniUtils.gelu(array));
    }

    @Override
    public Value softmax() {
        return of("softmax", () -> JniUtils.softmax(array, -1, array.getDataType()));
    }

    @Override
    public Value standardized(double epsilon, int... axes) {
        return Standardization.of(this, epsilon, axes);
    }

    @Override
    public Value mean(int... axes) {
        long[] all = Arrays.stream(axes).asLongStream().toArray();
        double count = Arrays.stream(axes).mapToDouble(this::size).reduce(1, (a, b) -> a * b);
        return of("mean", () -> JniUtils.sum(array, all, true)).times(1 / count);
    }

    @Override
    public Value sum() {
        return of("sum", () -> JniUtils.sum(array));
    }

    @Override
    public Value conv2d(Value kernel, Convolution geometry) {
        DjlValue own = own(kernel);
        boolean inBlocks =
                graph.channelsInBlocks()
                        && own.shape.size() == 4
                        && ChannelBlocks.concern(own.shape, geometry);
        return inBlocks
                ? ChannelBlocks.conv2d(graph, this, own, geometry)
                : convolved(own, geometry);
    }

    /// As PyTorch does it.
    DjlValue convolved(DjlValue kernel, Convolution geometry) {
        return of(
                "conv2d",
                kernel,
                () ->
                        JniUtils.convolution(
                                array,
                                kernel.array,
                                null,
                                new Shape(geometry.strideRows(), geometry.strideColumns()),
                                new Shape(geometry.paddingRows(), geometry.paddingColumns()),
                                new Shape(1, 1),
                                geometry.groups()));
    }

    @Override
    public Value maxPool(Pooling pooling) {
        return of(
                "maxPool",
                () ->
                        JniUtils.maxPool(
                                array,
                                square(pooling.window()),
                                square(pooling.stride()),
                                square(pooling.padding()),
                                false));
    }

    @Override
    public Value meanPool(Pooling pooling) {
        return of(
                "meanPool",
                () ->
                        JniUtils.avgPool(
                                array,
                                square(pooling.window()),
                                square(pooling.stride()),
                                square(pooling.padding()),
                                false,
                                true));
    }

    private static Shape square(int size) {
        return new Shape(size, size);
    }

    @Override
    public Value crossEntropy(Array labels) {
        return Lookup.crossEntropy(this, labels);
    }

    @Override
    public Array data() {
        return graph.read(array, shape);
    }
}
