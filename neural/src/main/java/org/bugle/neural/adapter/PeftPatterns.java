package org.bugle.neural.adapter;

import org.bugle.files.FileException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Numbers by module whose keys are regular expressions for the end of a module's path, as PEFT
/// matches them: `(.*\.)?(key)$`; the first one that matches counts.
final class PeftPatterns {
    /// More look-ups of characters than any honest expression needs; some expressions take
    /// exponentially many.
    private static final int MOST_LOOKUPS = 1_000_000;

    private final Path file;
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final Map<String, Double> numbers;

    /// @param file where the keys are from
    /// @throws FileException if a key is no regular expression
    PeftPatterns(Path file, Map<String, Double> numbers) {
        this.file = file;
        this.numbers = numbers;
        for (String key : numbers.keySet()) {
            try {
                patterns.put(key, Pattern.compile("(.*\\.)?(" + key + ")$"));
            } catch (PatternSyntaxException e) {
                throw new FileException(
                        file,
                        "has the pattern '%s', which is no regular expression: %s"
                                .formatted(key, e.getDescription()));
            } catch (StackOverflowError _) {
                throw new FileException(file, "has a pattern that is nested too deeply");
            }
        }
    }

    /// @throws FileException if matching takes too long
    Optional<Double> find(String module) {
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            try {
                if (pattern.getValue().matcher(new Counted(module)).lookingAt()) {
                    return Optional.ofNullable(numbers.get(pattern.getKey()));
                }
            } catch (TooLong | StackOverflowError _) {
                throw new FileException(
                        file,
                        "has the pattern '%s', which takes too long to match"
                                .formatted(pattern.getKey()));
            }
        }
        return Optional.empty();
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Text that can be looked at so often and no more.
    private static final class Counted implements CharSequence {
        private final String text;
        private int lookups;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            lookups++;
            if (lookups > MOST_LOOKUPS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
