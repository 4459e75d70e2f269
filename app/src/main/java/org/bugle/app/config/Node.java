package org.bugle.app.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A YAML value that knows where it stands.
public sealed interface Node {

    /// A decimal number. YAML 1.1 takes `1e-6` for text, so the text is matched here.
    Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    /// NaN or ±∞ as YAML writes them, or without the dot.
    Pattern NON_FINITE = Pattern.compile("[-+]?\\.?(inf|Inf|INF|Infinity)|\\.?(nan|NaN|NAN)");

    /// The line of its key, or its own first line in a list.
    Place place();

    /// What was found, as the end of a sentence.
    String found();

    /// One word, number or text.
    ///
    /// @param quoted whether it stood in quotes or in a block, so that it is text and nothing else
    record Scalar(Place place, String text, boolean quoted) implements Node {

        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String found() {
            if (isNull()) {
                return "nothing";
            }
            boolean number = NUMBER.matcher(text).matches() || NON_FINITE.matcher(text).matches();
            return quoted ? "the text '" + text + "'" : number ? text : "'" + text + "'";
        }
    }

    /// A list.
    record Sequence(Place place, List<Node> items) implements Node {

        @Override
        public String found() {
            return "a list";
        }
    }

    /// Keys with their values, in the file's order, each key once.
    ///
    /// @param head the word that an override has turned into a mapping (`substep: rk4` with `--set
    ///   substep.steps=2`)
    record Mapping(Place place, Optional<Scalar> head, List<Entry> entries) implements Node {

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().equals(key)).findFirst();
        }

        /// Where a dotted key stands, or the innermost mapping around it that is written out.
        public Place placeOf(String dotted) {
            int dot = dotted.indexOf('.');
            Optional<Entry> entry = entry(dot < 0 ? dotted : dotted.substring(0, dot));
            if (entry.isEmpty()) {
                return place;
            }
            return dot >= 0 && entry.get().value() instanceof Mapping inner
                    ? inner.placeOf(dotted.substring(dot + 1))
                    : entry.get().place();
        }

        @Override
        public String found() {
            return "a mapping";
        }
    }

    /// A key, the place where it stands, and what belongs to it.
    record Entry(Place place, String key, Node value) {}
}
