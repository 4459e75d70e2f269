package org.bugle.neural.huggingface;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.EncoderBlock;
import org.bugle.neural.network.Pass;
import org.bugle.neural.network.TransformerEncoder.Norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// DeBERTa-v3 (arXiv:2006.03654, 2111.09543): as BERT, but positions enter the attention alone.
/// With the table R (2k, width) of relative positions, normalised, and W_q, W_k of the same block
/// (they are shared),
///
/// score(i, j) = (q_i·k_j + q_i·(W_k R)_δ + k_j·(W_q R)_δ)/√(3 d), δ = δ(i − j) + k
///
/// where δ(n) counts distances in buckets: n itself up to k/2, logarithmic beyond ([#bucket]).
///
/// @param prefix of the encoder's names, `deberta.` or nothing
/// @param buckets k
/// @param longest distance that has a bucket of its own
record Deberta(
        String prefix,
        Size size,
        int vocabulary,
        int buckets,
        int longest,
        Activation poolerActivation,
        Head head,
        int outputs)
        implements Encoder {

    /// @throws FileException if the configuration is incomplete, or not of version 3: without
    ///   shared projections of relative positions, with absolute positions, token types or a
    ///   convolution
    static Deberta of(Config config, String prefix, Head head, int outputs) {
        config.require("relative_attention", "true");
        config.require("share_att_key", "true");
        config.require("position_biased_input", "false");
        config.require("type_vocab_size", "0");
        config.require("conv_kernel_size", "0");
        config.require("norm_rel_ebd", "layer_norm");
        config.requireAll("pos_att_type", "c2p", "p2c");
        Size size = Size.of(config, Norm.POST);
        int length = config.size("max_position_embeddings");
        int stated = config.integer("max_relative_positions", -1);
        return new Deberta(
                prefix,
                size,
                config.size("vocab_size"),
                config.size("position_buckets"),
                stated < 1 ? length : stated,
                config.activation("pooler_hidden_act"),
                head,
                outputs);
    }

    private String at(String name) {
        return prefix + name;
    }

    private EncoderBlock.Names names(int k) {
        String layer = at("encoder.layer." + k + ".");
        return new EncoderBlock.Names(
                layer + "attention.self.query_proj",
                layer + "attention.self.key_proj",
                layer + "attention.self.value_proj",
                layer + "attention.output.dense",
                layer + "attention.output.LayerNorm",
                layer + "intermediate.dense",
                layer + "output.dense",
                layer + "output.LayerNorm");
    }

    private List<EncoderBlock> blocks() {
        return IntStream.range(0, size.blocks())
                .mapToObj(k -> new EncoderBlock(names(k), size.settings()))
                .toList();
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        int width = size.width();
        Shapes shapes = new Shapes();
        shapes.put(at("embeddings.word_embeddings.weight"), vocabulary, width)
                .norm(at("embeddings.LayerNorm"), width);
        blocks().forEach(block -> size.add(shapes, block.names(), true));
        shapes.put(at("encoder.rel_embeddings.weight"), 2 * buckets, width)
                .norm(at("encoder.LayerNorm"), width);
        if (head == Head.POOLED || head == Head.WHOLE) {
            shapes.linear("pooler.dense", width, width);
        }
        if (head == Head.WHOLE || head == Head.TOKENS) {
            shapes.linear("classifier", outputs, width);
        }
        return shapes.byName();
    }

    @Override
    public boolean isOfHead(String name) {
        return name.startsWith("classifier.") || name.startsWith("pooler.");
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x = pass.weight(at("embeddings.word_embeddings.weight")).rows(batch.inputs());
        x = pass.layerNorm(at("embeddings.LayerNorm"), x, size.epsilon());
        x = pass.dropout(x, size.drop());
        Value table = pass.weight(at("encoder.rel_embeddings.weight"));
        Value relative = pass.layerNorm(at("encoder.LayerNorm"), table, size.epsilon());
        Array distances = distances(batch.inputs().size(1));
        Value bias = pass.constant(EncoderBlock.bias(batch));
        for (EncoderBlock block : blocks()) {
            Value dropped = pass.dropout(relative, size.drop()).reshape(1, 2 * buckets, -1);
            Value keys = split(pass.linear(block.names().key(), dropped));
            Value queries = split(pass.linear(block.names().query(), dropped));
            x = block.apply(pass, x, bias, (q, k) -> scores(q, k, keys, queries, distances));
        }
        return switch (head) {
            case STATES -> x;
            case POOLED -> pooled(pass, x);
            case WHOLE -> pass.linear("classifier", pass.dropout(pooled(pass, x), size.drop()));
            case TOKENS -> pass.linear("classifier", pass.dropout(x, size.drop()));
        };
    }

    private Value split(Value x) {
        return EncoderBlock.split(x, size.settings().heads());
    }

    /// @param keys W_k R of each head, (1, heads, 2k, d), and so are `queries`, W_q R
    private static Value scores(Value q, Value k, Value keys, Value queries, Array distances) {
        Value content = q.matmul(k.permute(0, 1, 3, 2));
        Value toPositions = q.matmul(keys.permute(0, 1, 3, 2)).takeAlong(distances);
        Value fromPositions =
                k.matmul(queries.permute(0, 1, 3, 2))
                        .takeAlong(transposed(distances))
                        .permute(0, 1, 3, 2);
        return content.plus(toPositions).plus(fromPositions).times(1 / Math.sqrt(3.0 * q.size(-1)));
    }

    private static Array transposed(Array square) {
        return Array.of(square.toMatrix().transpose());
    }

    /// δ(i − j) + k for each query i and key j, the row of R.
    private Array distances(int length) {
        return Array.generate(
                List.of(length, length),
                at -> Math.clamp(bucket(at / length - at % length) + buckets, 0, 2 * buckets - 1));
    }

    /// With m = k/2: n where |n| ≤ m; else ± (m + ⌈(m − 1) ln(|n|/m)/ln((longest − 1)/m)⌉).
    private long bucket(int n) {
        int middle = buckets / 2;
        int distance = Math.abs(n);
        if (distance <= middle) {
            return n;
        }
        double fraction = Math.log((double) distance / middle) / Math.log((longest - 1.0) / middle);
        return Integer.signum(n) * (middle + (long) Math.ceil(fraction * (middle - 1)));
    }

    private Value pooled(Pass pass, Value x) {
        return poolerActivation.apply(pass.linear("pooler.dense", Bert.first(x)));
    }

    /// Those of the blocks; embeddings and the head stay dense.
    @Override
    public List<String> layers() {
        List<String> layers = new ArrayList<>();
        blocks().forEach(block -> layers.addAll(block.layers()));
        return layers;
    }
}
