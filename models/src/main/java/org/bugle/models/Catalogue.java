package org.bugle.models;

import java.util.LinkedHashMap;
import java.util.Map;

/// All problem families by their id.
public final class Catalogue {
    private Catalogue() {}

    public static Map<String, Class<? extends ProblemFamily>> problems() {
        return new LinkedHashMap<>();
    }
}
