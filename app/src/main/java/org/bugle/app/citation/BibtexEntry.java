package org.bugle.app.citation;

import java.util.List;
import java.util.Map;

/// An entry of a BibTeX file in the making, in letters that every BibTeX reads.
final class BibtexEntry {
    private static final Map<String, String> LETTERS =
            Map.of("ö", "{\\\"o}", "é", "{\\'e}", "–", "--", "&", "\\&");

    private final StringBuilder text = new StringBuilder();

    BibtexEntry(String type, String key) {
        text.append("@%s{%s".formatted(type, key));
    }

    void field(String name, String value) {
        String plain = value;
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        text.append(",\n  %s = {%s}".formatted(name, plain));
    }

    void field(String name, List<String> values, String between) {
        field(name, String.join(between, values));
    }

    String text() {
        return text + "\n}\n";
    }
}
