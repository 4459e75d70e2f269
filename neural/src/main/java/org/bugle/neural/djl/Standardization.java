package org.bugle.neural.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Value;

import java.util.Arrays;
import java.util.stream.IntStream;

/// (x − mean)/√(variance + ε) over some axes: by PyTorch's layer or batch norm where it has one for
/// these axes, for they read the entries far less often.
final class Standardization {
    private Standardization() {}

    static Value of(DjlValue x, double epsilon, int... axes) {
        int order = x.shape().size();
        int[] sorted = Arrays.stream(axes).map(a -> a < 0 ? a + order : a).sorted().toArray();
        if (order >= 1 && Arrays.equals(sorted, new int[] {order - 1})) {
            return overTheLast(x, epsilon);
        }
        int[] allButSecond = IntStream.range(0, order).filter(i -> i != 1).toArray();
        if (order >= 2
                && Arrays.equals(sorted, allButSecond)
                && Array.count(x.shape()) > x.size(1)) { // PyTorch refuses channels of one entry
            return overAllButTheSecond(x, epsilon);
        }
        Value centred = x.minus(x.mean(axes));
        Value variance = centred.power(2).mean(axes);
        return centred.times(variance.plus(epsilon).power(-0.5));
    }

    private static Value overTheLast(DjlValue x, double epsilon) {
        Shape last = new Shape(x.size(-1));
        DjlGraph graph = x.graph();
        return x.of(
                "standardized",
                () ->
                        JniUtils.layerNorm(
                                x.array(),
                                last,
                                graph.filled(last, 1),
                                graph.filled(last, 0),
                                epsilon));
    }

    private static Value overAllButTheSecond(DjlValue x, double epsilon) {
        Shape channels = new Shape(x.size(1));
        DjlGraph graph = x.graph();
        return x.of(
                "standardized",
                () ->
                        JniUtils.batchNorm(
                                x.array(),
                                graph.filled(channels, 0), // the running mean and
                                graph.filled(channels, 1), // variance, thrown away
                                graph.filled(channels, 1),
                                graph.filled(channels, 0),
                                true,
                                0.1,
                                epsilon));
    }
}
