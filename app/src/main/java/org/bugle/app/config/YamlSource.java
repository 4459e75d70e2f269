package org.bugle.app.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads YAML into [Node]s, without giving any word a type: what `1e-6` or `no` means is decided by
/// the key that it is written under.
public final class YamlSource {

    private final String source;
    private final boolean lines;

    /// The nodes being read, outermost first: an anchor may not contain itself.
    private final Deque<org.yaml.snakeyaml.nodes.Node> open = new ArrayDeque<>();

    private YamlSource(String source, boolean lines) {
        this.source = source;
        this.lines = lines;
    }

    /// A file that holds one mapping.
    ///
    /// @throws InputException if it cannot be read, is empty, is no YAML or no mapping
    public static Node.Mapping read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist");
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is not a text file in UTF-8");
        } catch (IOException e) {
            throw new InputException(
                    file
                            + (Files.isDirectory(file)
                                    ? " is a folder, not a file"
                                    : " cannot be read: " + e.getMessage()));
        }
    }

    /// Text that holds one mapping.
    ///
    /// @param source how messages name it
    /// @throws InputException if it is empty, is no YAML or no mapping
    public static Node.Mapping parse(String source, String text) {
        Node root = new YamlSource(source, true).compose(text);
        return switch (root) {
            case Node.Mapping mapping -> mapping;
            case Node.Scalar scalar when scalar.isNull() ->
                    throw new InputException(source + " is empty; it must hold keys and values");
            default ->
                    throw InputException.at(
                            root.place(), "keys and values are needed, found " + root.found());
        };
    }

    /// One value, without lines.
    ///
    /// @param source how messages name it
    /// @throws InputException if it is no YAML
    static Node value(String source, String text) {
        return new YamlSource(source, false).compose(text);
    }

    private Node compose(String text) {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null
                    ? new Node.Scalar(place(0), "", false)
                    : node(root, placeOf(root), "");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw InputException.at(place(line), syntax(e.getProblem()));
        } catch (ReaderException e) {
            int before = text.codePointCount(0, text.length());
            String read =
                    text.substring(
                            0, text.offsetByCodePoints(0, Math.min(before, e.getPosition())));
            throw InputException.at(
                    place((int) read.lines().count() - 1),
                    String.format("the character U+%04X cannot stand in YAML", e.getCodePoint()));
        } catch (YAMLException e) { // a limit on nesting or aliases
            throw InputException.at(place(0), syntax(e.getMessage()));
        }
    }

    private static String syntax(@Nullable String problem) {
        if (problem != null && problem.contains("TAB")) {
            return "a tab stands where YAML allows only spaces";
        }
        return "no valid YAML: " + problem + "; check indentation, colons, brackets and quotes";
    }

    /// @param path the dotted key that it stands under; empty for the root
    private Node node(org.yaml.snakeyaml.nodes.Node node, Place place, String path) {
        if (open.contains(node)) {
            throw InputException.at(place, path + " contains itself");
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            throw InputException.at(place, "the tag " + node.getTag() + " means nothing here");
        }
        open.push(node);
        Node result =
                switch (node) {
                    case ScalarNode scalar -> {
                        boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
                        yield new Node.Scalar(place, scalar.getValue(), quoted);
                    }
                    case SequenceNode sequence ->
                            new Node.Sequence(
                                    place,
                                    sequence.getValue().stream()
                                            .map(item -> node(item, placeOf(item), path))
                                            .toList());
                    case MappingNode mapping -> mapping(mapping, place, path);
                    default -> throw new AssertionError(node.getNodeId());
                };
        open.pop();
        return result;
    }

    private Node.Mapping mapping(MappingNode node, Place place, String path) {
        List<Node.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Place at = placeOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw InputException.at(at, "a key must be a word, found a list or a mapping");
            }
            String dotted = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            for (Node.Entry earlier : entries) {
                if (earlier.key().equals(key.getValue())) {
                    String first = lines ? ", first in line " + earlier.place().line() : "";
                    throw InputException.at(at, dotted + " is given twice" + first);
                }
            }
            entries.add(new Node.Entry(at, key.getValue(), node(tuple.getValueNode(), at, dotted)));
        }
        return new Node.Mapping(place, Optional.empty(), List.copyOf(entries));
    }

    private Place placeOf(org.yaml.snakeyaml.nodes.Node node) {
        return place(node.getStartMark().getLine());
    }

    private Place place(int lineFromZero) {
        return new Place(source, lines ? lineFromZero + 1 : 0);
    }
}
