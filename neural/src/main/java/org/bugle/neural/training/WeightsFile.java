package org.bugle.neural.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Weights in a safetensors file, each in its form and with its ranks.
///
/// Of a weight `w` the tensors are `dense/w`, or `core/w` and `basis0/w`, `basis1/w`, …, and of an
/// adapter `base/w` too. The metadata `bugle.weights` holds a JSON list in the network's order of
/// `name`, `form` (dense, linear, conv2d, tucker or adapter) and, where the form has them,
/// `frozen`, `kernel`, `modes` and `chain`.
public final class WeightsFile {
    private static final String METADATA = "bugle.weights";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private WeightsFile() {}

    /// @param type F64 keeps every bit; F32 rounds
    /// @throws FileException if the file cannot be written; nothing of it is left then
    /// @throws IllegalArgumentException if the type is of integers
    public static void write(Path file, Weights weights, SafetensorsType type) {
        var writer = new SafetensorsWriter();
        add(writer, weights, Optional.of(type));
        writer.write(file);
    }

    /// Dense weights of the type F32 and bases F32 are of single and of double precision.
    ///
    /// @throws FileException if the file cannot be read, holds no weights of Bugle, or their
    ///   tensors do not fit together
    public static Weights read(Path file) {
        try (Safetensors tensors = Safetensors.open(file)) {
            return of(tensors);
        }
    }

    /// Adds all tensors.
    ///
    /// @param type for all; empty for that in which each is computed with, bit by bit
    static void add(SafetensorsWriter writer, Weights weights, Optional<SafetensorsType> type) {
        ArrayNode forms = JSON.createArrayNode();
        for (String name : weights.names()) {
            Weight weight = weights.get(name);
            describe(weight, forms.addObject().put("name", name));
            switch (weight) {
                case DenseWeight(Array value, _) -> add(writer, "dense/" + name, value, type);
                case Factored factored -> addFactors(writer, name, factored, type);
            }
        }
        writer.metadata(METADATA, forms.toString());
    }

    private static void describe(Weight weight, ObjectNode form) {
        switch (weight) {
            case DenseWeight(_, boolean frozen) -> form.put("form", "dense").put("frozen", frozen);
            case LowRankLinear _ -> form.put("form", "linear");
            case LowRankConv2d(_, List<Integer> kernel) ->
                    kernel.forEach(form.put("form", "conv2d").putArray("kernel")::add);
            case TuckerConv2d(_, TuckerConv2d.Modes modes, TuckerConv2d.Chain chain) ->
                    form.put("form", "tucker")
                            .put("modes", modes.name())
                            .put("chain", chain.name());
            case LowRankAdapter _ -> form.put("form", "adapter");
        }
    }

    private static void addFactors(
            SafetensorsWriter writer,
            String name,
            Factored weight,
            Optional<SafetensorsType> type) {
        if (weight instanceof LowRankAdapter(Array base, _)) {
            add(writer, "base/" + name, base, type);
        }
        add(writer, "core/" + name, Array.of(weight.factors().core()), type);
        for (int mode = 0; mode < weight.factors().modes(); mode++) {
            add(writer, basis(mode, name), Array.of(weight.basis(mode)), type);
        }
    }

    private static String basis(int mode, String name) {
        return "basis" + mode + "/" + name;
    }

    /// Adds one tensor.
    ///
    /// @param type empty for that of the array
    static void add(
            SafetensorsWriter writer, String name, Array value, Optional<SafetensorsType> type) {
        if (value.isSingle() && type.orElse(SafetensorsType.F32) == SafetensorsType.F32) {
            writer.addFloats(name, value.shape(), value::toFloats);
        } else {
            writer.add(name, type.orElse(SafetensorsType.F64), value.shape(), value::toDoubles);
        }
    }

    /// The weights of an open file.
    static Weights of(Safetensors tensors) {
        Path file = tensors.file();
        if (!tensors.metadata().containsKey(METADATA)) {
            throw new FileException(
                    file, "holds no weights of Bugle: its metadata lack '%s'".formatted(METADATA));
        }
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (JsonNode form : forms(tensors)) {
            String name = form.path("name").asText();
            try {
                weights.put(name, weight(tensors, name, form));
            } catch (IllegalArgumentException
                    | ArithmeticException
                    | IndexOutOfBoundsException
                    | NoSuchElementException e) {
                throw new FileException(
                        file,
                        "weight '%s' does not fit together: %s".formatted(name, e.getMessage()));
            }
        }
        return Weights.of(weights);
    }

    private static JsonNode forms(Safetensors tensors) {
        try {
            return JSON.readTree(tensors.metadata().get(METADATA));
        } catch (JsonProcessingException e) {
            throw new FileException(
                    tensors.file(),
                    "its metadata '%s' are no JSON: %s"
                            .formatted(METADATA, e.getOriginalMessage()));
        }
    }

    private static Weight weight(Safetensors tensors, String name, JsonNode form) {
        return switch (form.path("form").asText()) {
            case "dense" ->
                    new DenseWeight(
                            array(tensors, "dense/" + name), form.path("frozen").asBoolean());
            case "linear" -> new LowRankLinear(factors(tensors, name));
            case "conv2d" -> {
                List<Integer> kernel = new ArrayList<>();
                form.path("kernel").forEach(size -> kernel.add(size.asInt()));
                yield new LowRankConv2d(factors(tensors, name), kernel);
            }
            case "tucker" ->
                    new TuckerConv2d(
                            factors(tensors, name),
                            TuckerConv2d.Modes.valueOf(form.path("modes").asText()),
                            TuckerConv2d.Chain.valueOf(form.path("chain").asText()));
            case "adapter" ->
                    new LowRankAdapter(array(tensors, "base/" + name), factors(tensors, name));
            default ->
                    throw new FileException(
                            tensors.file(),
                            "weight '%s' has the unknown form '%s'"
                                    .formatted(name, form.path("form").asText()));
        };
    }

    private static Tucker factors(Safetensors tensors, String name) {
        Tensor core = array(tensors, "core/" + name).toTensor();
        List<Matrix> bases = new ArrayList<>();
        for (int mode = 0; mode < core.order(); mode++) {
            Array basis = array(tensors, basis(mode, name));
            if (basis.order() != 2) {
                throw new IllegalArgumentException("a basis has the shape " + basis.shape());
            }
            bases.add(basis.toMatrix());
        }
        return new Tucker(core, bases);
    }

    /// In single precision if it is stored so.
    static Array array(Safetensors tensors, String name) {
        Safetensors.Entry entry = tensors.entry(name);
        return entry.type() == SafetensorsType.F32
                ? Array.over(entry.shape(), tensors.floats(name))
                : Array.over(entry.shape(), tensors.doubles(name));
    }
}
