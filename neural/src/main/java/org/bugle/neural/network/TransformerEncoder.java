package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// An encoder of token sequences with a linear head: the table `embedding`, the positions
/// `position`, blocks `block0`, `block1`, …, and the head `head` for each token, or for the mean
/// over the tokens that count.
///
/// @param size how large it is
/// @param outputs classes, or values
/// @param drop the probability of dropout in attention and behind embeddings and layers
public record TransformerEncoder(Size size, int outputs, Head head, Norm norm, double drop)
        implements Network {
    /// Of embeddings, as BERT draws them.
    private static final double SCALE = 0.02;

    /// @param vocabulary how many tokens there are
    /// @param length of the longest sequence
    /// @param width of a token's representation
    /// @param hidden between the two linear layers of a block
    public record Size(int vocabulary, int length, int width, int hidden, int heads, int blocks) {

        /// @throws IllegalArgumentException if a number is below 1, or heads do not divide the
        ///   width
        public Size {
            if (IntStream.of(vocabulary, length, width, hidden, heads, blocks).min().orElse(0) < 1
                    || width % heads != 0) {
                throw new IllegalArgumentException(
                        "TransformerEncoder: sizes must be ≥ 1 and heads must divide the width,"
                                + " found vocabulary %d, length %d, width %d, hidden %d, heads %d,"
                                        .formatted(vocabulary, length, width, hidden, heads)
                                + " blocks "
                                + blocks);
            }
        }
    }

    public enum Head {
        /// (b, outputs), from the mean over the tokens that count.
        SEQUENCE,
        /// (b, T, outputs).
        TOKENS
    }

    /// Where layer normalisations stand.
    public enum Norm {
        /// In front of attention and layers, and behind the last block.
        PRE,
        /// Behind the sum with the skip connection.
        POST
    }

    private List<EncoderBlock> blocks() {
        var settings =
                new EncoderBlock.Settings(
                        size.heads, norm, EncoderBlock.EPSILON, new Activation.Gelu(), drop, drop);
        return IntStream.range(0, size.blocks)
                .mapToObj(k -> new EncoderBlock(EncoderBlock.Names.of("block" + k), settings))
                .toList();
    }

    @Override
    public Weights initialize(SplitMix64 random) {
        StartingValues start = new StartingValues(random);
        start.normals("embedding.weight", List.of(size.vocabulary, size.width), SCALE);
        start.normals("position.weight", List.of(size.length, size.width), SCALE);
        blocks().forEach(block -> block.draw(start, size.width, size.hidden));
        if (norm == Norm.PRE) {
            start.norm("norm", size.width);
        }
        return start.glorot("head", outputs, size.width).weights();
    }

    /// @throws IllegalArgumentException if sequences are longer than there are positions
    @Override
    public Value apply(Pass pass, Batch batch) {
        int length = batch.inputs().size(1);
        if (length > size.length) {
            throw new IllegalArgumentException(
                    "TransformerEncoder: sequences must have at most %d tokens, found %d"
                            .formatted(size.length, length));
        }
        Value positions = pass.weight("position.weight").slice(0, 0, length);
        Value x = pass.weight("embedding.weight").rows(batch.inputs()).plus(positions);
        x = pass.dropout(x, drop);
        Value bias = pass.constant(EncoderBlock.bias(batch));
        for (EncoderBlock block : blocks()) {
            x = block.apply(pass, x, bias);
        }
        if (norm == Norm.PRE) {
            x = pass.layerNorm("norm", x, EncoderBlock.EPSILON);
        }
        return pass.linear(
                "head",
                switch (head) {
                    case TOKENS -> x;
                    case SEQUENCE -> pooled(pass, x, batch);
                });
    }

    /// The mean over the tokens that count, (b, width).
    private static Value pooled(Pass pass, Value x, Batch batch) {
        if (!batch.isMasked()) {
            return x.mean(1).reshape(batch.size(), -1);
        }
        int length = batch.mask().size(1);
        double[] shares = batch.mask().toDoubles();
        for (int row = 0; row < batch.size(); row++) {
            double sum = 0;
            for (int t = row * length; t < (row + 1) * length; t++) {
                sum += shares[t];
            }
            for (int t = row * length; t < (row + 1) * length; t++) {
                shares[t] /= Math.max(1, sum);
            }
        }
        Value mean = pass.constant(Array.over(List.of(batch.size(), 1, length), shares));
        return mean.matmul(x).reshape(batch.size(), -1);
    }

    /// Those of the blocks; embeddings and the head stay dense.
    @Override
    public List<String> layers() {
        List<String> layers = new ArrayList<>();
        blocks().forEach(block -> layers.addAll(block.layers()));
        return layers;
    }
}
