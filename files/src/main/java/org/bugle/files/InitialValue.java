package org.bugle.files;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;

/// What a file gives for an initial value.
public sealed interface InitialValue {
    /// All entries.
    record Dense(Tensor values) implements InitialValue {}

    /// U S Vᴴ.
    record Factors(LowRankMatrix value) implements InitialValue {}

    /// The tensors of all nodes of a tree.
    record Nodes(TreeTensor value) implements InitialValue {}
}
