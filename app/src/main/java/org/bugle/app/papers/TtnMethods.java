package org.bugle.app.papers;

import org.bugle.integrator.tree.Rejection;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.integrator.tree.TreeBug;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.integrator.tree.TreeParallelBug;
import org.bugle.integrator.tree.TreeProjectorSplitting;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The integrators on trees by the names that the tables of `ttn` use for them.
enum TtnMethods {
    FIXED("fixed-rank BUG"),
    SPLITTING("projector splitting"),
    ADAPTIVE("rank-adaptive BUG"),
    PARALLEL("parallel BUG"),
    PARALLEL_K("parallel BUG, block K"),
    PARALLEL_REJECTION("parallel BUG with rejection");

    private final String words;

    TtnMethods(String words) {
        this.words = words;
    }

    TreeIntegrator with(TreeTruncation truncation, Substep substep) {
        return switch (this) {
            case FIXED -> new TreeBug(substep);
            case SPLITTING -> new TreeProjectorSplitting(1, substep);
            case ADAPTIVE -> new TreeAugmentedBug(truncation, substep);
            case PARALLEL ->
                    parallel(TreeParallelBug.Block.EULER, Optional.empty(), truncation, substep);
            case PARALLEL_K ->
                    parallel(TreeParallelBug.Block.K, Optional.empty(), truncation, substep);
            case PARALLEL_REJECTION ->
                    parallel(
                            TreeParallelBug.Block.EULER,
                            Optional.of(Rejection.PUBLISHED),
                            truncation,
                            substep);
        };
    }

    private static TreeIntegrator parallel(
            TreeParallelBug.Block block,
            Optional<Rejection> rejection,
            TreeTruncation truncation,
            Substep substep) {
        return new TreeParallelBug(block, rejection, truncation, substep);
    }

    @Override
    public String toString() {
        return words;
    }
}
