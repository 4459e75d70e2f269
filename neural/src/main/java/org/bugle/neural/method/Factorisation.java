package org.bugle.neural.method;

import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How dense weights are put into factors with orthonormal bases.
///
/// @param form of kernels; matrices become [LowRankLinear] in either
/// @param ranks to start with
/// @param entries where the numbers come from
/// @param decay δ ≥ 1: entry (a, b, …) of the core is divided by δ^(a+b+…), then the core's norm is
///   restored. Above 1 this is an ill-conditioned start, to test robustness
public record Factorisation(Form form, StartRanks ranks, Entries entries, double decay)
        implements Start {

    /// What becomes of a weight.
    public sealed interface Form {
        /// A kernel is a matrix out × (in·rows·columns).
        record Matrices() implements Form {}

        /// A kernel is a Tucker tensor.
        record TuckerKernels(TuckerConv2d.Modes modes, TuckerConv2d.Chain chain) implements Form {}
    }

    /// Where the numbers of the factors come from.
    public enum Entries {
        /// The truncated SVD, of kernels HOSVD, of the dense weight.
        TRUNCATED,
        /// A normal core and the Q-factors of normal matrices, with the norm of the dense weight.
        RANDOM
    }

    /// @throws IllegalArgumentException if the decay is below 1
    public Factorisation {
        if (!(decay >= 1) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException(
                    "Factorisation: decay must be ≥ 1 and finite, found " + decay);
        }
    }

    /// By truncation, well conditioned.
    public static Factorisation of(Form form, StartRanks ranks) {
        return new Factorisation(form, ranks, Entries.TRUNCATED, 1);
    }

    /// Tucker kernels with all modes, evaluated by three stages.
    public static Form tucker() {
        return new Form.TuckerKernels(TuckerConv2d.Modes.ALL, TuckerConv2d.Chain.THREE);
    }

    /// The weights with these layers in factors.
    ///
    /// @throws IllegalArgumentException if a layer is missing, or neither a matrix nor a kernel
    @Override
    public Weights of(Weights dense, List<String> layers, SplitMix64 random) {
        Map<String, Factored> factored = new LinkedHashMap<>();
        for (String layer : layers) {
            factored.put(layer, factored(layer, dense.get(layer).merged(), random));
        }
        return dense.with(factored);
    }

    private Factored factored(String layer, Array dense, SplitMix64 random) {
        Array matrix = matrix(layer, dense);
        return switch (form) {
            case Form.TuckerKernels(TuckerConv2d.Modes modes, TuckerConv2d.Chain chain)
                    when dense.order() == 4 ->
                    new TuckerConv2d(factors(layer, dense, modes.active(), random), modes, chain);
            case Form.TuckerKernels _, Form.Matrices _ -> {
                Tucker factors = factors(layer, matrix, List.of(0, 1), random);
                yield dense.order() == 2
                        ? new LowRankLinear(factors)
                        : new LowRankConv2d(factors, dense.shape());
            }
        };
    }

    /// A kernel as out × (in·rows·columns).
    static Array matrix(String layer, Array dense) {
        if ((dense.order() != 2 && dense.order() != 4) || dense.size() == 0) {
            throw new IllegalArgumentException(
                    "Factorisation: %s must be a matrix or a kernel of four axes, found %s"
                            .formatted(layer, dense.shape()));
        }
        return dense.reshape(List.of(dense.size(0), dense.size() / dense.size(0)));
    }

    private Tucker factors(String layer, Array dense, List<Integer> modes, SplitMix64 random) {
        List<Integer> chosen = chosen(layer, dense.shape(), modes);
        Tucker factors =
                switch (entries) {
                    case TRUNCATED ->
                            CoreTruncation.of(
                                            dense.toTensor(), modes, (mode, _) -> chosen.get(mode))
                                    .alone();
                    case RANDOM -> {
                        Tensor core = Draws.normals(random, chosen, 1).toTensor();
                        yield new Tucker(
                                core.times(dense.norm() / core.norm()),
                                Draws.bases(random, dense.shape(), chosen, modes));
                    }
                };
        return decay == 1 ? factors : Draws.decayed(factors, decay, factors.core().norm());
    }

    /// Modes that do not move have all of their entries.
    private List<Integer> chosen(String layer, List<Integer> sizes, List<Integer> modes) {
        List<Integer> chosen = ranks.of(layer, sizes);
        return IntStream.range(0, sizes.size())
                .mapToObj(mode -> modes.contains(mode) ? chosen.get(mode) : sizes.get(mode))
                .toList();
    }
}
