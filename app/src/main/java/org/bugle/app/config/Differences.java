package org.bugle.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/// The keys in which run files differ.
public final class Differences {
    /// What stands for a key that a file does not have.
    private static final String NONE = "–";

    private Differences() {}

    /// Dotted keys with the value of each file, where not all are the same; in the order of the
    /// files.
    public static SequencedMap<String, List<String>> of(List<Node.Mapping> files) {
        List<SequencedMap<String, String>> flat = files.stream().map(Differences::flat).toList();
        SequencedMap<String, List<String>> all = new LinkedHashMap<>();
        for (SequencedMap<String, String> file : flat) {
            for (String key : file.keySet()) {
                all.computeIfAbsent(
                        key, _ -> flat.stream().map(each -> each.getOrDefault(key, NONE)).toList());
            }
        }
        all.values().removeIf(values -> new TreeSet<>(values).size() == 1);
        return all;
    }

    private static SequencedMap<String, String> flat(Node.Mapping file) {
        SequencedMap<String, String> flat = new LinkedHashMap<>();
        put(flat, "", file);
        return flat;
    }

    private static void put(SequencedMap<String, String> flat, String key, Node value) {
        switch (value) {
            case Node.Scalar scalar -> flat.put(key, scalar.text());
            case Node.Sequence list -> flat.put(key, words(list));
            case Node.Mapping mapping ->
                    mapping.entries()
                            .forEach(entry ->
                                    put(
                                            flat,
                                            key.isEmpty() ? entry.key() : key + "." + entry.key(),
                                            entry.value()));
        }
    }

    private static String words(Node.Sequence list) {
        List<String> words = new ArrayList<>();
        for (Node item : list.items()) {
            SequencedMap<String, String> flat = new LinkedHashMap<>();
            put(flat, "", item);
            words.add(
                    item instanceof Node.Mapping
                            ? flat.toString()
                            : String.join(", ", flat.values()));
        }
        return "[" + String.join(", ", words) + "]";
    }
}
