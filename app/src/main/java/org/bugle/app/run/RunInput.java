package org.bugle.app.run;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.Binder;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Kinds;
import org.bugle.app.config.Node;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.config.Place;
import org.bugle.app.config.RunFile;
import org.bugle.app.config.TrainFile;
import org.bugle.app.config.YamlSource;
import org.bugle.app.config.YamlWriter;
import org.bugle.app.plugin.Plugins;
import org.bugle.files.Digest;
import org.bugle.files.FileException;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A run file as it was written and as it was understood.
///
/// @param source knows the line of every key, for messages
/// @param file with its defaults filled in
/// @param choice why the integrator is the one it is, where the file leaves it out
/// @param plugins that the file names
public record RunInput(
        Node.Mapping source, RunFile file, Optional<String> choice, Plugins plugins) {
    /// Reads a run file.
    ///
    /// @param assignments of `--set`, the later one counts
    /// @throws InputException if the file or an assignment is wrong
    public static RunInput read(Path path, List<String> assignments) {
        return read(path, assignments, List.of());
    }

    /// Reads a run file.
    ///
    /// @param assignments of `--set`, the later one counts
    /// @param plugins beside those that the file names
    /// @throws InputException if the file, an assignment or a plugin is wrong
    public static RunInput read(Path path, List<String> assignments, List<Path> plugins) {
        Node.Mapping source = YamlSource.read(path);
        for (String assignment : assignments) {
            source = Assignment.parse(assignment).applyTo(source);
        }
        return of(PluginPaths.add(source, plugins), Plugins.NONE);
    }

    /// Reads the run file of a run folder.
    ///
    /// @param plugins in place of those that the file names, unless empty
    /// @throws InputException if the file or a plugin is wrong
    public static RunInput again(Path path, List<Path> plugins) {
        return of(PluginPaths.replace(YamlSource.read(path), plugins), Plugins.NONE);
    }

    /// Binds a run file that is read already.
    ///
    /// @param assignments the later one counts
    /// @param known plugins, which are not loaded again
    /// @throws InputException if the file, an assignment or a plugin is wrong
    public static RunInput of(Node.Mapping source, List<Assignment> assignments, Plugins known) {
        Node.Mapping changed = source;
        for (Assignment assignment : assignments) {
            changed = assignment.applyTo(changed);
        }
        return of(changed, known);
    }

    /// What may be written under a dotted key of a run file; empty if there is no such key.
    ///
    /// @throws InputException if a plugin is wrong
    public static Optional<Kind> kind(Node.Mapping source, String key) {
        Plugins plugins = PluginPaths.load(PluginPaths.resolve(source), Plugins.NONE);
        return Kinds.under(
                OwnInput.isMeant(source)
                        ? Vocabulary.ownRunFile(plugins)
                        : Vocabulary.runFile(plugins),
                source,
                key);
    }

    /// Reads the text of a run file.
    ///
    /// @param name of the text, in messages; relative names of files are those of its folder
    /// @throws InputException if the text is wrong
    public static RunInput parse(String name, String text) {
        return of(YamlSource.parse(name, text), Plugins.NONE);
    }

    /// The same file with other assignments, such as `time.steps=40`.
    ///
    /// @throws InputException if one is wrong
    public RunInput with(List<String> assignments) {
        Node.Mapping changed = source;
        for (String assignment : assignments) {
            changed = Assignment.parse(assignment).applyTo(changed);
        }
        RunInput input = of(changed, plugins);
        boolean asBefore = changed.entry("integrator").equals(source.entry("integrator"));
        return asBefore ? new RunInput(input.source, input.file, choice, plugins) : input;
    }

    /// The same input written otherwise, as far as it is not read yet.
    RunInput rewritten(Node.Mapping newSource) {
        return new RunInput(newSource, file, Optional.empty(), plugins);
    }

    /// @param known are not loaded again
    private static RunInput of(Node.Mapping written, Plugins known) {
        Node.Mapping located = PluginPaths.resolve(written);
        Plugins plugins = PluginPaths.load(located, known);
        RunInput input =
                OwnInput.isMeant(located)
                        ? OwnInput.read(located, plugins)
                        : ofProblem(located, plugins);
        RunFile file = input.file;
        RunFile complete =
                file.reference().endsWith(".h5")
                        ? file.withReference(
                                resolved(input.source.placeOf("reference"), file.reference()))
                        : file;
        return new RunInput(
                input.source, withInitial(input.source, complete), input.choice, plugins);
    }

    /// The file with the absolute name of its initial value's file, and its digest.
    private static RunFile withInitial(Node.Mapping source, RunFile file) {
        Optional<InitialState> written = InitialState.of(file);
        if (written.isEmpty()) {
            if (file.initialDigest().isPresent()) {
                throw InputException.at(
                        source.placeOf(InitialState.DIGEST),
                        "initialDigest is for an initial value in a file; leave it out");
            }
            return file;
        }
        Place place = source.placeOf(InitialState.KEY);
        InitialState initial = written.get().at(name -> resolved(place, name));
        String digest;
        try {
            digest = Digest.of(initial.file());
        } catch (FileException e) {
            throw InputException.at(place, InitialState.KEY + ": " + e.getMessage());
        }
        if (file.initialDigest().filter(known -> !known.equalsIgnoreCase(digest)).isPresent()) {
            throw InputException.at(
                    source.placeOf(InitialState.DIGEST),
                    "initial: %s is not the file that it was: its SHA-256 is %s; put the former file back, or begin a run of its own with this one"
                            .formatted(initial.file(), digest));
        }
        return file.withInitial(initial.text(), digest);
    }

    private static RunInput ofProblem(Node.Mapping written, Plugins plugins) {
        if (written.entry(TrainFile.KEY).isPresent() && written.entry("problem").isEmpty()) {
            throw InputException.at(
                    written.placeOf(TrainFile.KEY),
                    TrainFile.KEY + " is a key of train files; 'bugle train' takes this one");
        }
        PluginPaths.requireNamed(written, plugins);
        Node.Mapping source = withFiles(written);
        return new RunInput(
                source,
                Binder.bind(source, Vocabulary.runFile(plugins)),
                Optional.empty(),
                plugins);
    }

    /// The file whose parameters name files, with what stands there: the expression of a tree, or a
    /// matrix of couplings.
    private static Node.Mapping withFiles(Node.Mapping source) {
        return withFile(
                withFile(source, "tree", ".tree", "a tree", text -> text.replaceAll("\\s+", " ")),
                "beta",
                ".csv",
                "a matrix",
                text -> text.replaceAll("\\s*\\R\\s*", "; "));
    }

    private static Node.Mapping withFile(
            Node.Mapping source,
            String key,
            String ending,
            String what,
            UnaryOperator<String> onOneLine) {
        return source.entry("parameters")
                .filter(parameters -> parameters.value() instanceof Node.Mapping)
                .flatMap(parameters -> ((Node.Mapping) parameters.value()).entry(key))
                .filter(entry -> entry.value() instanceof Node.Scalar)
                .map(entry -> (Node.Scalar) entry.value())
                .filter(name -> name.text().endsWith(ending))
                .map(name -> {
                    String text = onOneLine.apply(contents(key, what, name).strip());
                    return new Assignment(
                                    List.of("parameters", key),
                                    new Node.Scalar(name.place(), text, true))
                            .applyTo(source);
                })
                .orElse(source);
    }

    private static String contents(String key, String what, Node.Scalar name) {
        String file = resolved(name.place(), name.text());
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw InputException.at(
                    name.place(),
                    "parameters.%s must be %s or name a file with one, found %s, which cannot be read"
                            .formatted(key, what, file));
        }
    }

    /// A file's name as an absolute path: relative names are those of the run file's folder, or, on
    /// the command line, of the present one.
    static String resolved(Place place, String name) {
        Path folder = Path.of(place.line() == 0 ? "" : place.source()).toAbsolutePath();
        return (place.line() == 0 ? folder.resolve(name) : folder.resolveSibling(name))
                .normalize()
                .toString();
    }

    /// The file with its defaults filled in, as YAML.
    public String yaml() {
        return file.parameters() instanceof OwnEquation own
                ? YamlWriter.write(OwnRunFile.of(file, own), Vocabulary.ownRunFile(plugins))
                : YamlWriter.write(file, Vocabulary.runFile(plugins));
    }

    /// The settings of the integrator that was chosen.
    public Settings<?> integrator() {
        return Vocabulary.integrators(plugins).values().stream()
                .filter(each -> each.type() == file.integrator().getClass())
                .findFirst()
                .orElseThrow();
    }

    /// The value written under a key of the first level, if it is a mapping.
    Optional<Node.Mapping> mapping(String key) {
        return source.entry(key)
                .filter(entry -> entry.value() instanceof Node.Mapping)
                .map(entry -> (Node.Mapping) entry.value());
    }

    /// Refuses what stands under a key.
    ///
    /// @param sentence goes on behind the key: `must be …, found …`
    public InputException refuse(String key, String sentence) {
        return InputException.at(source.placeOf(key), key + " " + sentence);
    }

    /// Where a key stands.
    Place placeOf(String key) {
        return source.placeOf(key);
    }
}
