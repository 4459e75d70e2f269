package org.bugle.neural.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bugle.files.AtomicFile;
import org.bugle.files.FileException;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.linalg.Matrix;
import org.bugle.neural.array.Array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes an adapter as Hugging Face PEFT reads it, of type LORA: lora_B = U S, lora_A = Vᵀ, each
/// module with a rank of its own and the same number as its alpha, so that the scaling is 1.
/// Modules of rank 0, which PEFT does not allow, are left out.
public final class PeftExport {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private PeftExport() {}

    /// Makes the folder and writes both files; former ones of these names are replaced.
    ///
    /// @param type F32, F16 or BF16, as PEFT has them, or F64
    /// @throws IllegalArgumentException if nothing is left to write, or some modules store their
    ///   inputs first and others do not, which PEFT cannot say
    /// @throws FileException if a file cannot be written
    public static void write(Path folder, Adapter adapter, SafetensorsType type) {
        Map<String, Correction> modules = new LinkedHashMap<>();
        adapter.corrections()
                .forEach((module, correction) -> {
                    if (correction.rank() > 0) {
                        modules.put(module, correction);
                    }
                });
        if (modules.isEmpty()) {
            throw new IllegalArgumentException(
                    "PeftExport: no module has a rank above 0; nothing is left to write");
        }
        String config = config(adapter, modules);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileException.reading(folder, e);
        }
        var writer = new SafetensorsWriter().metadata("format", "pt");
        modules.forEach((module, correction) -> add(writer, module, correction, type));
        adapter.replaced()
                .forEach((name, value) ->
                        writer.add(
                                PeftConfig.PREFIX + saved(name, modules.keySet()),
                                type,
                                value.shape(),
                                value::toDoubles));
        writer.write(folder.resolve(PeftImport.TENSORS));
        AtomicFile.write(folder.resolve(PeftConfig.NAME), config + "\n");
    }

    private static void add(
            SafetensorsWriter writer, String module, Correction correction, SafetensorsType type) {
        Matrix s = correction.factors().core().unfold(0);
        boolean left = s.rows() >= s.cols();
        Matrix u = correction.factors().bases().getFirst();
        Matrix v = correction.factors().bases().getLast();
        Array b = Array.of(left ? u.times(s) : u);
        Array a = Array.of(left ? v.transpose() : s.timesAdjoint(v));
        String start = PeftConfig.PREFIX + module + ".lora_";
        boolean embedding = correction.layout() == Correction.Layout.EMBEDDING;
        String end = embedding ? "" : Adapter.WEIGHT;
        String kind = embedding ? "embedding_" : "";
        List<Integer> shapeA = new ArrayList<>(correction.inputs());
        shapeA.addFirst(a.size(0));
        List<Integer> shapeB = new ArrayList<>(b.shape());
        shapeB.addAll(Collections.nCopies(shapeA.size() - 2, 1));
        writer.add(start + kind + "A" + end, type, shapeA, a::toDoubles);
        writer.add(start + kind + "B" + end, type, shapeB, b::toDoubles);
    }

    /// The parameters of an adapted module are those of the layer beneath.
    private static String saved(String name, Set<String> modules) {
        String module = module(name);
        return modules.contains(module)
                ? module + ".base_layer" + name.substring(module.length())
                : name;
    }

    private static String module(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String config(Adapter adapter, Map<String, Correction> modules) {
        int largest = modules.values().stream().mapToInt(Correction::rank).max().orElse(1);
        boolean biases =
                adapter.replaced().keySet().stream().anyMatch(n -> modules.containsKey(module(n)));
        ObjectNode json =
                JSON.createObjectNode()
                        .put("peft_type", "LORA")
                        .putNull("task_type")
                        .put("base_model_name_or_path", adapter.baseModel().orElse(null))
                        .putNull("revision")
                        .put("inference_mode", true)
                        .put("r", largest)
                        .put("lora_alpha", largest)
                        .put("lora_dropout", 0.0);
        modules.keySet().forEach(json.putArray("target_modules")::add);
        json.put("bias", biases ? "all" : "none")
                .put("fan_in_fan_out", inputsFirst(modules))
                .put("init_lora_weights", true)
                .put("use_rslora", false)
                .put("use_dora", false);
        addWhole(json, adapter, modules);
        json.putNull("layers_to_transform").putNull("layers_pattern");
        addRanks(json.putObject("rank_pattern"), modules);
        addRanks(json.putObject("alpha_pattern"), modules);
        return json.toPrettyString();
    }

    private static void addWhole(
            ObjectNode json, Adapter adapter, Map<String, Correction> modules) {
        Set<String> whole = new LinkedHashSet<>();
        adapter.replaced().keySet().stream()
                .map(PeftExport::module)
                .filter(module -> !modules.containsKey(module))
                .forEach(whole::add);
        if (whole.isEmpty()) {
            json.putNull("modules_to_save");
        } else {
            ArrayNode saved = json.putArray("modules_to_save");
            whole.forEach(saved::add);
        }
    }

    /// The first key that ends a module's path counts, so the more exact ones stand first.
    private static void addRanks(ObjectNode pattern, Map<String, Correction> modules) {
        Comparator<Map.Entry<String, Correction>> longestFirst =
                Comparator.comparingInt(entry -> -entry.getKey().length());
        modules.entrySet().stream()
                .sorted(longestFirst)
                .forEach(entry -> pattern.put(entry.getKey(), entry.getValue().rank()));
    }

    private static boolean inputsFirst(Map<String, Correction> modules) {
        List<Correction.Layout> linear =
                modules.values().stream()
                        .filter(c -> c.inputs().size() == 1)
                        .map(Correction::layout)
                        .filter(layout -> layout != Correction.Layout.EMBEDDING)
                        .distinct()
                        .toList();
        if (linear.size() > 1) {
            throw new IllegalArgumentException(
                    "PeftExport: PEFT cannot tell modules that store inputs first from others");
        }
        return linear.contains(Correction.Layout.INPUTS_FIRST);
    }
}
