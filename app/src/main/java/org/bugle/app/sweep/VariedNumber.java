package org.bugle.app.sweep;

import java.util.Optional;
import java.util.regex.Pattern;

/// A value of a varied key that is a number.
final class VariedNumber {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private VariedNumber() {}

    /// Empty if the text is none.
    static Optional<Double> of(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }
}
