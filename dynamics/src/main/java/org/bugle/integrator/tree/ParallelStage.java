package org.bugle.integrator.tree;

import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.Span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// One attempt of a step of the parallel integrator: the solves, the augmented bases, and the
/// tensors put together of their blocks.
final class ParallelStage {
    private final TreeParallelBug method;
    private final TreeProjection projection;
    private final Span span;
    private final TreeStepLog log;
    private final Frames frames;
    private final Tree tree;
    private final Matrix[] solved; // K(t₁) and C̄(t₁) by node
    private final Matrix[] assembled; // Ĉ by node, K(t₁) at a leaf
    private final Bases bases;
    private final Subtree[] fresh; // Ũ by node
    private final TreeTensor augmented;

    ParallelStage(
            TreeParallelBug method,
            TreeProjection projection,
            Span span,
            TreeTensor start,
            TreeStepLog log) {
        this.method = method;
        this.projection = projection;
        this.span = span;
        this.log = log;
        frames = Frames.of(start);
        tree = start.tree();
        solved = new Matrix[tree.nodes()];
        assembled = new Matrix[tree.nodes()];
        bases = new Bases(start);
        fresh = new Subtree[tree.nodes()];
        Parallel.forEach(tree.nodes(), frames::flops, this::solve);
        tree.upward(frames::flops, this::augment);
        augmented = bases.value();
    }

    private void solve(int node) {
        solved[node] =
                log.solve(
                        method.substep(),
                        projection.ode(frames.place(node)),
                        span,
                        frames.matrix(node),
                        node);
    }

    private void augment(int node) {
        assembled[node] = Cores.matrix(assemble(node));
        if (node == tree.root()) {
            bases.put(node, assembled[node]);
        } else {
            bases.augment(node, assembled[node], log);
            fresh[node] = bases.fresh(node);
        }
    }

    /// Ĉ: blocks that begin where the old columns of a child end, never by flattened columns.
    private Tensor assemble(int node) {
        List<Subtree> old = start().subtree(node).children();
        List<Subtree> below = bases.below(node);
        Tensor result = Bases.embedded(Bases.folded(solved[node], old), below);
        for (int k = 0; k < below.size(); k++) {
            if (fresh(node, k).rank() > 0) {
                int[] offset = new int[below.size() + 1];
                offset[k] = old.get(k).rank();
                result = result.plus(block(node, k).placed(result.shape(), offset));
            }
        }
        return result;
    }

    private Subtree fresh(int node, int k) {
        return fresh[tree.child(node, k)];
    }

    /// C̃_k: new directions in child k, old ones in the others.
    private Tensor block(int node, int k) {
        return switch (method.block()) {
            case EULER -> {
                List<Subtree> bra = withNew(node, new int[] {k});
                Matrix f = derivative(frames.place(node, bra));
                yield Bases.folded(f.times(span.h()), bra);
            }
            case K -> {
                int child = tree.child(node, k);
                Matrix found = fresh[child].matrix().adjointTimes(assembled[child]);
                yield frames.outside(child).orElseThrow().tensor().timesMode(k, found);
            }
        };
    }

    /// F(t, Y₀) as a node sees it from these bases.
    private Matrix derivative(Place bra) {
        int node = bra.node();
        log.evaluated(1);
        Matrix f = projection.restricted(span.t(), bra, frames.place(node), frames.matrix(node));
        return log.finite(f, log.named("F(t)", node));
    }

    /// The old bases of the children, but Ũ for some.
    private List<Subtree> withNew(int node, int[] which) {
        List<Subtree> result = new ArrayList<>(start().subtree(node).children());
        for (int k : which) {
            result.set(k, fresh(node, k));
        }
        return result;
    }

    TreeTensor start() {
        return frames.value();
    }

    Span span() {
        return span;
    }

    /// Ŷ: the value in the augmented bases.
    TreeTensor augmented() {
        return augmented;
    }

    boolean hasGrown() {
        return !augmented.ranks().equals(start().ranks());
    }

    /// η of every node, 0 where a child has no new direction.
    List<Double> neglected(Rejection.Neglected which) {
        double[] eta = new double[tree.nodes()];
        Parallel.forEach(
                tree.nodes(),
                node -> {
                    for (int[] children : blocks(which, tree.childCount(node))) {
                        if (IntStream.of(children).allMatch(k -> fresh(node, k).rank() > 0)) {
                            Place bra = frames.place(node, withNew(node, children));
                            eta[node] = Math.max(eta[node], derivative(bra).norm());
                        }
                    }
                });
        return Arrays.stream(eta).boxed().toList();
    }

    private static List<int[]> blocks(Rejection.Neglected which, int children) {
        if (children < 2) {
            return List.of();
        }
        return switch (which) {
            case ALL_NEW -> List.of(IntStream.range(0, children).toArray());
            case LARGEST_PAIR ->
                    IntStream.range(0, children)
                            .boxed()
                            .flatMap(j -> IntStream.range(0, j).mapToObj(i -> new int[] {i, j}))
                            .toList();
        };
    }

    /// Y₀ in the augmented bases: the tensor of the root is padded by zeros.
    TreeTensor startInAugmentedBases() {
        int root = tree.root();
        List<Subtree> below = bases.below(root);
        return TreeTensor.of(tree, new Subtree(Bases.embedded(start().tensor(root), below), below));
    }
}
