package org.bugle.neural.huggingface;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.network.Network;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An encoder from a folder of Hugging Face's libraries: `config.json` and `model.safetensors`, no
/// more. Read are `model_type` `bert`, `roberta`, `vit` and `deberta-v2` as DeBERTa-v3 has it.
///
/// @param weights under the names that the file has
/// @param drawn those of the head that the file lacks
public record Pretrained(Network network, Weights weights, List<String> drawn) {
    private static final String CONFIG = "config.json";
    private static final String MODEL = "model.safetensors";

    public Pretrained {
        drawn = List.copyOf(drawn);
    }

    /// @param head what is to stand on the encoder
    /// @param outputs classes, for a head that classifies
    /// @param random draws what the file lacks of the head: matrices normal of scale 0.02, biases 0
    /// @throws FileException if a file cannot be read; if the configuration is of another model, or
    ///   incomplete; if a tensor is missing, of another shape than the configuration says, or not
    ///   of floating-point numbers
    public static Pretrained open(Path folder, Head head, int outputs, SplitMix64 random) {
        Config config = Config.read(folder.resolve(CONFIG));
        Path index = folder.resolve(MODEL + ".index.json");
        if (!Files.exists(folder.resolve(MODEL)) && Files.exists(index)) {
            throw new FileException(
                    index, "a model in several files is not read; save it as one " + MODEL);
        }
        try (Safetensors file = Safetensors.open(folder.resolve(MODEL))) {
            return read(encoder(config, file, head, outputs), file, random);
        }
    }

    private static Encoder encoder(Config config, Safetensors file, Head head, int outputs) {
        return switch (config.text("model_type", "")) {
            case "bert" -> {
                String prefix = prefix(file, Bert.Kind.BERT.prefix());
                yield Bert.of(Bert.Kind.BERT, config, prefix, head, outputs);
            }
            case "roberta" -> {
                String prefix = prefix(file, Bert.Kind.ROBERTA.prefix());
                yield Bert.of(Bert.Kind.ROBERTA, config, prefix, head, outputs);
            }
            case "vit" -> VisionTransformer.of(config, prefix(file, "vit."), head, outputs);
            case "deberta-v2" -> Deberta.of(config, prefix(file, "deberta."), head, outputs);
            default -> throw config.wrong("model_type", "bert, roberta, vit or deberta-v2");
        };
    }

    /// A file of the encoder alone has no prefix.
    private static String prefix(Safetensors file, String usual) {
        return file.names().stream().anyMatch(name -> name.startsWith(usual)) ? usual : "";
    }

    private static Pretrained read(Encoder encoder, Safetensors file, SplitMix64 random) {
        Map<String, DenseWeight> weights = new LinkedHashMap<>();
        List<String> drawn = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> each : encoder.shapes().entrySet()) {
            String name = each.getKey();
            String stored = stored(file, name);
            if (encoder.isOfHead(name) && !file.has(stored)) {
                weights.put(name, StartingValue.of(name, each.getValue(), random));
                drawn.add(name);
            } else {
                weights.put(name, DenseWeight.trained(read(file, stored, each.getValue())));
            }
        }
        return new Pretrained(encoder, Weights.of(weights), drawn);
    }

    /// The oldest files call scale and shift of a normalisation `gamma` and `beta`.
    private static String stored(Safetensors file, String name) {
        if (file.has(name) || !name.contains("LayerNorm.")) {
            return name;
        }
        String old = name.replaceFirst("weight$", "gamma").replaceFirst("bias$", "beta");
        return file.has(old) ? old : name;
    }

    private static Array read(Safetensors file, String name, List<Integer> shape) {
        Safetensors.Entry entry = file.entry(name);
        if (!entry.shape().equals(shape)) {
            throw new FileException(
                    file.file(),
                    "tensor '%s' must have the shape %s that %s asks for, found %s"
                            .formatted(name, shape, CONFIG, entry.shape()));
        }
        if (!entry.type().isFloating()) {
            throw new FileException(
                    file.file(),
                    "tensor '%s' must hold floating-point numbers, found %s"
                            .formatted(name, entry.type()));
        }
        return entry.type() == SafetensorsType.F64
                ? Array.over(shape, file.doubles(name))
                : Array.over(shape, file.floats(name));
    }
}
