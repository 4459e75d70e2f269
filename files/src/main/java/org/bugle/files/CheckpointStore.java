package org.bugle.files;

import org.bugle.evolution.Checkpoint;
import org.bugle.lowrank.State;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The last two checkpoints of a run, so that one is left when the newer one is damaged.
///
/// @param <Y> the format of the solution
/// @param folder holds them under the numbers of their steps
/// @param configuration what identifies the input of the run, such as a hash
public record CheckpointStore<Y extends State<Y>>(
        Path folder, String configuration, StateFormat<Y> format) {
    private static final String ENDING = ".checkpoint";

    /// A checkpoint to go on from.
    ///
    /// @param warnings a sentence for each newer file that could not be used
    public record Latest<Y>(Checkpoint<Y> checkpoint, List<String> warnings) {
        public Latest {
            warnings = List.copyOf(warnings);
        }
    }

    /// Writes a checkpoint; the one before it is kept, others are deleted.
    ///
    /// @throws FileException if it cannot be written; the former ones are left as they were then
    public void save(Checkpoint<Y> checkpoint) {
        Path file = folder.resolve("%012d%s".formatted(checkpoint.index(), ENDING));
        CheckpointFile.write(file, format, new CheckpointFile.Content<>(configuration, checkpoint));
        List<Path> files = newestFirst();
        Stream<Path> later = files.stream().takeWhile(other -> !other.equals(file));
        Stream<Path> earlier = files.stream().dropWhile(other -> !other.equals(file)).skip(2);
        Stream.concat(later, earlier).forEach(CheckpointStore::delete);
    }

    /// The newest checkpoint that is not damaged.
    ///
    /// @throws FileException if there is none, or if it belongs to another configuration
    public Latest<Y> latest() {
        List<Path> files = newestFirst();
        if (files.isEmpty()) {
            throw new FileException(folder, "holds no checkpoint");
        }
        List<String> unusable = new ArrayList<>();
        for (Path file : files) {
            CheckpointFile.Content<Y> content;
            try {
                content = CheckpointFile.read(file, format);
            } catch (FileException e) {
                unusable.add(e.getMessage());
                continue;
            }
            if (!content.configuration().equals(configuration)) {
                throw new FileException(
                        file,
                        "belongs to another input; a run goes on only with the input it began"
                                + " with");
            }
            return new Latest<>(
                    content.checkpoint(),
                    unusable.stream()
                            .map(sentence -> sentence + "; going on from " + file.getFileName())
                            .toList());
        }
        throw new FileException(folder, "no checkpoint is intact: " + String.join("; ", unusable));
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw FileException.reading(folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileException.of(file, "cannot be deleted", e);
        }
    }
}
