package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;

import java.util.List;

/// What momentum and Adam remember of a core, carried along when its bases change (spec
/// `tucker-conv`, as the public code of RobustDLRT does): a first moment M becomes M ×_i A_i as the
/// core does, of a second moment V the root √V does, and is squared again.
final class CoreMoments {
    private CoreMoments() {}

    /// @param name under which the core is known to its optimiser
    /// @param maps A_i of size new × old rank
    static void carry(Memory.Draft memory, String name, List<Matrix> maps) {
        for (String first : List.of("/momentum", "/m")) {
            memory.get(name + first).ifPresent(m -> memory.put(name + first, seen(m, maps)));
        }
        String second = name + "/v";
        memory.get(second)
                .ifPresent(v ->
                        memory.put(second, seen(v.map(Math::sqrt), maps).map(root -> root * root)));
    }

    private static Array seen(Array moment, List<Matrix> maps) {
        return Array.of(CoreTruncation.seen(moment.toTensor(), maps));
    }
}
