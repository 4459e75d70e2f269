package org.bugle.neural.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bugle.files.FileException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an `adapter_config.json` of PEFT says of how tensors become corrections (spec `geolora`,
/// interoperation).
///
/// @param rank of modules that no pattern names
/// @param alpha likewise
/// @param rootScaling scaling is α/√r instead of α/r
/// @param inputsFirst linear layers store Wᵀ
/// @param masks of AdaLoRA: which triplets survive, by module
/// @param warnings a sentence for each key that Bugle does not know
record PeftConfig(
        Path file,
        Kind kind,
        double rank,
        double alpha,
        boolean rootScaling,
        boolean inputsFirst,
        PeftPatterns ranks,
        PeftPatterns alphas,
        Map<String, List<Boolean>> masks,
        Optional<String> baseModel,
        List<String> warnings) {
    static final String NAME = "adapter_config.json";
    static final String PREFIX = "base_model.model.";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// AdaLoRA divides by the rank plus this.
    private static final double ADALORA_SHIFT = 1e-5;

    private static final Set<String> KNOWN =
            Set.of(
                    ("peft_type auto_mapping base_model_name_or_path revision task_type"
                                    + " inference_mode r lora_alpha lora_dropout target_modules"
                                    + " exclude_modules bias fan_in_fan_out init_lora_weights"
                                    + " use_rslora use_dora modules_to_save layers_to_transform"
                                    + " layers_pattern rank_pattern alpha_pattern lora_bias"
                                    + " target_parameters megatron_config megatron_core"
                                    + " loftq_config eva_config corda_config layer_replication"
                                    + " trainable_token_indices use_qalora qalora_group_size"
                                    + " runtime_config peft_version target_r init_r tinit tfinal"
                                    + " deltaT beta1 beta2 orth_reg_weight total_step")
                            .split(" ", -1));

    /// Keys that, switched on, make corrections of another kind.
    private static final List<String> OTHER_KINDS =
            List.of(
                    "use_dora",
                    "use_qalora",
                    "lora_bias",
                    "layer_replication",
                    "target_parameters",
                    "trainable_token_indices");

    enum Kind {
        LORA,
        ADALORA
    }

    PeftConfig {
        masks = Map.copyOf(masks);
        warnings = List.copyOf(warnings);
    }

    /// @throws FileException if the file cannot be read, is no JSON, or describes adapters of
    ///   another kind than LoRA and AdaLoRA
    static PeftConfig read(Path file) {
        JsonNode json = parse(file);
        Kind kind = kind(file, json.path("peft_type").asText());
        requireNoOtherKind(file, json);
        boolean adaptive = kind == Kind.ADALORA;
        double rank =
                number(
                        file,
                        adaptive ? "init_r" : "r",
                        json.path(adaptive ? "init_r" : "r"),
                        adaptive ? 12 : 8);
        if (rank < 1) {
            throw new FileException(file, "has the rank %s instead of one ≥ 1".formatted(rank));
        }
        return new PeftConfig(
                file,
                kind,
                rank,
                number(file, "lora_alpha", json.path("lora_alpha"), 8),
                json.path("use_rslora").asBoolean(),
                json.path("fan_in_fan_out").asBoolean(),
                new PeftPatterns(
                        file, adaptive ? Map.of() : numbers(file, json.path("rank_pattern"))),
                new PeftPatterns(file, numbers(file, json.path("alpha_pattern"))),
                adaptive ? masks(file, json.path("rank_pattern")) : Map.of(),
                Optional.of(json.path("base_model_name_or_path").asText(""))
                        .filter(name -> !name.isEmpty() && !name.equals("null")),
                warnings(file, json));
    }

    private static void requireNoOtherKind(Path file, JsonNode json) {
        for (String key : OTHER_KINDS) {
            JsonNode value = json.path(key);
            if (value.asBoolean() || !value.isEmpty()) {
                throw new FileException(
                        file, "sets '%s', which Bugle does not read".formatted(key));
            }
        }
    }

    private static List<String> warnings(Path file, JsonNode json) {
        List<String> warnings = new ArrayList<>();
        json.fieldNames()
                .forEachRemaining(key -> {
                    if (!KNOWN.contains(key)) {
                        warnings.add("%s: the key '%s' is ignored".formatted(file, key));
                    }
                });
        return List.copyOf(warnings);
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw new FileException(file, "is no JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new FileException(file, "is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static Kind kind(Path file, String type) {
        return switch (type) {
            case "LORA" -> Kind.LORA;
            case "ADALORA" -> Kind.ADALORA;
            default ->
                    throw new FileException(
                            file,
                            "has the peft_type '%s'; Bugle reads LORA and ADALORA".formatted(type));
        };
    }

    private static double number(Path file, String key, JsonNode node, double otherwise) {
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
            throw new FileException(
                    file, "has %s for '%s', which is no number".formatted(node, key));
        }
        return node.asDouble();
    }

    private static Map<String, Double> numbers(Path file, JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.forEachEntry((key, value) -> numbers.put(key, number(file, key, value, 0)));
        return numbers;
    }

    /// The keys name a module's `lora_E`, with PEFT's prefix and perhaps the adapter's name.
    private static Map<String, List<Boolean>> masks(Path file, JsonNode node) {
        Map<String, List<Boolean>> masks = new LinkedHashMap<>();
        node.forEachEntry((key, value) -> {
            List<Boolean> mask = new ArrayList<>();
            for (JsonNode triplet : value) {
                mask.add(triplet.asBoolean());
            }
            if (!value.isArray()) {
                throw new FileException(
                        file, "has the rank_pattern '%s', which is no list".formatted(key));
            }
            masks.put(
                    key.replaceFirst("^" + PREFIX.replace(".", "\\."), "")
                            .replaceFirst("\\.lora_E(\\.[^.]+)?$", ""),
                    List.copyOf(mask));
        });
        return masks;
    }

    /// The rank that a LoRA module must have.
    double rankOf(String module) {
        return ranks.find(module).orElse(rank);
    }

    /// By what B A is multiplied.
    double scaling(String module) {
        return switch (kind) {
            case LORA -> {
                double r = rankOf(module);
                yield alphas.find(module).orElse(alpha) / (rootScaling ? Math.sqrt(r) : r);
            }
            // The initial rank, however many triplets are left.
            case ADALORA -> (alpha > 0 ? alpha : rank) / (rank + ADALORA_SHIFT);
        };
    }
}
