package org.bugle.app.run;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Node;
import org.bugle.app.config.Place;
import org.bugle.app.plugin.Plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The key `plugins` of a run file, before the file is bound: it decides which names there are.
final class PluginPaths {
    private static final String KEY = "plugins";

    /// Where plugins are named that no file names.
    static final Place OPTION = new Place("--plugin", 0);

    private PluginPaths() {}

    /// The file with further plugins.
    static Node.Mapping add(Node.Mapping source, List<Path> further) {
        return further.isEmpty()
                ? source
                : with(
                        source,
                        Stream.concat(written(source).stream(), scalars(further).stream())
                                .toList());
    }

    /// The file with other plugins, unless there are none.
    static Node.Mapping replace(Node.Mapping source, List<Path> others) {
        return others.isEmpty() ? source : with(source, scalars(others));
    }

    /// The file with the absolute paths of its plugins.
    static Node.Mapping resolve(Node.Mapping source) {
        List<Node> written = written(source);
        return written.isEmpty()
                ? source
                : with(
                        source,
                        written.stream()
                                .map(each ->
                                        each instanceof Node.Scalar name ? resolved(name) : each)
                                .toList());
    }

    /// The plugins of a file whose paths are absolute.
    ///
    /// @param known are not loaded again
    static Plugins load(Node.Mapping source, Plugins known) {
        SequencedMap<Path, Place> places = new LinkedHashMap<>();
        written(source).stream()
                .filter(Node.Scalar.class::isInstance) // others are refused when they are bound
                .forEach(name ->
                        places.putIfAbsent(Path.of(((Node.Scalar) name).text()), name.place()));
        return known.paths().equals(List.copyOf(places.keySet())) ? known : Plugins.load(places);
    }

    /// Refuses a problem of a plugin where there is none.
    ///
    /// @throws InputException at the problem's name
    static void requireNamed(Node.Mapping source, Plugins plugins) {
        source.entry("problem")
                .map(Node.Entry::value)
                .filter(value ->
                        value instanceof Node.Scalar name
                                && name.text().startsWith(Plugins.PREFIX)
                                && plugins.paths().isEmpty())
                .ifPresent(name -> {
                    throw InputException.at(
                            name.place(),
                            "problem is %s, but no plugin is named; give its jar by --plugin, or under the key plugins"
                                    .formatted(((Node.Scalar) name).text()));
                });
    }

    private static Node resolved(Node.Scalar name) {
        return new Node.Scalar(name.place(), RunInput.resolved(name.place(), name.text()), true);
    }

    private static List<Node> written(Node.Mapping source) {
        return source.entry(KEY)
                .map(entry ->
                        entry.value() instanceof Node.Sequence(_, List<Node> items)
                                ? items
                                : List.of(entry.value()))
                .orElse(List.of());
    }

    private static List<Node> scalars(List<Path> paths) {
        List<Node> scalars = new ArrayList<>();
        paths.forEach(path -> scalars.add(new Node.Scalar(OPTION, path.toString(), true)));
        return scalars;
    }

    private static Node.Mapping with(Node.Mapping source, List<Node> paths) {
        Place place = paths.getFirst().place();
        return new Assignment(List.of(KEY), new Node.Sequence(place, List.copyOf(paths)))
                .applyTo(source);
    }
}
