package org.bugle.linalg.structured;

import java.util.Optional;
import java.util.function.Function;

/// What was computed from the object that was looked at last, by its identity: the observables of a
/// step all look at the same state, and substeps at the same bases.
public final class Latest<Y, T> {
    private final Function<Y, T> function;
    private Optional<Entry<Y, T>> entry = Optional.empty();

    private record Entry<Y, T>(Y state, T value) {}

    public Latest(Function<Y, T> function) {
        this.function = function;
    }

    @SuppressWarnings(
            "ReferenceEquality") // states are immutable, and the same object the same value
    public synchronized T of(Y state) {
        Optional<Entry<Y, T>> known = entry.filter(e -> e.state == state);
        if (known.isEmpty()) {
            known = Optional.of(new Entry<>(state, function.apply(state)));
            entry = known;
        }
        return known.get().value;
    }
}
