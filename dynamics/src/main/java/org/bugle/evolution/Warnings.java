package org.bugle.evolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The warnings of a run: one of a kind, in the order in which they arose.
final class Warnings {
    /// What a warning is about.
    enum Kind {
        STABILITY,
        RANK_CAP,
        FIXED_RANK,
        GROWTH
    }

    private final Consumer<String> listener;
    private final Set<Object> seen = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();

    Warnings(Consumer<String> listener) {
        this.listener = listener;
    }

    /// Adds a sentence unless there was one of its kind.
    ///
    /// @param kind a [Kind], or the [Observer] that it is about
    void add(Object kind, String sentence) {
        if (seen.add(kind)) {
            sentences.add(sentence);
            listener.accept(sentence);
        }
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
