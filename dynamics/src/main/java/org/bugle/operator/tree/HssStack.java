package org.bugle.operator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compression in post-order with a stack of finished nodes that are not merged yet (variant A of
/// spec `ttno` §3.2). Every pair of sites is read once.
final class HssStack {
    private final Tree tree;
    private final Couplings beta;
    private final Compression compression;
    private final double budget;
    private final List<Integer> order; // of the sites, from left to right
    private final List<Finished> stack = new ArrayList<>(); // the leftmost first
    private final HssMatrix.Builder builder = new HssMatrix.Builder();
    private int next; // the first site, in that order, that is not finished

    /// A node with its rows β(σ, ·) in compressed form.
    ///
    /// @param left Uᴴβ against the channels of all nodes below it on the stack, from the bottom up
    /// @param right Uᴴβ against the sites from `start` on
    private record Finished(Matrix left, Matrix right, int start) {
        int channels() {
            return right.rows();
        }

        Matrix rightFrom(int site) {
            return right.columns(site - start, right.cols());
        }
    }

    HssStack(Tree tree, Couplings beta, Compression compression) {
        this.tree = tree;
        this.beta = beta;
        this.compression = compression;
        budget = BlockRow.budget(tree, beta, compression);
        order = tree.sitesBelow(tree.root());
    }

    HssMatrix build() {
        for (int node = 0; node < tree.nodes(); node++) {
            if (tree.isLeaf(node)) {
                site();
            } else {
                merge(node);
            }
        }
        return builder.build(tree);
    }

    private void site() {
        int here = next++;
        Matrix left = left(here);
        Matrix right = beta.block(List.of(order.get(here)), order.subList(next, order.size()));
        Matrix basis = BlockRow.ofSite(left.maxAbs() > 0 || right.maxAbs() > 0);
        builder.node(basis, List.of(), 0);
        push(basis, left, right);
    }

    /// The row of a new site against the channels of the stack: columns of their rows, because β is
    /// symmetric.
    private Matrix left(int site) {
        if (stack.isEmpty()) {
            return Matrix.zeros(1, 0);
        }
        Matrix[] columns = new Matrix[stack.size()];
        for (int q = 0; q < columns.length; q++) {
            Finished finished = stack.get(q);
            int column = site - finished.start;
            columns[q] = finished.right.columns(column, column + 1);
        }
        return Matrix.vcat(columns).transpose();
    }

    private void merge(int node) {
        int bottom = stack.size() - tree.childCount(node);
        List<Finished> children = List.copyOf(stack.subList(bottom, stack.size()));
        stack.subList(bottom, stack.size()).clear();
        int outside = stack.stream().mapToInt(Finished::channels).sum();
        int[] from = new int[children.size() + 1]; // of the channels of each child
        from[0] = outside;
        for (int i = 0; i < children.size(); i++) {
            from[i + 1] = from[i] + children.get(i).channels();
        }
        List<Matrix> couplings =
                HssMatrix.pairs(
                        children.size(),
                        (i, j) -> children.get(j).left.columns(from[i], from[i + 1]).transpose());
        if (node == tree.root()) {
            builder.node(Matrix.zeros(from[children.size()], 0), couplings, 0);
            return;
        }
        Matrix left = rows(children, child -> child.left.columns(0, outside));
        Matrix right = rows(children, child -> child.rightFrom(next));
        BlockRow row = BlockRow.of(Matrix.hcat(left, right), compression, budget);
        builder.node(row.basis(), couplings, row.dropped());
        push(row.basis(), left, right);
    }

    private static Matrix rows(List<Finished> children, Function<Finished, Matrix> part) {
        return Matrix.vcat(children.stream().map(part).toArray(Matrix[]::new));
    }

    private void push(Matrix basis, Matrix left, Matrix right) {
        stack.add(new Finished(basis.adjointTimes(left), basis.adjointTimes(right), next));
    }
}
