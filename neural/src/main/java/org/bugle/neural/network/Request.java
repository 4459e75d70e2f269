package org.bugle.neural.network;

import org.bugle.neural.method.Wanted;

import java.util.Map;

/// What is asked of the gradient of a weight in factors.
enum Request {
    NOTHING,
    CORE,
    FACTORS;

    /// @throws IllegalArgumentException if all entries are wanted
    static Request of(String name, Map<String, Wanted> wanted) {
        Wanted asked = wanted.get(name);
        if (asked == null) {
            return NOTHING;
        }
        return switch (asked) {
            case CORE -> CORE;
            case FACTORS -> FACTORS;
            case DENSE ->
                    throw new IllegalArgumentException(
                            name + ": is in factors, and DENSE is wanted of it");
        };
    }
}
