package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;
import org.bugle.neural.engine.Value;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Frozen weights that stay in the engine from one pass to the next: those that the last pass used,
/// known by identity.
final class KeptArrays implements AutoCloseable {
    private final Engine engine;
    private final IdentityHashMap<Array, Kept> kept = new IdentityHashMap<>();
    private final Set<Array> used = Collections.newSetFromMap(new IdentityHashMap<>());

    KeptArrays(Engine engine) {
        this.engine = engine;
    }

    Value constant(Graph graph, Array array) {
        used.add(array);
        return graph.constant(kept.computeIfAbsent(array, engine::keep));
    }

    /// Ends a pass: lets go of what it did not use.
    void sweep() {
        kept.entrySet()
                .removeIf(entry -> {
                    boolean unused = !used.contains(entry.getKey());
                    if (unused) {
                        entry.getValue().close();
                    }
                    return unused;
                });
        used.clear();
    }

    @Override
    public void close() {
        used.clear();
        sweep();
    }
}
