package org.bugle.app.config;

import org.bugle.models.parameter.Named;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The records of a sealed interface by the names that files know them under.
final class Catalogue {
    private Catalogue() {}

    /// In the order of the interface.
    static Map<String, Class<? extends Record>> of(Class<?> sealed) {
        Map<String, Class<? extends Record>> all = new LinkedHashMap<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            all.put(each.getAnnotation(Named.class).value(), each.asSubclass(Record.class));
        }
        return Collections.unmodifiableMap(all);
    }
}
