package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Pooling;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// VGG16 (arXiv:1409.1556) for images 3×32×32: thirteen convolutions 3×3 without bias, `conv1` …,
/// each with batch normalisation `bn1` … and a leaky ReLU, maxima of 2×2 behind the second, fourth,
/// seventh, tenth and last; then `fc1`, `fc2`, `fc3` with dropout between them (spec `condlr`). Of
/// full width its kernels have 14 710 464 entries.
///
/// @param width of the first convolutions, 64 in the literature; the last have 8 times as many
/// @param drop the probability of dropout
public record Vgg16(int classes, int width, double drop) implements Network {
    /// Channels of the convolutions between two poolings, in widths.
    private static final List<List<Integer>> BLOCKS =
            List.of(
                    List.of(1, 1),
                    List.of(2, 2),
                    List.of(4, 4, 4),
                    List.of(8, 8, 8),
                    List.of(8, 8, 8));

    private static final Activation ACTIVATION = Activation.LeakyRelu.standard();

    /// @throws IllegalArgumentException if a number is out of range
    public Vgg16 {
        if (classes < 1 || width < 1 || !(drop >= 0 && drop < 1)) {
            throw new IllegalArgumentException(
                    "Vgg16: classes and width must be ≥ 1 and drop in [0, 1), found %d, %d, %s"
                            .formatted(classes, width, drop));
        }
    }

    /// Of width 64, with dropout 0.2.
    public static Vgg16 of(int classes) {
        return new Vgg16(classes, 64, 0.2);
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues start = new StartingValues(random);
        int inputs = 3;
        int k = 1;
        for (int factor : BLOCKS.stream().flatMap(List::stream).toList()) {
            int channels = factor * width;
            start.normal("conv" + k, List.of(channels, inputs, 3, 3), 2);
            start.batchNorm("bn" + k, channels);
            inputs = channels;
            k++;
        }
        start.uniformWithBias("fc1", List.of(inputs, inputs));
        start.uniformWithBias("fc2", List.of(inputs, inputs));
        start.uniformWithBias("fc3", List.of(classes, inputs));
        return start.weights();
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x = pass.inputs(batch);
        int k = 1;
        for (List<Integer> block : BLOCKS) {
            for (int i = 0; i < block.size(); i++) {
                Value y = pass.conv2d("conv" + k, x, Convolution.of(1, 1));
                x = ACTIVATION.apply(pass.batchNorm("bn" + k, y));
                k++;
            }
            x = x.maxPool(Pooling.of(2));
        }
        x = x.reshape(batch.size(), -1);
        for (String layer : List.of("fc1", "fc2")) {
            x = pass.dropout(ACTIVATION.apply(pass.linear(layer, x)), drop);
        }
        return pass.linear("fc3", x);
    }

    @Override
    public List<String> layers() {
        return Stream.concat(
                        IntStream.rangeClosed(1, 13).mapToObj(k -> "conv" + k),
                        Stream.of("fc1", "fc2", "fc3"))
                .map(layer -> layer + ".weight")
                .toList();
    }
}
