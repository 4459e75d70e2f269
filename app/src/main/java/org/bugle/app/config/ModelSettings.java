package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// `model:` of a train file.
public sealed interface ModelSettings {

    /// The same with other names of folders.
    ///
    /// @param path of a key and what stands under it
    default ModelSettings resolved(BinaryOperator<String> path) {
        return this;
    }

    /// Between the layers of a small network.
    enum Activation {
        RELU,
        LEAKY_RELU,
        TANH
    }

    @Named(value = "mlp", doc = "linear layers one after the other")
    record Mlp(
            @Key(doc = "widths of the hidden layers", def = "[64, 64]", min = 1)
                    List<Integer> widths,
            @Key(doc = "between the layers; leaky-relu has slope 0.01", def = "relu")
                    Activation activation)
            implements ModelSettings {}

    @Named(
            value = "lenet5",
            doc = "two convolutions 5×5 of 20 and 50 maps, then 500 and the classes")
    record LeNet5(
            @Key(doc = "between the layers; leaky-relu has slope 0.01", def = "relu")
                    Activation activation)
            implements ModelSettings {}

    @Named(value = "conv-net", doc = "two convolutions 3×3 of 16 and 32 maps, then the classes")
    record ConvNet() implements ModelSettings {}

    @Named(value = "vgg16", doc = "13 convolutions 3×3 with batch norm, for images of 32×32")
    record Vgg16() implements ModelSettings {}

    @Named(value = "resnet18", doc = "residual network with a 3×3 stem, for images of 32×32")
    record ResNet18() implements ModelSettings {}

    @Named(
            value = "tiny-transformer",
            doc = "one block with one head and no norm, that predicts the next token")
    record TinyTransformer() implements ModelSettings {}

    @Named(value = "transformer", doc = "an encoder that classifies a text by its first token")
    record Transformer(
            @Key(doc = "blocks", def = "2", min = 1) int blocks,
            @Key(doc = "width", def = "128", min = 1) int width,
            @Key(doc = "heads of attention, which divide the width", def = "4", min = 1) int heads,
            @Key(doc = "width of the hidden layer of a block", def = "512", min = 1) int hidden,
            @Key(doc = "share of entries that dropout takes away", def = "0.1", min = 0, below = 1)
                    double dropout)
            implements ModelSettings {

        public Transformer {
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "heads must divide the width %d, found %d".formatted(width, heads));
            }
        }
    }

    @Named(
            value = "huggingface",
            doc =
                    "a BERT, RoBERTa, DeBERTa-v3 or ViT from a folder with config.json and"
                            + " model.safetensors")
    record HuggingFace(@Key(doc = "the folder") String folder) implements ModelSettings {
        @Override
        public HuggingFace resolved(BinaryOperator<String> path) {
            return new HuggingFace(path.apply("folder", folder));
        }
    }

    /// The records by name, in the order in which they are listed.
    static Map<String, Class<? extends Record>> catalogue() {
        return Catalogue.of(ModelSettings.class);
    }
}
