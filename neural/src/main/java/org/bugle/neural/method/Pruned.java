package org.bugle.neural.method;

import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Layers that are trained dense and put into factors at the end, by the truncated SVD of matrices
/// and HOSVD of Tucker kernels: a baseline of arXiv:2305.19059. Without retraining; for that,
/// another method for weights in factors goes on from [#prune].
///
/// @param form of kernels
/// @param layers that are put into factors
/// @param training of the dense weights before
public record Pruned(Factorisation.Form form, Amount amount, List<String> layers, Method training)
        implements Method {

    /// Halvings of the interval of tolerances; all digits of a double.
    private static final int HALVINGS = 53;

    /// How much is left away.
    public sealed interface Amount {
        /// All but these ranks.
        record ToRanks(StartRanks ranks) implements Amount {}

        /// What a tolerance allows, in each layer.
        record Within(ModeTruncation rule) implements Amount {}

        /// At least this share of the parameters of all these layers together, by the smallest
        /// tolerance relative to ‖W‖ that does so, one for all of them.
        record Compression(double share) implements Amount {
            /// @throws IllegalArgumentException if the share is not in (0, 1)
            public Compression {
                if (!(share > 0 && share < 1)) {
                    throw new IllegalArgumentException(
                            "Pruned: compression must be in (0, 1), found " + share);
                }
            }
        }
    }

    public Pruned {
        layers = List.copyOf(layers);
    }

    /// The weights as they are.
    @Override
    public Weights start(Weights dense, List<String> names, SplitMix64 random) {
        return dense;
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        return training.step(batch, state, rate);
    }

    @Override
    public Weights finished(TrainingState state) {
        return prune(training.finished(state));
    }

    /// Dense weights with the layers in factors.
    ///
    /// @throws IllegalArgumentException if a layer is missing, or neither a matrix nor a kernel
    public Weights prune(Weights dense) {
        StartRanks ranks =
                switch (amount) {
                    case Amount.ToRanks(StartRanks given) -> given;
                    case Amount.Within(ModeTruncation rule) ->
                            new StartRanks.Listed(ranks(spectra(dense), rule));
                    case Amount.Compression(double share) ->
                            new StartRanks.Listed(smallEnough(dense, share));
                };
        // nothing is drawn where factors come from truncation
        return Factorisation.of(form, ranks).of(dense, layers, new SplitMix64(0));
    }

    /// The singular values of a layer's unfoldings.
    private record Spectrum(List<Integer> sizes, List<Integer> modes, List<List<Double>> sigma) {
        static Spectrum of(Array w, List<Integer> modes) {
            Tensor whole = w.toTensor();
            List<List<Double>> sigma =
                    IntStream.range(0, w.order())
                            .mapToObj(i -> Svd.left(whole.unfold(i)).singularValues())
                            .toList();
            return new Spectrum(w.shape(), modes, sigma);
        }

        List<Integer> ranks(ModeTruncation rule) {
            return rule.ranks(sigma, modes);
        }

        /// As [org.bugle.neural.weight.Weight#parameters] counts them.
        long parameters(ModeTruncation rule) {
            List<Integer> ranks = ranks(rule);
            long bases = modes.stream().mapToLong(i -> (long) sizes.get(i) * ranks.get(i)).sum();
            long core = ranks.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
            return sizes.size() == 2 ? bases : bases + core;
        }
    }

    private Map<String, Spectrum> spectra(Weights dense) {
        Map<String, Spectrum> spectra = new LinkedHashMap<>();
        for (String layer : layers) {
            Array w = dense.get(layer).merged();
            spectra.put(
                    layer,
                    switch (form) {
                        case Factorisation.Form.TuckerKernels(TuckerConv2d.Modes modes, _)
                                when w.order() == 4 ->
                                Spectrum.of(w, modes.active());
                        case Factorisation.Form.TuckerKernels _, Factorisation.Form.Matrices _ ->
                                Spectrum.of(Factorisation.matrix(layer, w), List.of(0, 1));
                    });
        }
        return spectra;
    }

    private static Map<String, List<Integer>> ranks(
            Map<String, Spectrum> spectra, ModeTruncation rule) {
        Map<String, List<Integer>> ranks = new LinkedHashMap<>();
        spectra.forEach((layer, spectrum) -> ranks.put(layer, spectrum.ranks(rule)));
        return ranks;
    }

    private Map<String, List<Integer>> smallEnough(Weights dense, double share) {
        Map<String, Spectrum> spectra = spectra(dense);
        double allowed =
                (1 - share) * layers.stream().mapToLong(l -> dense.get(l).parameters()).sum();
        double tooLittle = 0;
        double enough = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (tooLittle + enough) / 2;
            boolean small = middle < 1 && parameters(spectra, middle) <= allowed;
            tooLittle = small ? tooLittle : middle;
            enough = small ? middle : enough;
        }
        return ranks(spectra, ModeTruncation.relative(Math.min(enough, Math.nextDown(1.0))));
    }

    private static long parameters(Map<String, Spectrum> spectra, double tolerance) {
        ModeTruncation rule = ModeTruncation.relative(tolerance);
        return spectra.values().stream().mapToLong(s -> s.parameters(rule)).sum();
    }
}
