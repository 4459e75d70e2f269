package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Pooling;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Convolutions `conv1`, `conv2`, …, each with an activation and a pooling of windows side by side,
/// then linear layers `fc1`, `fc2`, … with the activation between them; all have biases.
///
/// @param input (channels, rows, columns) of an image
/// @param widths of the linear layers' outputs
public record ConvNet(
        List<Integer> input,
        List<Stage> stages,
        List<Integer> widths,
        Activation activation,
        Start start)
        implements Network {

    /// A convolution of stride 1 and what follows it.
    ///
    /// @param window rows and columns of a kernel
    /// @param padding on each side
    /// @param pool rows and columns of a pooling's window
    public record Stage(int filters, int window, int padding, Pool kind, int pool) {
        int size(int length) {
            int convolved = Convolution.of(1, padding).rows(length, window);
            return Pooling.of(pool).size(convolved);
        }
    }

    public enum Pool {
        MAXIMUM,
        MEAN
    }

    /// How weights are drawn.
    public enum Start {
        /// Weights, then biases, uniform in ±1/√inputs, layer by layer.
        UNIFORM,
        /// Normals of variance 2/inputs, 1/inputs in the last layer; biases 0.
        HE
    }

    /// @throws IllegalArgumentException if the input has not three sizes, there is no linear layer,
    ///   or the image is too small for the windows
    public ConvNet {
        input = List.copyOf(input);
        stages = List.copyOf(stages);
        widths = List.copyOf(widths);
        if (input.size() != 3 || widths.isEmpty()) {
            throw new IllegalArgumentException(
                    "ConvNet: wants (channels, rows, columns) and a linear layer or more, found %s"
                                    .formatted(input)
                            + " and "
                            + widths);
        }
        for (int axis = 1; axis < 3; axis++) {
            int length = input.get(axis);
            for (Stage stage : stages) {
                length = stage.size(length);
            }
            if (length < 1) {
                throw new IllegalArgumentException(
                        "ConvNet: images %s are too small for the windows".formatted(input));
            }
        }
    }

    /// LeNet5 for images 1×28×28 (spec `geolora`): convolutions to 20 and 50 channels by windows
    /// 5×5, maxima of 2×2, linear layers 800→500→classes.
    public static ConvNet leNet5(Activation activation, int classes) {
        return new ConvNet(
                List.of(1, 28, 28),
                List.of(new Stage(20, 5, 0, Pool.MAXIMUM, 2), new Stage(50, 5, 0, Pool.MAXIMUM, 2)),
                List.of(500, classes),
                activation,
                Start.UNIFORM);
    }

    /// The net of spec `tucker-conv` F for 8 classes of gratings 1×12×12.
    public static ConvNet ofGratings() {
        return new ConvNet(
                List.of(1, 12, 12),
                List.of(new Stage(16, 3, 1, Pool.MAXIMUM, 2), new Stage(32, 3, 1, Pool.MAXIMUM, 2)),
                List.of(8),
                new Activation.Relu(),
                Start.HE);
    }

    /// The net of spec `condlr` C3b for 6 classes of waves 1×12×12.
    public static ConvNet ofWaves() {
        return new ConvNet(
                List.of(1, 12, 12),
                List.of(new Stage(8, 3, 0, Pool.MEAN, 2)),
                List.of(32, 6),
                Activation.LeakyRelu.standard(),
                Start.UNIFORM);
    }

    private int features() {
        int rows = input.get(1);
        int columns = input.get(2);
        for (Stage stage : stages) {
            rows = stage.size(rows);
            columns = stage.size(columns);
        }
        int channels = stages.isEmpty() ? input.getFirst() : stages.getLast().filters;
        return channels * rows * columns;
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues values = new StartingValues(random);
        List<List<Integer>> shapes = shapes();
        for (int k = 0; k < shapes.size(); k++) {
            List<Integer> shape = shapes.get(k);
            String layer = layers().get(k).replace(".weight", "");
            switch (start) {
                case UNIFORM -> values.uniformWithBias(layer, shape);
                case HE -> {
                    values.normal(layer, shape, k < shapes.size() - 1 ? 2 : 1);
                    values.filled(layer + ".bias", shape.getFirst(), 0);
                }
            }
        }
        return values.weights();
    }

    private List<List<Integer>> shapes() {
        List<List<Integer>> shapes = new ArrayList<>();
        int channels = input.getFirst();
        for (Stage stage : stages) {
            shapes.add(List.of(stage.filters, channels, stage.window, stage.window));
            channels = stage.filters;
        }
        int inputs = features();
        for (int width : widths) {
            shapes.add(List.of(width, inputs));
            inputs = width;
        }
        return shapes;
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x = pass.inputs(batch);
        for (int k = 1; k <= stages.size(); k++) {
            Stage stage = stages.get(k - 1);
            Value y = pass.conv2d("conv" + k, x, Convolution.of(1, stage.padding));
            Value active = activation.apply(y);
            x =
                    switch (stage.kind) {
                        case MAXIMUM -> active.maxPool(Pooling.of(stage.pool));
                        case MEAN -> active.meanPool(Pooling.of(stage.pool));
                    };
        }
        x = x.reshape(batch.size(), -1);
        for (int k = 1; k <= widths.size(); k++) {
            Value y = pass.linear("fc" + k, x);
            x = k < widths.size() ? activation.apply(y) : y;
        }
        return x;
    }

    @Override
    public List<String> layers() {
        return Stream.concat(
                        IntStream.rangeClosed(1, stages.size()).mapToObj(k -> "conv" + k),
                        IntStream.rangeClosed(1, widths.size()).mapToObj(k -> "fc" + k))
                .map(layer -> layer + ".weight")
                .toList();
    }
}
