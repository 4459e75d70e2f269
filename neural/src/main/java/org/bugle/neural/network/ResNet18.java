package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;

/// ResNet18 (arXiv:1512.03385) for small images: a stem of 3×3 without pooling, four stages of two
/// blocks, the mean over all pixels, and a linear layer. A block is y = relu(bn(conv(relu(bn(conv
/// x)))) + x); where it halves the image, x goes through a convolution 1×1 of stride 2. Of full
/// width its kernels, those of 1×1 among them, have 11 159 232 entries.
///
/// Names are those of torchvision: `conv1`, `bn1`, `layer1.0.conv1` …, `layer2.0.downsample.0` (the
/// convolution) and `.1` (its normalisation), `fc`.
///
/// @param width of the first stage, 64 in the literature; each next one has twice as many
public record ResNet18(int classes, int width) implements Network {
    private static final int STAGES = 4;
    private static final int BLOCKS = 2;

    /// @throws IllegalArgumentException if a number is below 1
    public ResNet18 {
        if (classes < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "ResNet18: classes and width must be ≥ 1, found %d and %d"
                            .formatted(classes, width));
        }
    }

    /// Of width 64.
    public static ResNet18 of(int classes) {
        return new ResNet18(classes, 64);
    }

    /// @param name such as `layer2.0`
    /// @param stride 2 where the block halves the image
    private record Block(String name, int inputs, int outputs, int stride) {
        boolean reshapes() {
            return stride > 1 || inputs != outputs;
        }
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int inputs = width;
        for (int stage = 0; stage < STAGES; stage++) {
            for (int k = 0; k < BLOCKS; k++) {
                int outputs = width << stage;
                int stride = stage > 0 && k == 0 ? 2 : 1;
                String name = "layer%d.%d".formatted(stage + 1, k);
                blocks.add(new Block(name, inputs, outputs, stride));
                inputs = outputs;
            }
        }
        return blocks;
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues start = new StartingValues(random);
        start.normal("conv1", List.of(width, 3, 3, 3), 2).batchNorm("bn1", width);
        for (Block block : blocks()) {
            int n = block.outputs;
            start.normal(block.name + ".conv1", List.of(n, block.inputs, 3, 3), 2);
            start.batchNorm(block.name + ".bn1", n);
            start.normal(block.name + ".conv2", List.of(n, n, 3, 3), 2);
            start.batchNorm(block.name + ".bn2", n);
            if (block.reshapes()) {
                start.normal(block.name + ".downsample.0", List.of(n, block.inputs, 1, 1), 2);
                start.batchNorm(block.name + ".downsample.1", n);
            }
        }
        return start.uniformWithBias("fc", List.of(classes, width << (STAGES - 1))).weights();
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x = pass.conv2d("conv1", pass.inputs(batch), Convolution.of(1, 1));
        x = pass.batchNorm("bn1", x).relu();
        for (Block block : blocks()) {
            x = applied(pass, block, x);
        }
        return pass.linear("fc", x.mean(2, 3).reshape(batch.size(), -1));
    }

    private static Value applied(Pass pass, Block block, Value x) {
        String name = block.name;
        Value y = pass.conv2d(name + ".conv1", x, Convolution.of(block.stride, 1));
        y = pass.batchNorm(name + ".bn1", y).relu();
        y = pass.conv2d(name + ".conv2", y, Convolution.of(1, 1));
        y = pass.batchNorm(name + ".bn2", y);
        Value skipped = x;
        if (block.reshapes()) {
            skipped = pass.conv2d(name + ".downsample.0", x, Convolution.of(block.stride, 0));
            skipped = pass.batchNorm(name + ".downsample.1", skipped);
        }
        return y.plus(skipped).relu();
    }

    @Override
    public List<String> layers() {
        List<String> layers = new ArrayList<>(List.of("conv1.weight"));
        for (Block block : blocks()) {
            layers.add(block.name + ".conv1.weight");
            layers.add(block.name + ".conv2.weight");
            if (block.reshapes()) {
                layers.add(block.name + ".downsample.0.weight");
            }
        }
        layers.add("fc.weight");
        return layers;
    }
}
