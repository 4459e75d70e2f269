package org.bugle.app.config;

import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Turns a YAML mapping into an annotated record. The first mistake ends it; in every mapping,
/// unknown keys come before missing ones.
public final class Binder {

    private Binder() {}

    /// The record that the mapping describes, with defaults for what it leaves out.
    ///
    /// @throws InputException at a key that is unknown or missing, or has a value that is not
    ///   allowed
    public static <R extends Record> R bind(Node.Mapping root, Settings<R> settings) {
        return group(settings, root, "");
    }

    static Node fallback(Setting key, String path) {
        return YamlSource.value("default of " + path, key.fallback());
    }

    private static <R extends Record> R group(
            Settings<R> settings, Node.Mapping node, String path) {
        List<String> names = names(settings);
        for (Node.Entry entry : node.entries()) {
            if (!names.contains(entry.key())) {
                throw unknown(entry, path, Nearest.hint(entry.key(), names, names));
            }
        }
        return build(settings, node, path);
    }

    private static <R extends Record> R build(
            Settings<R> settings, Node.Mapping node, String path) {
        Map<String, Object> values = new HashMap<>();
        for (Setting key : settings.keys()) {
            String dotted = dotted(path, key.name());
            Kind kind = resolved(key.kind(), values);
            Optional<Node.Entry> entry = node.entry(key.name());
            values.put(
                    key.name(),
                    entry.isPresent()
                            ? value(kind, entry.get().value(), dotted)
                            : absent(key, kind, node.place(), dotted));
        }
        try {
            return settings.build(values);
        } catch (IllegalArgumentException e) {
            String subject = path.isEmpty() ? "" : path + ": ";
            throw InputException.at(node.place(), subject + e.getMessage());
        }
    }

    /// Parameters are those of the problem that an earlier key has named.
    private static Kind resolved(Kind kind, Map<String, Object> earlier) {
        if (!(kind instanceof Kind.Dependent(String on, Map<String, Settings<?>> cases))) {
            return kind;
        }
        Settings<?> chosen = cases.get(String.valueOf(earlier.get(on)));
        if (chosen == null) {
            throw new IllegalStateException(on + " allows a name that has no record");
        }
        return new Kind.Group(chosen);
    }

    private static Object absent(Setting key, Kind kind, Place place, String path) {
        if (!key.fallback().isEmpty()) {
            return value(kind, fallback(key, path), path);
        }
        return switch (kind) {
            case Kind.Maybe _ -> Optional.empty();
            case Kind.Group(Settings<?> settings) -> group(settings, empty(place), path);
            default ->
                    throw InputException.at(
                            place, path + " is missing; it must be " + kind.phrase());
        };
    }

    private static Object value(Kind kind, Node node, String path) {
        boolean none = node instanceof Node.Scalar scalar && scalar.isNull();
        return switch (kind) {
            case Kind.Maybe(Kind inner) ->
                    none ? Optional.empty() : Optional.of(value(inner, node, path));
            case Kind.Group(Settings<?> settings) when none ->
                    group(settings, empty(node.place()), path);
            case Kind.Group(Settings<?> settings) when node instanceof Node.Mapping mapping -> {
                if (mapping.head().isPresent()) {
                    throw Scalars.wrong(kind, mapping.head().get(), path);
                }
                yield group(settings, mapping, path);
            }
            case Kind.Choice choice when node instanceof Node.Mapping mapping ->
                    chosen(choice, mapping, path);
            case Kind.Choice choice when node instanceof Node.Scalar word ->
                    build(named(choice, word, path), empty(word.place()), path);
            case Kind.Table(Kind each) when node instanceof Node.Mapping mapping ->
                    table(each, mapping, path);
            case Kind.Many(Kind element) when node instanceof Node.Sequence(_, var items) ->
                    list(element, items, path);
            case Kind.Many(Kind element) when !none -> List.of(value(element, node, path));
            default -> Scalars.read(kind, node, path);
        };
    }

    private static SequencedMap<String, Object> table(
            Kind each, Node.Mapping mapping, String path) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            values.put(entry.key(), value(each, entry.value(), dotted(path, entry.key())));
        }
        return Collections.unmodifiableSequencedMap(values);
    }

    private static List<Object> list(Kind element, List<Node> items, String path) {
        List<Object> values = new ArrayList<>();
        for (Node item : items) {
            values.add(value(element, item, path + "[" + values.size() + "]"));
        }
        return List.copyOf(values);
    }

    private static Record chosen(Kind.Choice choice, Node.Mapping mapping, String path) {
        String selector = dotted(path, choice.by());
        Optional<Node> name = mapping.entry(choice.by()).map(Node.Entry::value);
        Settings<?> settings;
        if (name.isPresent()) {
            settings = named(choice, name.get(), selector);
        } else if (mapping.head().isPresent()) {
            settings = named(choice, mapping.head().get(), path);
        } else if (!choice.otherwise().isEmpty()) {
            settings = named(choice, word(mapping.place(), choice.otherwise()), selector);
        } else {
            throw InputException.at(
                    mapping.place(), selector + " is missing; it must be " + choice.phrase());
        }
        List<String> names = names(settings);
        for (Node.Entry entry : mapping.entries()) {
            if (!entry.key().equals(choice.by()) && !names.contains(entry.key())) {
                throw unknown(entry, path, elsewhere(choice, settings, entry.key()));
            }
        }
        return build(settings, mapping, path);
    }

    private static Settings<?> named(Kind.Choice choice, Node node, String path) {
        if (!(node instanceof Node.Scalar word) || word.isNull()) {
            throw Scalars.wrong(choice, node, path);
        }
        Settings<?> settings = choice.cases().get(word.text());
        if (settings == null) {
            throw Scalars.unknown(word, path, choice.cases().keySet());
        }
        return settings;
    }

    /// A key that other cases have is no misspelling.
    private static String elsewhere(Kind.Choice choice, Settings<?> chosen, String key) {
        List<String> owners =
                choice.cases().entrySet().stream()
                        .filter(each -> names(each.getValue()).contains(key))
                        .map(Map.Entry::getKey)
                        .toList();
        List<String> names = names(chosen);
        if (owners.isEmpty()) {
            List<String> candidates = new ArrayList<>(names);
            candidates.add(choice.by());
            return Nearest.hint(key, candidates, names);
        }
        String have = owners.size() == 1 ? " has it" : " have it";
        return " of "
                + chosen.name()
                + "; "
                + String.join(", ", owners)
                + have
                + "; allowed: "
                + Kind.list(names);
    }

    private static InputException unknown(Node.Entry entry, String path, String rest) {
        return InputException.at(entry.place(), dotted(path, entry.key()) + " is no key" + rest);
    }

    private static List<String> names(Settings<?> settings) {
        return settings.keys().stream().map(Setting::name).toList();
    }

    private static String dotted(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Node.Mapping empty(Place place) {
        return new Node.Mapping(place, Optional.empty(), List.of());
    }

    private static Node.Scalar word(Place place, String text) {
        return new Node.Scalar(place, text, false);
    }
}
