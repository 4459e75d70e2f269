package org.bugle.models;

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
