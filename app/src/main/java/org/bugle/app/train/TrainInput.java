package org.bugle.app.train;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.Binder;
import org.bugle.app.config.InputException;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.config.Node;
import org.bugle.app.config.Place;
import org.bugle.app.config.TrainFile;
import org.bugle.app.config.YamlSource;
import org.bugle.app.config.YamlWriter;
import org.bugle.models.parameter.Settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A train file as it was written and as it was understood.
///
/// @param source knows the line of every key, for messages
/// @param file with its defaults filled in and with absolute paths
public record TrainInput(Node.Mapping source, TrainFile file) {

    /// Reads a train file.
    ///
    /// @param assignments of `--set`, the later one counts
    /// @throws InputException if the file or an assignment is wrong
    public static TrainInput read(Path path, List<String> assignments) {
        return read(path, Optional.empty(), assignments);
    }

    /// @param data a file with what is to stand under `data`, in place of the task or the data
    public static TrainInput read(Path path, Optional<Path> data, List<String> assignments) {
        Node.Mapping source = YamlSource.read(path);
        if (data.isPresent()) {
            Node.Mapping other = YamlSource.read(data.get());
            source = new Assignment(List.of("data"), other).applyTo(source);
            Node none = new Node.Scalar(other.place(), "null", false);
            source = new Assignment(List.of("task"), none).applyTo(source);
        }
        for (String assignment : assignments) {
            source = Assignment.parse(assignment).applyTo(source);
        }
        if (source.entry("integrator").isPresent()) {
            throw InputException.at(
                    source.placeOf("integrator"),
                    "integrator is a key of run files; 'bugle run' takes this one");
        }
        Node.Mapping written = source;
        TrainFile file =
                Binder.bind(written, keys())
                        .resolved((key, name) -> absolute(written.placeOf(key), name));
        return new TrainInput(written, file);
    }

    /// Relative names are those of the file's folder, or, on the command line, of the present one.
    private static String absolute(Place place, String name) {
        Path folder = Path.of(place.line() == 0 ? "" : place.source()).toAbsolutePath();
        return (place.line() == 0 ? folder.resolve(name) : folder.resolveSibling(name))
                .normalize()
                .toString();
    }

    /// Whether a mapping is a train file rather than a run file.
    public static boolean isMeant(Node.Mapping source) {
        return source.entry(TrainFile.KEY).isPresent() && source.entry("integrator").isEmpty();
    }

    public static Settings<TrainFile> keys() {
        return TrainFile.settings(Tasks.names());
    }

    /// The file with its defaults filled in, as YAML.
    public String yaml() {
        return YamlWriter.write(file, keys());
    }

    /// The name of the method in train files.
    public String method() {
        return MethodSettings.catalogue().entrySet().stream()
                .filter(each -> each.getValue() == file.method().getClass())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /// Refuses what stands under a key.
    ///
    /// @param sentence goes on behind the key: `must be …, found …`
    public InputException refuse(String key, String sentence) {
        return InputException.at(source.placeOf(key), key + " " + sentence);
    }
}
