package org.bugle.linalg.structured;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// A value that is computed once, when it is first wanted, whichever thread wants it.
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> source;
    private @Nullable T value; // null until first wanted

    public Lazy(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }
}
