package org.bugle.models;

import java.util.Collections;
import java.util.List;

/// Checks of list parameters.
final class Lists {
    private Lists() {}

    static <T> List<T> ofSize(String name, int size, List<T> values) {
        if (values.size() != size) {
            throw new IllegalArgumentException(
                    "%s must have %d entries, found %d".formatted(name, size, values.size()));
        }
        return List.copyOf(values);
    }

    /// One value a direction; a single one serves both.
    static <T> List<T> ofTwo(String name, List<T> values) {
        return values.size() == 1
                ? List.of(values.getFirst(), values.getFirst())
                : ofSize(name, 2, values);
    }

    /// One value a direction; a single one serves all.
    static <T> List<T> ofEach(String name, int directions, List<T> values) {
        return values.size() == 1
                ? Collections.nCopies(directions, values.getFirst())
                : ofSize(name, directions, values);
    }

    /// As many values as there are directions, two or three.
    static <T> List<T> directions(String name, List<T> values) {
        if (values.size() != 2 && values.size() != 3) {
            throw new IllegalArgumentException(
                    "%s must have 2 or 3 entries, one a direction, found %d"
                            .formatted(name, values.size()));
        }
        return List.copyOf(values);
    }

    static List<Double> interval(String name, List<Double> ends) {
        List<Double> checked = ofSize(name, 2, ends);
        if (!(checked.getFirst() < checked.getLast())) {
            throw new IllegalArgumentException(
                    "%s must grow from its first to its second entry, found %s"
                            .formatted(name, ends));
        }
        return checked;
    }
}
