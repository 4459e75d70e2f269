package org.bugle.lowrank.tree;

import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The pivots of a tree cross and the two sweeps that improve them in turn.
///
/// At every edge stand points I_τ for the sites below it and J_τ for all others. **Up:** the rows
/// of a node are all n_l indices of a leaf, or all combinations of the children's I; the block rows
/// × J_τ is evaluated, a basis of its columns is read off a pivoted QR, well-conditioned rows
/// become I_τ, and the interpolation from these rows to all is the tensor of the node. **Down:**
/// the block of all combinations of the children's I with J_τ shows which combinations, seen from
/// child i, are good columns: these become J_i, with further points to find what is still missing.
final class CrossSweeps {
    /// The first points of J.
    private static final int START = 4;

    /// Rows are exchanged until no interpolation weight is above this (maxvol).
    private static final double LARGEST_WEIGHT = 1.5;

    private static final int EXCHANGES = 20;

    private final Tree tree;
    private final CrossSampler sampler;
    private final int maxRank;
    private final long seed;
    private final List<List<int[]>> inside = new ArrayList<>(); // I by node
    private final List<List<int[]>> outside = new ArrayList<>(); // J by node
    private final int[] found; // directions above the cut at the last sweep up
    private final int[] rows; // candidates at the last sweep up
    private final int[] chosen; // how many of J the last sweep down chose, the first ones
    private int sweep;

    CrossSweeps(Tree tree, CrossSampler sampler, int maxRank, long seed) {
        this.tree = tree;
        this.sampler = sampler;
        this.maxRank = maxRank;
        this.seed = seed;
        found = new int[tree.nodes()];
        rows = new int[tree.nodes()];
        chosen = new int[tree.nodes()];
        RandomGenerator random = new SplitMix64(seed);
        List<int[]> start = new ArrayList<>();
        for (int k = 0; k < START; k++) {
            start.add(sampler.randomPoint(random));
        }
        for (int node = 0; node < tree.nodes(); node++) {
            inside.add(List.of());
            outside.add(node == tree.root() ? start.subList(0, 1) : start);
            chosen[node] = outside.get(node).size();
        }
    }

    // ---- up

    /// Chooses I and makes the network; directions below `cut` are dropped.
    TreeTensor up(double cut) {
        Tensor[] tensors = new Tensor[tree.nodes()];
        tree.upward(node -> {
            List<int[]> candidates = candidates(node);
            Matrix block = sampler.block(node, candidates, outside.get(node));
            rows[node] = candidates.size();
            Matrix tensor = node == tree.root() ? block : interpolation(node, block, cut);
            int[] below =
                    tree.isLeaf(node)
                            ? new int[] {candidates.size()}
                            : tree.children(node).stream()
                                    .mapToInt(child -> inside.get(child).size())
                                    .toArray();
            int[] shape =
                    IntStream.concat(IntStream.of(below), IntStream.of(tensor.cols())).toArray();
            tensors[node] = Tensor.of(tensor).reshape(shape);
        });
        return TreeTensor.of(tree, List.of(tensors));
    }

    /// All indices of a leaf, or all combinations of the children's points, the first child running
    /// fastest.
    private List<int[]> candidates(int node) {
        List<int[]> result = new ArrayList<>();
        if (tree.isLeaf(node)) {
            for (int i = 0; i < sampler.size(node); i++) {
                int[] point = new int[sampler.sites()];
                point[tree.leavesBefore(node)] = i;
                result.add(point);
            }
            return result;
        }
        result.add(new int[sampler.sites()]);
        for (int child : tree.children(node)) {
            List<int[]> longer = new ArrayList<>();
            for (int[] own : inside.get(child)) {
                for (int[] before : result) {
                    int[] point = before.clone();
                    sampler.copyInside(child, own, point);
                    longer.add(point);
                }
            }
            result = longer;
        }
        return result;
    }

    /// B with block ≈ B · (block at the rows I), which are chosen here.
    private Matrix interpolation(int node, Matrix block, double cut) {
        Qr qr = Qr.pivoted(block);
        found[node] = significant(qr, cut);
        int rank = Math.clamp(found[node], 1, Math.min(maxRank, qr.q().cols()));
        Matrix q = qr.q().columns(0, rank);
        int[] pivots =
                Qr.pivoted(q.adjoint()).permutation().stream()
                        .limit(rank)
                        .mapToInt(Integer::intValue)
                        .toArray();
        Matrix weights = weights(q, pivots);
        for (int k = 0; k < EXCHANGES && exchange(weights, pivots); k++) {
            weights = weights(q, pivots);
        }
        List<int[]> candidates = candidates(node);
        inside.set(node, Arrays.stream(pivots).mapToObj(candidates::get).toList());
        return weights;
    }

    private static int significant(Qr qr, double cut) {
        int count = 0;
        while (count < qr.r().rows() && qr.r().at(count, count).abs() > cut) {
            count++;
        }
        return count;
    }

    private static Matrix weights(Matrix q, int[] pivots) {
        Matrix all = q.transpose();
        return Lu.of(all.columns(pivots)).solve(all).transpose();
    }

    private static boolean exchange(Matrix weights, int[] pivots) {
        double largest = LARGEST_WEIGHT;
        int row = -1;
        int column = -1;
        for (int j = 0; j < weights.cols(); j++) {
            for (int i = 0; i < weights.rows(); i++) {
                if (weights.at(i, j).abs() > largest) {
                    largest = weights.at(i, j).abs();
                    row = i;
                    column = j;
                }
            }
        }
        if (row >= 0) {
            pivots[column] = row;
        }
        return row >= 0;
    }

    // ---- down

    /// Whether some node found all of its columns significant, so that there may be more.
    boolean mayGrow() {
        for (int node = 0; node < tree.root(); node++) {
            int columns = outside.get(node).size();
            if (found[node] == columns
                    && columns < Math.min(rows[node], maxRank)
                    && columns < sampler.pointsOutside(node)) {
                return true;
            }
        }
        return false;
    }

    /// Chooses J anew, each with as many further points as it has, and with all of `hard`.
    void down(double cut, List<int[]> hard) {
        sweep++;
        tree.downward(node -> {
            if (tree.isLeaf(node)) {
                return;
            }
            List<int[]> own = candidates(node);
            List<int[]> far = outside.get(node);
            List<int[]> base = far.subList(0, Math.min(far.size(), chosen[node]));
            Matrix block = sampler.block(node, own, base);
            int[] shape =
                    IntStream.concat(
                                    tree.children(node).stream()
                                            .mapToInt(child -> inside.get(child).size()),
                                    IntStream.of(base.size()))
                            .toArray();
            Tensor tensor = Tensor.of(block).reshape(shape);
            for (int k = 0; k < shape.length - 1; k++) {
                int child = tree.child(node, k);
                List<int[]> best = new ArrayList<>();
                for (int column : columns(tensor.unfold(k), cut)) {
                    best.add(point(node, k, column, shape, own, base));
                }
                chosen[child] = best.size();
                outside.set(child, withMore(best, child, hard));
            }
        });
    }

    private static int[] columns(Matrix unfolded, double cut) {
        Qr qr = Qr.pivoted(unfolded);
        return qr.permutation().stream()
                .limit(Math.max(1, significant(qr, cut)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The point of a column of the unfolding along child k; its indices below that child are free.
    private int[] point(
            int node, int k, int column, int[] shape, List<int[]> own, List<int[]> far) {
        int rest = column;
        int combination = 0;
        int stride = 1;
        for (int mode = 0; mode < shape.length - 1; mode++) {
            if (mode != k) {
                combination += stride * (rest % shape[mode]);
                rest /= shape[mode];
            }
            stride *= shape[mode];
        }
        int[] result = far.get(rest).clone();
        sampler.copyInside(node, own.get(combination), result);
        return result;
    }

    /// As many points again, by turns anywhere and beside a chosen one.
    private List<int[]> withMore(List<int[]> best, int node, List<int[]> hard) {
        RandomGenerator random = new SplitMix64(SplitMix64.derivedSeed(seed, sweep, node));
        List<int[]> result = new ArrayList<>(best);
        for (int k = 0; k < Math.max(2, best.size()); k++) {
            int[] beside = best.get(CrossSampler.below(best.size(), random));
            result.add(
                    k % 2 == 0 ? sampler.randomPoint(random) : sampler.neighbour(beside, random));
        }
        result.addAll(hard);
        return result;
    }

    /// At most so many evaluations go into the next sweeps down and up.
    double costOfRound(int hard) {
        double cost = 0;
        double[] ranks = new double[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            double before = 1;
            double after = tree.isLeaf(node) ? sampler.size(node) : 1;
            for (int child : tree.children(node)) {
                before *= inside.get(child).size();
                after *= ranks[child];
            }
            boolean root = node == tree.root();
            int rank = root ? 1 : inside.get(node).size();
            int columns = root ? 1 : rank + Math.max(2, rank) + hard;
            ranks[node] = Math.min(Math.min(after, columns), maxRank);
            cost += after * columns + (tree.isLeaf(node) ? 0 : before * rank);
        }
        return cost;
    }
}
