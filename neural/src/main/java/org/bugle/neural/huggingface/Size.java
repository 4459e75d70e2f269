package org.bugle.neural.huggingface;

import org.bugle.files.FileException;
import org.bugle.neural.network.EncoderBlock;
import org.bugle.neural.network.TransformerEncoder.Norm;

/// What the configurations of all encoders hold.
///
/// @param width of a token's representation
/// @param hidden between the two linear layers of a block
record Size(int width, int hidden, int blocks, EncoderBlock.Settings settings) {

    /// @throws FileException if a number is missing or wrong
    static Size of(Config config, Norm norm) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        if (width % heads != 0) {
            throw new FileException(
                    config.file(),
                    "'num_attention_heads' must divide 'hidden_size', found %d and %d"
                            .formatted(heads, width));
        }
        return new Size(
                width,
                config.size("intermediate_size"),
                config.size("num_hidden_layers"),
                new EncoderBlock.Settings(
                        heads,
                        norm,
                        config.number("layer_norm_eps", 1e-12),
                        config.activation("hidden_act"),
                        config.number("hidden_dropout_prob", 0.1),
                        config.number("attention_probs_dropout_prob", 0.1)));
    }

    double epsilon() {
        return settings.epsilon();
    }

    double drop() {
        return settings.drop();
    }

    /// The weights of a block.
    void add(Shapes shapes, EncoderBlock.Names names, boolean attentionBias) {
        for (String layer : new String[] {names.query(), names.key(), names.value()}) {
            shapes.put(layer + ".weight", width, width);
            if (attentionBias) {
                shapes.put(layer + ".bias", width);
            }
        }
        shapes.linear(names.output(), width, width)
                .norm(names.norm1(), width)
                .linear(names.fc1(), hidden, width)
                .linear(names.fc2(), width, hidden)
                .norm(names.norm2(), width);
    }
}
