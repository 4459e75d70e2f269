package org.bugle.app.config;

import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what may be written under a key, before anything is bound.
public final class Kinds {
    private Kinds() {}

    /// The kind of a dotted key; empty if there is none. Of keys that only some of a choice's
    /// records have, those of the record that the file chooses come first.
    ///
    /// @param settings of the whole file
    /// @param source the file
    public static Optional<Kind> under(Settings<?> settings, Node.Mapping source, String dotted) {
        return in(settings, List.of(dotted.split("\\.", -1)), Optional.of(source));
    }

    private static Optional<Kind> in(
            Settings<?> settings, List<String> path, Optional<Node.Mapping> source) {
        String name = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        return settings.keys().stream()
                .filter(key -> key.name().equals(name))
                .map(Setting::kind)
                .findFirst()
                .flatMap(kind -> below(kind, rest, name, source));
    }

    private static Optional<Kind> below(
            Kind kind, List<String> path, String name, Optional<Node.Mapping> outer) {
        if (path.isEmpty()) {
            return Optional.of(kind);
        }
        Optional<Node> node = outer.flatMap(m -> m.entry(name)).map(Node.Entry::value);
        Optional<Node.Mapping> inner =
                node.filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
        return switch (kind) {
            case Kind.Maybe(Kind value) -> below(value, path, name, outer);
            case Kind.Group(Settings<?> settings) -> in(settings, path, inner);
            case Kind.Table(Kind value) -> below(value, path.subList(1, path.size()), "", inner);
            case Kind.Dependent(String on, Map<String, Settings<?>> cases) ->
                    first(cases, outer.flatMap(m -> word(m, on)), path, inner);
            case Kind.Choice choice ->
                    first(choice.cases(), chosen(choice, node, inner), path, inner);
            case Kind.Whole _, Kind.Real _, Kind.Flag _, Kind.Text _, Kind.Word _, Kind.Many _ ->
                    Optional.empty();
        };
    }

    private static Optional<String> chosen(
            Kind.Choice choice, Optional<Node> node, Optional<Node.Mapping> inner) {
        if (node.isPresent() && node.get() instanceof Node.Scalar bare) {
            return Optional.of(bare.text());
        }
        return inner.flatMap(mapping -> word(mapping, choice.by()))
                .or(() -> Optional.of(choice.otherwise()));
    }

    private static Optional<String> word(Node.Mapping mapping, String key) {
        return mapping.entry(key)
                .map(Node.Entry::value)
                .filter(Node.Scalar.class::isInstance)
                .map(node -> ((Node.Scalar) node).text());
    }

    private static Optional<Kind> first(
            Map<String, Settings<?>> cases,
            Optional<String> chosen,
            List<String> path,
            Optional<Node.Mapping> source) {
        Optional<Settings<?>> own = chosen.map(cases::get);
        Collection<Settings<?>> others = cases.values();
        return Stream.concat(own.stream(), others.stream())
                .flatMap(settings -> in(settings, path, source).stream())
                .findFirst();
    }
}
