package org.bugle.neural.adapter;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.neural.array.Array;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds an adapter to the weights of a model, W + ΔW, or takes it off again.
///
/// One tensor at a time lies in memory. Tensors keep their order and their types; those that the
/// adapter does not name are copied bit by bit. W + ΔW is computed in double precision and rounded
/// once, so that taking it off gives W up to that rounding.
public enum Merge {
    ON(1),
    OFF(-1);

    private final double sign;

    Merge(double sign) {
        this.sign = sign;
    }

    /// @param model a safetensors file, which may be `result` too
    /// @throws FileException if a file cannot be read or written; if the model has no weight for a
    ///   module, or one of another shape or of integers; if a merged number is not finite, or what
    ///   was replaced as a whole is to be taken off. Nothing is written then.
    public void apply(Path model, Adapter adapter, Path result) {
        if (this == OFF && !adapter.replaced().isEmpty()) {
            throw new FileException(
                    model,
                    "cannot get back what the adapter replaced as a whole: "
                            + String.join(", ", adapter.replaced().keySet()));
        }
        try (Safetensors tensors = Safetensors.open(model)) {
            Map<String, Change> changes = changes(tensors, adapter);
            var writer = new SafetensorsWriter();
            tensors.metadata().forEach(writer::metadata);
            for (String name : tensors.names()) {
                Optional<Change> change = Optional.ofNullable(changes.get(name));
                if (change.isEmpty()) {
                    writer.addCopy(name, tensors, name);
                } else {
                    SafetensorsType type = tensors.entry(name).type();
                    List<Integer> shape = tensors.entry(name).shape();
                    Change made = change.get();
                    writer.add(name, type, shape, () -> changed(tensors, name, made));
                }
            }
            writer.write(result);
        }
    }

    /// What becomes of one tensor.
    private sealed interface Change {
        List<Integer> shape();

        record Corrected(Correction correction) implements Change {
            @Override
            public List<Integer> shape() {
                return correction.shape();
            }
        }

        record Replaced(Array value) implements Change {
            @Override
            public List<Integer> shape() {
                return value.shape();
            }
        }
    }

    private static Map<String, Change> changes(Safetensors tensors, Adapter adapter) {
        var names = new Adapter.Names(tensors.names());
        Map<String, Change> changes = new LinkedHashMap<>();
        adapter.corrections()
                .forEach((module, correction) ->
                        put(
                                tensors,
                                names,
                                changes,
                                module + Adapter.WEIGHT,
                                new Change.Corrected(correction)));
        adapter.replaced()
                .forEach((name, value) ->
                        put(tensors, names, changes, name, new Change.Replaced(value)));
        return changes;
    }

    private static void put(
            Safetensors tensors,
            Adapter.Names names,
            Map<String, Change> changes,
            String wanted,
            Change change) {
        String name =
                names.find(wanted)
                        .orElseThrow(() ->
                                new FileException(
                                        tensors.file(),
                                        "has no tensor '%s', which the adapter changes"
                                                .formatted(wanted)));
        Safetensors.Entry entry = tensors.entry(name);
        if (!entry.shape().equals(change.shape()) || !entry.type().isFloating()) {
            throw new FileException(
                    tensors.file(),
                    "tensor '%s' is of shape %s and type %s, the adapter changes one of shape %s"
                            .formatted(name, entry.shape(), entry.type(), change.shape()));
        }
        if (changes.put(name, change) != null) {
            throw new FileException(
                    tensors.file(), "tensor '%s' is changed twice by the adapter".formatted(name));
        }
    }

    private double[] changed(Safetensors tensors, String name, Change change) {
        double[] result =
                switch (change) {
                    case Change.Corrected(Correction correction) ->
                            sum(tensors.doubles(name), correction.dense());
                    case Change.Replaced(Array value) -> value.toDoubles();
                };
        SafetensorsType type = tensors.entry(name).type();
        if (!Arrays.stream(result).allMatch(x -> Double.isFinite(type.rounded(x)))) {
            throw new FileException(
                    tensors.file(),
                    "tensor '%s' is not finite in %s with the adapter; nothing was written"
                            .formatted(name, type));
        }
        return result;
    }

    private double[] sum(double[] weight, Array correction) {
        for (int i = 0; i < weight.length; i++) {
            weight[i] += sign * correction.at(i);
        }
        return weight;
    }
}
