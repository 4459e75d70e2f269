package org.bugle.neural.training;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsWriter;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Memory;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A training's state in a safetensors file, bit by bit: weights as [WeightsFile] has them, each
/// array `a` of the memory as `memory/a`, and the iteration and a checksum in the metadata.
public final class StateFile {
    private static final String ITERATION = "bugle.iteration";
    private static final String CHECKSUM = "bugle.checksum";
    private static final String MEMORY = "memory/";

    private StateFile() {}

    /// @param notes texts by name that were written with it, such as what identifies the input
    public record Content(TrainingState state, Map<String, String> notes) {
        public Content {
            notes = Map.copyOf(notes);
        }
    }

    /// @param notes texts by name, which do not begin with `bugle.`
    /// @throws FileException if the file cannot be written; nothing of it is left, and a former one
    ///   of the name is left as it was
    public static void write(Path file, TrainingState state, Map<String, String> notes) {
        var writer = new SafetensorsWriter();
        new TreeMap<>(notes).forEach(writer::metadata);
        writer.metadata(ITERATION, String.valueOf(state.iteration()));
        writer.metadata(CHECKSUM, Checksum.of(state));
        WeightsFile.add(writer, state.weights(), Optional.empty());
        state.memory()
                .arrays()
                .forEach((name, value) ->
                        WeightsFile.add(writer, MEMORY + name, value, Optional.empty()));
        writer.write(file);
    }

    /// @throws FileException if the file cannot be read, is no such state, or is damaged
    public static Content read(Path file) {
        try (Safetensors tensors = Safetensors.open(file)) {
            Map<String, String> notes = new LinkedHashMap<>(tensors.metadata());
            notes.keySet().removeIf(key -> key.startsWith("bugle."));
            SortedMap<String, Array> memory = new TreeMap<>();
            for (String name : tensors.names()) {
                if (name.startsWith(MEMORY)) {
                    memory.put(name.substring(MEMORY.length()), WeightsFile.array(tensors, name));
                }
            }
            var state =
                    new TrainingState(
                            iteration(tensors), WeightsFile.of(tensors), Memory.of(memory));
            if (!Checksum.of(state).equals(tensors.metadata().get(CHECKSUM))) {
                throw new FileException(file, "is damaged: its checksum is another one");
            }
            return new Content(state, notes);
        }
    }

    private static long iteration(Safetensors tensors) {
        String text = tensors.metadata().getOrDefault(ITERATION, "");
        if (!text.matches("\\d{1,18}")) {
            throw new FileException(
                    tensors.file(),
                    "is no training state: its metadata '%s' are '%s'".formatted(ITERATION, text));
        }
        return Long.parseLong(text);
    }
}
