package org.bugle.neural.data;

import java.util.OptionalInt;

/// What is wanted of the samples of a file.
public sealed interface Targets {
    /// A class for each sample, numbered from 0.
    ///
    /// @param count how many there are; empty for as many as the largest label tells
    record Classes(OptionalInt count) implements Targets {
        /// @throws IllegalArgumentException if there are none
        public Classes {
            if (count.isPresent() && count.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "Targets: classes must be ≥ 1, found " + count.getAsInt());
            }
        }
    }

    /// Numbers for each sample.
    record Values() implements Targets {}

    /// As many classes as the largest label tells.
    static Targets classes() {
        return new Classes(OptionalInt.empty());
    }

    static Targets classes(int count) {
        return new Classes(OptionalInt.of(count));
    }

    static Targets values() {
        return new Values();
    }
}
