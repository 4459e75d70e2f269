package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.stream.Stream;

/// The language model of spec `geolora` E6, one block of one head without normalisation, with an
/// embedding E of tokens and P of positions:
///
///     X = E + P
///     H = X + softmax(Q Kᵀ/√d + causal mask) V W_oᵀ
///     R = H + tanh(H W₁ᵀ) W₂ᵀ
///
/// and the logits R W_outᵀ at each of the T positions.
///
/// @param tokens of the vocabulary
/// @param length T, of each sequence
/// @param width d
public record TinyTransformer(int tokens, int length, int width, int hidden) implements Network {
    /// What is later than a token has no part in it.
    private static final double MASKED = -1e9;

    /// As the spec has it: 12 tokens, T = 10, d = 16, 32 hidden.
    public static TinyTransformer ofSpec() {
        return new TinyTransformer(12, 10, 16, 32);
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues start = new StartingValues(random);
        start.normals("embedding.weight", List.of(tokens, width), 0.5);
        start.normals("position.weight", List.of(length, width), 0.5);
        List<Integer> square = List.of(width, width);
        Stream.of("q", "k", "v", "o").forEach(layer -> start.normal(layer, square, 1));
        start.normal("fc1", List.of(hidden, width), 1);
        start.normal("fc2", List.of(width, hidden), 1);
        start.normal("out", List.of(tokens, width), 1);
        return start.weights();
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x =
                pass.weight("embedding.weight")
                        .rows(batch.inputs())
                        .plus(pass.weight("position.weight"));
        Value scores =
                pass.linear("q", x)
                        .matmul(pass.linear("k", x).permute(0, 2, 1))
                        .times(1 / Math.sqrt(width));
        Value attention = scores.plus(pass.constant(causal())).softmax();
        Value h = x.plus(pass.linear("o", attention.matmul(pass.linear("v", x))));
        Value r = h.plus(pass.linear("fc2", pass.linear("fc1", h).tanh()));
        return pass.linear("out", r);
    }

    private Array causal() {
        return Array.generate(List.of(length, length), i -> i % length > i / length ? MASKED : 0);
    }

    /// Those that the spec adapts; embeddings and the layer of the logits stay dense.
    @Override
    public List<String> layers() {
        return List.of("q.weight", "k.weight", "v.weight", "o.weight", "fc1.weight", "fc2.weight");
    }
}
