package org.bugle.models;

import org.bugle.models.parameter.Key;
import org.bugle.operator.tree.Compression;

/// How the couplings of an operator on a tree are compressed, as keys of a run file.
public record CouplingCompression(
        @Key(
                        doc = "tolerance of the compressed couplings",
                        def = "1e-12",
                        min = 0,
                        below = 1,
                        source = "ttno E1")
                double tolerance,
        @Key(
                        doc = "what the tolerance is relative to",
                        def = "local-relative",
                        source = "ttno §3.2")
                Compression.Rule rule) {
    Compression toCompression() {
        return new Compression(rule, tolerance, Compression.Variant.STACK);
    }
}
