package org.bugle.app.train;

import org.bugle.files.Digest;
import org.bugle.files.FileException;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.training.StateFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The checkpoints of a training, `ITERATION.safetensors`, of which the last two are kept. Each
/// knows the train file that it belongs to.
final class TrainCheckpoints {
    private static final int KEPT = 2;
    private static final String INPUT = "input";
    private static final String ENDING = ".safetensors";

    private final Path folder;
    private final String identity;

    TrainCheckpoints(Path folder, TrainInput input) {
        this.folder = folder;
        this.identity = Digest.of(input.yaml());
    }

    void save(TrainingState state) {
        StateFile.write(folder.resolve(state.iteration() + ENDING), state, Map.of(INPUT, identity));
        List<Path> all = files();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new FileException(old, "cannot be deleted: " + e.getMessage());
            }
        }
    }

    /// The last complete one.
    ///
    /// @throws FileException if there is none, or it belongs to another train file
    TrainingState latest() {
        List<Path> all = files();
        if (all.isEmpty()) {
            throw new FileException(
                    folder, "holds no checkpoint: the training was stopped before the first one");
        }
        StateFile.Content content = StateFile.read(all.getLast());
        if (!identity.equals(content.notes().get(INPUT))) {
            throw new FileException(
                    all.getLast(), "belongs to another train file than the run.yaml beside it");
        }
        return content.state();
    }

    /// By iteration.
    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("\\d+\\" + ENDING))
                    .sorted(Comparator.comparingLong(TrainCheckpoints::iteration))
                    .toList();
        } catch (IOException e) {
            throw new FileException(folder, "cannot be read: " + e.getMessage());
        }
    }

    private static long iteration(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }
}
