package org.bugle.neural.huggingface;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Value;
import org.bugle.neural.network.EncoderBlock;
import org.bugle.neural.network.Pass;
import org.bugle.neural.network.TransformerEncoder.Norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// BERT (arXiv:1810.04805) and RoBERTa (arXiv:1907.11692): the sum of embeddings of tokens,
/// positions and token types, normalised; blocks that normalise behind the sum. All tokens are of
/// type 0, since a batch knows of no other.
///
/// |                    | BERT                      | RoBERTa                                     |
/// |--------------------|---------------------------|---------------------------------------------|
/// | positions          | 0, 1, …                   | the padding token's + 1, + 2, …; of padding, itself |
/// | classifier, whole  | of tanh(pooler of the first token) | two layers on the first token, tanh between |
///
/// @param prefix of the encoder's names, such as `bert.`; none in a file of the encoder alone
record Bert(
        Kind kind,
        String prefix,
        Size size,
        Tables tables,
        Head head,
        int outputs,
        double classifierDrop)
        implements Encoder {

    enum Kind {
        BERT("bert."),
        ROBERTA("roberta.");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    /// How many rows the tables of embeddings have, and which token fills up.
    record Tables(int vocabulary, int positions, int types, int padding) {}

    /// @throws FileException if the configuration is incomplete, or of a decoder or of relative
    ///   positions
    static Bert of(Kind kind, Config config, String prefix, Head head, int outputs) {
        config.require("position_embedding_type", "absolute");
        config.require("is_decoder", "false");
        Size size = Size.of(config, Norm.POST);
        Tables tables =
                new Tables(
                        config.size("vocab_size"),
                        config.size("max_position_embeddings"),
                        config.size("type_vocab_size"),
                        config.integer("pad_token_id", kind == Kind.ROBERTA ? 1 : 0));
        return new Bert(
                kind,
                prefix,
                size,
                tables,
                head,
                outputs,
                config.number("classifier_dropout", size.drop()));
    }

    private String at(String name) {
        return prefix + name;
    }

    private EncoderBlock.Names names(int k) {
        String layer = at("encoder.layer." + k + ".");
        return new EncoderBlock.Names(
                layer + "attention.self.query",
                layer + "attention.self.key",
                layer + "attention.self.value",
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
        shapes.put(at("embeddings.word_embeddings.weight"), tables.vocabulary, width)
                .put(at("embeddings.position_embeddings.weight"), tables.positions, width)
                .put(at("embeddings.token_type_embeddings.weight"), tables.types, width)
                .norm(at("embeddings.LayerNorm"), width);
        blocks().forEach(block -> size.add(shapes, block.names(), true));
        if (head == Head.POOLED || (head == Head.WHOLE && kind == Kind.BERT)) {
            shapes.linear(at("pooler.dense"), width, width);
        }
        if (head == Head.WHOLE && kind == Kind.ROBERTA) {
            shapes.linear("classifier.dense", width, width);
            shapes.linear("classifier.out_proj", outputs, width);
        } else if (head == Head.WHOLE || head == Head.TOKENS) {
            shapes.linear("classifier", outputs, width);
        }
        return shapes.byName();
    }

    @Override
    public boolean isOfHead(String name) {
        return name.startsWith("classifier.") || name.startsWith(at("pooler."));
    }

    @Override
    public Value apply(Pass pass, Batch batch) {
        Value x =
                pass.weight(at("embeddings.word_embeddings.weight"))
                        .rows(batch.inputs())
                        .plus(positions(pass, batch.inputs()))
                        .plus(
                                pass.weight(at("embeddings.token_type_embeddings.weight"))
                                        .slice(0, 0, 1));
        x = pass.layerNorm(at("embeddings.LayerNorm"), x, size.epsilon());
        x = pass.dropout(x, size.drop());
        Value bias = pass.constant(EncoderBlock.bias(batch));
        for (EncoderBlock block : blocks()) {
            x = block.apply(pass, x, bias);
        }
        return switch (head) {
            case STATES -> x;
            case POOLED -> pooled(pass, x);
            case WHOLE -> classified(pass, x);
            case TOKENS -> pass.linear("classifier", pass.dropout(x, classifierDrop));
        };
    }

    private Value positions(Pass pass, Array tokens) {
        Value table = pass.weight(at("embeddings.position_embeddings.weight"));
        int length = tokens.size(1);
        int longest =
                switch (kind) {
                    case BERT -> tables.positions;
                    case ROBERTA -> tables.positions - tables.padding - 1;
                };
        if (length > longest) {
            throw new IllegalArgumentException(
                    "%s: sequences must have at most %d tokens, found %d"
                            .formatted(kind, longest, length));
        }
        return switch (kind) {
            case BERT -> table.slice(0, 0, length);
            case ROBERTA -> table.rows(countedFromPadding(tokens));
        };
    }

    /// The padding token's number for padding; behind it 1, 2, … for the others.
    private Array countedFromPadding(Array tokens) {
        double[] positions = tokens.toDoubles();
        int length = tokens.size(1);
        int count = 0;
        for (int i = 0; i < positions.length; i++) {
            count = i % length == 0 ? 0 : count;
            positions[i] = tables.padding + (positions[i] == tables.padding ? 0 : ++count);
        }
        return Array.over(tokens.shape(), positions);
    }

    /// The representation of the first token, (b, width).
    static Value first(Value x) {
        return x.slice(1, 0, 1).reshape(x.size(0), x.size(2));
    }

    private Value pooled(Pass pass, Value x) {
        return pass.linear(at("pooler.dense"), first(x)).tanh();
    }

    private Value classified(Pass pass, Value x) {
        return switch (kind) {
            case BERT -> pass.linear("classifier", pass.dropout(pooled(pass, x), classifierDrop));
            case ROBERTA -> {
                Value inner = pass.dropout(first(x), classifierDrop);
                Value between = pass.linear("classifier.dense", inner).tanh();
                yield pass.linear("classifier.out_proj", pass.dropout(between, classifierDrop));
            }
        };
    }

    /// Those of the blocks; embeddings and the head stay dense.
    @Override
    public List<String> layers() {
        List<String> layers = new ArrayList<>();
        blocks().forEach(block -> layers.addAll(block.layers()));
        return layers;
    }
}
