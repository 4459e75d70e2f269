package org.bugle.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `--set key=value`: replaces one value of a run file before it is bound.
///
/// @param path the dotted key, split
/// @param value read as YAML; its place is `--set key`
public record Assignment(List<String> path, Node value) {

    /// Reads `integrator.truncation.relative=1e-6`.
    ///
    /// @throws InputException if there is no key, no `=`, or no YAML behind it
    public static Assignment parse(String text) {
        int equals = text.indexOf('=');
        String key = (equals < 0 ? text : text.substring(0, equals)).strip();
        String source = "--set " + key;
        if (equals < 0) {
            throw new InputException(source + ": no value is given; write --set key=value");
        }
        List<String> path = List.of(key.split("\\.", -1));
        if (path.stream().anyMatch(String::isBlank)) {
            throw new InputException("--set '" + text + "': a key is empty; write --set key=value");
        }
        return new Assignment(path, YamlSource.value(source, text.substring(equals + 1)));
    }

    /// A value that was given otherwise than by `--set`.
    ///
    /// @param source how messages name it
    /// @param key dotted, without an empty part
    /// @param value YAML
    /// @throws InputException if the value is no YAML
    public static Assignment of(String source, String key, String value) {
        return new Assignment(List.of(key.split("\\.", -1)), YamlSource.value(source, value));
    }

    /// The mapping with this value in place of the old one, or in addition.
    ///
    /// @throws InputException if the path leads into a list
    public Node.Mapping applyTo(Node.Mapping root) {
        return put(root, 0);
    }

    private Node.Mapping put(Node.Mapping mapping, int depth) {
        String key = path.get(depth);
        List<Node.Entry> entries = new ArrayList<>(mapping.entries());
        Optional<Node.Entry> old = mapping.entry(key);
        Node inner = depth == path.size() - 1 ? value : put(opened(old, depth), depth + 1);
        Place place = depth == path.size() - 1 || old.isEmpty() ? value.place() : old.get().place();
        Node.Entry entry = new Node.Entry(place, key, inner);
        if (old.isPresent()) {
            entries.set(entries.indexOf(old.get()), entry);
        } else {
            entries.add(entry);
        }
        return new Node.Mapping(mapping.place(), mapping.head(), List.copyOf(entries));
    }

    private Node.Mapping opened(Optional<Node.Entry> old, int depth) {
        Node.Mapping empty = new Node.Mapping(value.place(), Optional.empty(), List.of());
        if (old.isEmpty()) {
            return empty;
        }
        return switch (old.get().value()) {
            case Node.Mapping mapping -> mapping;
            case Node.Scalar none when none.isNull() -> empty;
            case Node.Scalar word -> new Node.Mapping(value.place(), Optional.of(word), List.of());
            case Node.Sequence _ ->
                    throw InputException.at(
                            value.place(),
                            String.join(".", path.subList(0, depth + 1))
                                    + " is a list; set the whole list");
        };
    }
}
