package org.bugle.neural.huggingface;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.network.Network;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An encoder with the names of Hugging Face's files.
sealed interface Encoder extends Network permits Bert, Deberta, VisionTransformer {
    /// Every weight and its shape, from the input to the output.
    Map<String, List<Integer>> shapes();

    /// Whether a weight belongs to what stands on the encoder, which a file may lack.
    boolean isOfHead(String name);

    @Override
    default Weights initialize(SplitMix64 random) {
        Map<String, DenseWeight> weights = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> weights.put(name, StartingValue.of(name, shape, random)));
        return Weights.of(weights);
    }
}
