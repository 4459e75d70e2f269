package org.bugle.neural.weight;

import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.List;

/// A kernel (out, in, rows, columns) as the matrix out × (in·rows·columns) = U S Vᵀ, evaluated as
/// the convolution with the r kernels Vᵀ, then 1×1 with U S (spec `geolora` F).
///
/// @param kernel the shape of the whole kernel
public record LowRankConv2d(Tucker factors, List<Integer> kernel) implements Factored {

    /// @throws IllegalArgumentException if there are not two modes, or not of the kernel's sizes
    public LowRankConv2d {
        Sizes.requireModes("LowRankConv2d", factors, 2);
        kernel = List.copyOf(kernel);
        List<Integer> matrix =
                List.of(kernel.getFirst(), Array.count(kernel.subList(1, kernel.size())));
        if (kernel.size() != 4 || !Sizes.of(factors).equals(matrix)) {
            throw new IllegalArgumentException(
                    "LowRankConv2d: the kernel %s is no matrix %s"
                            .formatted(kernel, Sizes.of(factors)));
        }
    }

    @Override
    public LowRankConv2d withFactors(Tucker other) {
        Sizes.requireSame("LowRankConv2d", factors, other);
        return new LowRankConv2d(other, kernel);
    }

    @Override
    public List<Integer> shape() {
        return kernel;
    }

    @Override
    public Array merged() {
        return Array.of(factors.toDense()).reshape(kernel);
    }
}
