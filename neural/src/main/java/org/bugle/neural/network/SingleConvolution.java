package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// One convolution of stride 1 with an activation and without bias: the smallest network with a
/// kernel, teacher and student of spec `tucker-conv` D and E.
///
/// @param kernel (out, in, rows, columns)
public record SingleConvolution(List<Integer> kernel, int padding, Activation activation)
        implements Network {
    /// The name of its only weight.
    public static final String WEIGHT = "conv.weight";

    /// @throws IllegalArgumentException if the kernel has not four sizes
    public SingleConvolution {
        kernel = List.copyOf(kernel);
        if (kernel.size() != 4) {
            throw new IllegalArgumentException(
                    "SingleConvolution: kernel must be (out, in, rows, columns), found " + kernel);
        }
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        return new StartingValues(random).normal("conv", kernel, 2).weights();
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        return activation.apply(
                pass.conv2d("conv", pass.inputs(batch), Convolution.of(1, padding)));
    }

    @Override
    public List<String> layers() {
        return List.of(WEIGHT);
    }
}
