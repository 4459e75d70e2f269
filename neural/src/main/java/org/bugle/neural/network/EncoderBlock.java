package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;

import java.util.List;
import java.util.stream.Stream;

/// A block of a transformer's encoder (arXiv:1706.03762): self-attention, then two linear layers
/// with GELU between them, each with a skip connection and a layer normalisation.
///
/// | norm | with f the attention or the layers                 |
/// |------|----------------------------------------------------|
/// | post | x ← norm(x + f(x)), as in the paper and in BERT     |
/// | pre  | x ← x + f(norm(x)), as in ViT; one norm more follows the last block |
///
/// Its layers are `name.q`, `name.k`, `name.v`, `name.o`, `name.fc1`, `name.fc2`; its norms
/// `name.norm1` and `name.norm2`.
record EncoderBlock(
        String name, int width, int hidden, int heads, TransformerEncoder.Norm norm, double drop) {
    /// Of layer normalisations, PyTorch's default.
    static final double EPSILON = 1e-5;

    /// A score so low that its softmax is 0 in single precision too.
    private static final double MASKED = -1e9;

    void draw(StartingValues start) {
        Stream.of("q", "k", "v", "o").forEach(layer -> start.glorot(at(layer), width, width));
        start.norm(at("norm1"), width);
        start.glorot(at("fc1"), hidden, width).glorot(at("fc2"), width, hidden);
        start.norm(at("norm2"), width);
    }

    private String at(String layer) {
        return name + "." + layer;
    }

    List<String> layers() {
        return Stream.of("q", "k", "v", "o", "fc1", "fc2").map(l -> at(l) + ".weight").toList();
    }

    /// What to add to scores (b, heads, T, T), of a shape that broadcasts to theirs.
    static Array bias(Batch batch) {
        return batch.isMasked()
                ? batch.mask()
                        .map(keep -> keep > 0 ? 0 : MASKED)
                        .reshape(List.of(batch.size(), 1, 1, batch.mask().size(1)))
                : Array.number(0);
    }

    /// @param x (b, T, width)
    /// @param bias of the scores
    Value apply(Pass pass, Value x, Value bias) {
        return switch (norm) {
            case POST -> {
                Value y = normed(pass, "norm1", x.plus(attention(pass, x, bias)));
                yield normed(pass, "norm2", y.plus(layers(pass, y)));
            }
            case PRE -> {
                Value y = x.plus(attention(pass, normed(pass, "norm1", x), bias));
                yield y.plus(layers(pass, normed(pass, "norm2", y)));
            }
        };
    }

    private Value normed(Pass pass, String layer, Value x) {
        return pass.layerNorm(at(layer), x, EPSILON);
    }

    /// softmax(Q Kᵀ/√d + bias) V for each head of d = width/heads, then W_o.
    private Value attention(Pass pass, Value x, Value bias) {
        Value q = split(pass.linear(at("q"), x));
        Value k = split(pass.linear(at("k"), x));
        Value v = split(pass.linear(at("v"), x));
        double scale = Math.sqrt((double) heads / width);
        Value scores = q.matmul(k.permute(0, 1, 3, 2)).times(scale).plus(bias);
        Value mixed = pass.dropout(scores.softmax(), drop).matmul(v);
        Value joined = mixed.permute(0, 2, 1, 3).reshape(x.size(0), x.size(1), width);
        return pass.dropout(pass.linear(at("o"), joined), drop);
    }

    /// (b, T, width) as (b, heads, T, width/heads).
    private Value split(Value x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).permute(0, 2, 1, 3);
    }

    private Value layers(Pass pass, Value x) {
        Value inner = pass.linear(at("fc1"), x).gelu();
        return pass.dropout(pass.linear(at("fc2"), inner), drop);
    }
}
