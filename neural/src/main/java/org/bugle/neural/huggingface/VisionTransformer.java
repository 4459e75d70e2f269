package org.bugle.neural.huggingface;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.network.EncoderBlock;
import org.bugle.neural.network.Pass;
import org.bugle.neural.network.TransformerEncoder.Norm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// ViT (arXiv:2010.11929): patches of an image by a convolution without overlap, a token of the
/// whole in front of them, positions; blocks that normalise in front, and one norm behind the last.
///
/// @param prefix of the encoder's names, `vit.` or nothing
record VisionTransformer(
        String prefix, Size size, Patches patches, boolean attentionBias, Head head, int outputs)
        implements Encoder {

    /// @param image its rows and columns
    /// @param patch rows and columns of a patch
    record Patches(int channels, int image, int patch) {
        int count() {
            return image / patch * (image / patch);
        }
    }

    /// @throws FileException if the configuration is incomplete
    /// @throws IllegalArgumentException if patches are to be classified one by one
    static VisionTransformer of(Config config, String prefix, Head head, int outputs) {
        if (head == Head.TOKENS) {
            throw new IllegalArgumentException(
                    "ViT: has no classifier of each patch; STATES, POOLED or WHOLE is needed");
        }
        Patches patches =
                new Patches(
                        config.size("num_channels", 3),
                        config.size("image_size", 224),
                        config.size("patch_size", 16));
        Size size = Size.of(config, Norm.PRE);
        return new VisionTransformer(
                prefix, size, patches, config.flag("qkv_bias", true), head, outputs);
    }

    private String at(String name) {
        return prefix + name;
    }

    private EncoderBlock.Names names(int k) {
        String layer = at("encoder.layer." + k + ".");
        return new EncoderBlock.Names(
                layer + "attention.attention.query",
                layer + "attention.attention.key",
                layer + "attention.attention.value",
                layer + "attention.output.dense",
                layer + "layernorm_before",
                layer + "intermediate.dense",
                layer + "output.dense",
                layer + "layernorm_after");
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
        String projection = at("embeddings.patch_embeddings.projection");
        shapes.put(at("embeddings.cls_token"), 1, 1, width)
                .put(at("embeddings.position_embeddings"), 1, patches.count() + 1, width)
                .put(projection + ".weight", width, patches.channels, patches.patch, patches.patch)
                .put(projection + ".bias", width);
        blocks().forEach(block -> size.add(shapes, block.names(), attentionBias));
        shapes.norm(at("layernorm"), width);
        if (head == Head.POOLED) {
            shapes.linear(at("pooler.dense"), width, width);
        } else if (head == Head.WHOLE) {
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
        Value x = embedded(pass, pass.inputs(batch));
        Value bias = pass.constant(Array.number(0));
        for (EncoderBlock block : blocks()) {
            x = block.apply(pass, x, bias);
        }
        x = pass.layerNorm(at("layernorm"), x, size.epsilon());
        return switch (head) {
            case STATES, TOKENS -> x;
            case POOLED -> pass.linear(at("pooler.dense"), Bert.first(x)).tanh();
            case WHOLE -> pass.linear("classifier", Bert.first(x));
        };
    }

    private Value embedded(Pass pass, Value images) {
        List<Integer> wanted = List.of(patches.channels, patches.image, patches.image);
        if (images.shape().size() != 4 || !images.shape().subList(1, 4).equals(wanted)) {
            throw new IllegalArgumentException(
                    "ViT: images must be (b, %d, %d, %d), found %s"
                            .formatted(
                                    patches.channels,
                                    patches.image,
                                    patches.image,
                                    images.shape()));
        }
        Value seen =
                pass.conv2d(
                                at("embeddings.patch_embeddings.projection"),
                                images,
                                Convolution.of(patches.patch, 0))
                        .reshape(images.size(0), size.width(), -1)
                        .permute(0, 2, 1);
        Value whole =
                pass.constant(Array.zeros(List.of(images.size(0), 1, size.width())))
                        .plus(pass.weight(at("embeddings.cls_token")));
        Value x =
                pass.graph()
                        .concatenated(1, List.of(whole, seen))
                        .plus(pass.weight(at("embeddings.position_embeddings")));
        return pass.dropout(x, size.drop());
    }

    /// Those of the blocks; embeddings and the head stay dense.
    @Override
    public List<String> layers() {
        List<String> layers = new ArrayList<>();
        blocks().forEach(block -> layers.addAll(block.layers()));
        return layers;
    }
}
