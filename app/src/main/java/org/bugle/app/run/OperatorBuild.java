package org.bugle.app.run;

import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.CompressedPairs;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;

import java.util.ArrayList;
import java.util.List;

/// What building an operator of pair interactions gave.
///
/// @param channels the largest k
/// @param maxRank the largest number of slots below the root
/// @param numbers stored in all leaves and connecting tensors, zeros included
/// @param relativeError ‖H̃ − H‖_F/‖H‖_F
/// @param seconds to compress the couplings and to build the network
/// @param peakBytes of the process
public record OperatorBuild(
        int sites,
        Compression.Rule rule,
        double tolerance,
        PairHamiltonian.Form form,
        int channels,
        int maxRank,
        long numbers,
        long bytes,
        double relativeError,
        double seconds,
        long peakBytes,
        List<Level> levels) {

    public OperatorBuild {
        levels = List.copyOf(levels);
    }

    /// All nodes of one depth.
    ///
    /// @param depth edges to the root
    /// @param sites the most below one of them
    /// @param channels the largest k
    /// @param rank the largest number of slots
    public record Level(int depth, int nodes, int sites, int channels, int rank) {}

    /// Builds Ω Σ σ_x + Δ Σ n + Σ_{i<j} β(i, j) n_i n_j, n the projector on "up".
    ///
    /// @throws IllegalArgumentException if a coupling is NaN or infinite
    public static OperatorBuild of(
            Couplings beta,
            double field,
            double detuning,
            Tree tree,
            Compression compression,
            PairHamiltonian.Form form) {
        Stopwatch watch = Stopwatch.started();
        PairHamiltonian h =
                PairHamiltonian.of(beta.sites(), 2)
                        .withLocal(
                                Dense.of(
                                        SpinMatrices.X.times(field)
                                                .plus(detuning, SpinMatrices.UP)))
                        .plus(PairFamily.of(beta, Dense.of(SpinMatrices.UP)));
        CompressedPairs pairs = h.compressed(tree, compression);
        TreeOperator network = pairs.toOperator(form);
        double seconds = watch.seconds();
        int number = network.isComplex() ? 2 * Double.BYTES : Double.BYTES;
        return new OperatorBuild(
                beta.sites(),
                compression.rule(),
                compression.tolerance(),
                form,
                pairs.couplings(0).maxChannels(),
                network.maxRank(),
                network.numbers(),
                number * network.numbers(),
                pairs.relativeError(),
                seconds,
                Machine.peakBytes(),
                levels(pairs, network));
    }

    private static List<Level> levels(CompressedPairs pairs, TreeOperator network) {
        Tree tree = network.tree();
        int[] below = new int[tree.nodes()];
        List<Level> levels = new ArrayList<>();
        for (int depth = 0; depth <= tree.depth(); depth++) {
            levels.add(new Level(depth, 0, 0, 0, 0));
        }
        for (int node = 0; node < tree.nodes(); node++) {
            below[node] = Math.max(1, tree.children(node).stream().mapToInt(c -> below[c]).sum());
            int depth = tree.depth(node);
            Level level = levels.get(depth);
            levels.set(
                    depth,
                    new Level(
                            depth,
                            level.nodes + 1,
                            Math.max(level.sites, below[node]),
                            Math.max(level.channels, pairs.channels(node)),
                            Math.max(level.rank, network.slots(node))));
        }
        return levels;
    }
}
