package org.bugle.neural.djl;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;

import java.util.ArrayList;
import java.util.List;

/// Convolutions whose channels are filled up with zeros to blocks of 16, for processors on which
/// others are wrong.
///
/// PyTorch 2.7.1 convolves in single precision by oneDNN 3.7.1. On some processors (seen with
/// AVX-512 and AVX2 code on an AMD EPYC) its result is as wrong as it is large where the window is
/// more than 1×1 and the channels that are summed over are no multiple of 16: those of the input,
/// where there are more than 16, and in the derivative by the input those of the output.
final class ChannelBlocks {
    private static final int BLOCK = 16;

    /// Rounding is below 1e-5 here; where the defect is, the error is about 1.
    private static final double WRONG = 1e-3;

    private ChannelBlocks() {}

    /// Whether this process needs them: a convolution is made in both precisions.
    static boolean areNeeded(DjlEngine single, DjlEngine exact) {
        Array x = Array.generate(List.of(2, 20, 8, 8), i -> Math.sin(1.0 + i));
        Array kernel = Array.generate(List.of(BLOCK, 20, 3, 3), i -> Math.cos(1.0 + 2.0 * i));
        Array rounded = convolved(single, x, kernel).toDouble();
        Array right = convolved(exact, x, kernel);
        return !(rounded.plus(-1, right).norm() <= WRONG * right.norm());
    }

    private static Array convolved(DjlEngine engine, Array x, Array kernel) {
        try (Graph graph = engine.open(false)) {
            return graph.constant(x).conv2d(graph.constant(kernel), Convolution.of(1, 1)).data();
        }
    }

    /// Whether a kernel of this shape is among those that go wrong.
    static boolean concern(List<Integer> kernel, Convolution geometry) {
        boolean summed = kernel.get(1) > BLOCK && kernel.get(1) % BLOCK != 0;
        boolean window = kernel.get(2) * kernel.get(3) > 1;
        return geometry.groups() == 1 && window && (summed || kernel.get(0) % BLOCK != 0);
    }

    /// The convolution in whole blocks.
    static Value conv2d(DjlGraph graph, DjlValue x, DjlValue kernel, Convolution geometry) {
        int outputs = kernel.size(0);
        boolean summed = kernel.size(1) > BLOCK;
        Value wideX = summed ? filled(graph, x, 1) : x;
        Value wideKernel = filled(graph, summed ? filled(graph, kernel, 1) : kernel, 0);
        return DjlValue.own(wideX)
                .convolved(DjlValue.own(wideKernel), geometry)
                .slice(1, 0, outputs);
    }

    private static Value filled(DjlGraph graph, Value value, int axis) {
        int missing = Math.floorMod(-value.size(axis), BLOCK);
        if (missing == 0) {
            return value;
        }
        List<Integer> shape = new ArrayList<>(value.shape());
        shape.set(axis, missing);
        Value zeros =
                new DjlValue(
                        graph, graph.filled(DjlEngine.shape(shape), 0), DjlValue.Role.CONSTANT);
        return graph.concatenated(axis, List.of(value, zeros));
    }
}
