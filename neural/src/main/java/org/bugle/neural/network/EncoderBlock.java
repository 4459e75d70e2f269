package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;

import java.util.List;
import java.util.stream.Stream;

/// A block of a transformer's encoder (arXiv:1706.03762): self-attention, then two linear layers
/// with a function between them, each with a skip connection and a layer normalisation.
///
/// | norm | with f the attention or the layers                 |
/// |------|----------------------------------------------------|
/// | post | x ← norm(x + f(x)), as in the paper and in BERT     |
/// | pre  | x ← x + f(norm(x)), as in ViT; one norm more follows the last block |
public record EncoderBlock(Names names, Settings settings) {
    /// Of layer normalisations, PyTorch's default.
    static final double EPSILON = 1e-5;

    /// A score so low that its softmax is 0 in single precision too.
    private static final double MASKED = -1e9;

    /// What its layers and its normalisations are called.
    public record Names(
            String query,
            String key,
            String value,
            String output,
            String norm1,
            String fc1,
            String fc2,
            String norm2) {

        /// `name.q`, `name.k`, `name.v`, `name.o`, `name.norm1`, `name.fc1`, `name.fc2` and
        /// `name.norm2`.
        static Names of(String name) {
            return new Names(
                    name + ".q",
                    name + ".k",
                    name + ".v",
                    name + ".o",
                    name + ".norm1",
                    name + ".fc1",
                    name + ".fc2",
                    name + ".norm2");
        }
    }

    /// @param heads divide the width
    /// @param epsilon of the layer normalisations
    /// @param activation between the two layers
    /// @param drop the probability of dropout behind attention and layers
    /// @param attentionDrop that of the attention's weights
    public record Settings(
            int heads,
            TransformerEncoder.Norm norm,
            double epsilon,
            Activation activation,
            double drop,
            double attentionDrop) {}

    /// What a query thinks of a key.
    @FunctionalInterface
    public interface Scores {
        /// @param query (b, heads, T, d), and so is `key`
        /// @return (b, heads, T, T), a row for each query
        Value of(Value query, Value key);

        /// Q Kᵀ/√d.
        static Scores product() {
            return (query, key) ->
                    query.matmul(key.permute(0, 1, 3, 2)).times(1 / Math.sqrt(query.size(-1)));
        }
    }

    void draw(StartingValues start, int width, int hidden) {
        Stream.of(names.query, names.key, names.value, names.output)
                .forEach(layer -> start.glorot(layer, width, width));
        start.norm(names.norm1, width);
        start.glorot(names.fc1, hidden, width).glorot(names.fc2, width, hidden);
        start.norm(names.norm2, width);
    }

    /// The weights of its linear layers.
    public List<String> layers() {
        return Stream.of(names.query, names.key, names.value, names.output, names.fc1, names.fc2)
                .map(layer -> layer + ".weight")
                .toList();
    }

    /// What to add to scores (b, heads, T, T), of a shape that broadcasts to theirs.
    public static Array bias(Batch batch) {
        return batch.isMasked()
                ? batch.mask()
                        .map(keep -> keep > 0 ? 0 : MASKED)
                        .reshape(List.of(batch.size(), 1, 1, batch.mask().size(1)))
                : Array.number(0);
    }

    /// @param x (b, T, width)
    /// @param bias of the scores
    public Value apply(Pass pass, Value x, Value bias) {
        return apply(pass, x, bias, Scores.product());
    }

    public Value apply(Pass pass, Value x, Value bias, Scores scores) {
        return switch (settings.norm) {
            case POST -> {
                Value y = normed(pass, names.norm1, x.plus(attention(pass, x, bias, scores)));
                yield normed(pass, names.norm2, y.plus(layers(pass, y)));
            }
            case PRE -> {
                Value normed = normed(pass, names.norm1, x);
                Value y = x.plus(attention(pass, normed, bias, scores));
                yield y.plus(layers(pass, normed(pass, names.norm2, y)));
            }
        };
    }

    private Value normed(Pass pass, String layer, Value x) {
        return pass.layerNorm(layer, x, settings.epsilon);
    }

    /// softmax(scores + bias) V for each head, then W_o.
    private Value attention(Pass pass, Value x, Value bias, Scores scores) {
        Value q = split(pass.linear(names.query, x), settings.heads);
        Value k = split(pass.linear(names.key, x), settings.heads);
        Value v = split(pass.linear(names.value, x), settings.heads);
        Value weights = scores.of(q, k).plus(bias).softmax();
        Value mixed = pass.dropout(weights, settings.attentionDrop).matmul(v);
        Value joined = mixed.permute(0, 2, 1, 3).reshape(x.size(0), x.size(1), -1);
        return pass.dropout(pass.linear(names.output, joined), settings.drop);
    }

    /// (b, T, width) as (b, heads, T, width/heads).
    public static Value split(Value x, int heads) {
        return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).permute(0, 2, 1, 3);
    }

    private Value layers(Pass pass, Value x) {
        Value inner = settings.activation.apply(pass.linear(names.fc1, x));
        return pass.dropout(pass.linear(names.fc2, inner), settings.drop);
    }
}
