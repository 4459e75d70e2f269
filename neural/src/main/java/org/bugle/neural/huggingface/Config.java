package org.bugle.neural.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bugle.files.FileException;
import org.bugle.neural.network.Activation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A `config.json`, read key by key.
record Config(Path file, JsonNode json) {

    /// @throws FileException if the file cannot be read or is no JSON object
    static Config read(Path file) {
        try {
            JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw new FileException(
                        file, "must hold a JSON object, found " + json.getNodeType());
            }
            return new Config(file, json);
        } catch (JsonProcessingException e) {
            throw new FileException(file, "is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private boolean has(String key) {
        return json.hasNonNull(key);
    }

    FileException wrong(String key, String wanted) {
        JsonNode found = json.path(key);
        return new FileException(
                file,
                "'%s' must be %s, found %s"
                        .formatted(key, wanted, found.isMissingNode() ? "nothing" : found));
    }

    /// A size, 1 or more.
    ///
    /// @throws FileException if it is missing or no such number
    int size(String key) {
        if (!json.path(key).isInt() || json.path(key).asInt() < 1) {
            throw wrong(key, "a positive integer");
        }
        return json.path(key).asInt();
    }

    int size(String key, int otherwise) {
        return has(key) ? size(key) : otherwise;
    }

    /// Any integer.
    int integer(String key, int otherwise) {
        if (has(key) && !json.path(key).isInt()) {
            throw wrong(key, "an integer");
        }
        return json.path(key).asInt(otherwise);
    }

    double number(String key, double otherwise) {
        if (has(key) && !json.path(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return json.path(key).asDouble(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        if (has(key) && !json.path(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return json.path(key).asBoolean(otherwise);
    }

    String text(String key, String otherwise) {
        if (has(key) && !json.path(key).isTextual()) {
            throw wrong(key, "a text");
        }
        return json.path(key).asText(otherwise);
    }

    /// @throws FileException if the key has another value than the one that is read
    void require(String key, String only) {
        if (has(key) && !json.path(key).asText().equals(only)) {
            throw wrong(key, only);
        }
    }

    /// @throws FileException if a text or a list of texts does not hold all of these
    void requireAll(String key, String... words) {
        String found = json.path(key).toString();
        if (!Arrays.stream(words).allMatch(found::contains)) {
            throw wrong(key, String.join(" and ", words));
        }
    }

    /// The function of this key.
    Activation activation(String key) {
        return switch (text(key, "gelu")) {
            case "gelu" -> new Activation.Gelu();
            case "gelu_new", "gelu_pytorch_tanh" -> new Activation.TanhGelu();
            case "relu" -> new Activation.Relu();
            case "tanh" -> new Activation.Tanh();
            default -> throw wrong(key, "gelu, gelu_new, gelu_pytorch_tanh, relu or tanh");
        };
    }
}
