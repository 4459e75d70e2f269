package org.bugle.operator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.List;

/// Compression of block rows against all columns (variant B of spec `ttno` §3.2): G_τ = U_τᴴ β(τ,
/// ·) with columns in the order of the leaves.
final class HssColumns {
    private final Tree tree;
    private final Couplings beta;
    private final Compression compression;
    private final double budget;
    private final List<Integer> order;
    private final Matrix[] rows; // G by node
    private final Matrix[] bases; // U by node
    private final HssMatrix.Builder builder = new HssMatrix.Builder();

    HssColumns(Tree tree, Couplings beta, Compression compression) {
        this.tree = tree;
        this.beta = beta;
        this.compression = compression;
        budget = BlockRow.budget(tree, beta, compression);
        order = tree.sitesBelow(tree.root());
        rows = new Matrix[tree.nodes()];
        bases = new Matrix[tree.nodes()];
    }

    HssMatrix build() {
        for (int node = 0; node < tree.nodes(); node++) {
            if (tree.isLeaf(node)) {
                Matrix row = beta.block(List.of(tree.site(node)), order);
                bases[node] = BlockRow.ofSite(row.maxAbs() > 0);
                rows[node] = bases[node].adjointTimes(row);
                builder.node(bases[node], List.of(), 0);
            } else {
                merge(node);
            }
        }
        return builder.build(tree);
    }

    private void merge(int node) {
        List<Integer> children = tree.children(node);
        List<Matrix> couplings =
                HssMatrix.pairs(
                        children.size(),
                        (i, j) -> {
                            Matrix u = bases[children.get(j)];
                            int from = tree.leavesBefore(children.get(j));
                            return rows[children.get(i)]
                                    .columns(from, from + u.rows())
                                    .times(u.conjugate());
                        });
        Matrix all = Matrix.vcat(children.stream().map(c -> rows[c]).toArray(Matrix[]::new));
        if (node == tree.root()) {
            builder.node(Matrix.zeros(all.rows(), 0), couplings, 0);
            return;
        }
        int from = tree.leavesBefore(node);
        int to = from + children.stream().mapToInt(c -> bases[c].rows()).sum();
        Matrix outside = Matrix.hcat(all.columns(0, from), all.columns(to, all.cols()));
        BlockRow row = BlockRow.of(outside, compression, budget);
        builder.node(row.basis(), couplings, row.dropped());
        rows[node] = row.basis().adjointTimes(all);
        List<Matrix> nested = new ArrayList<>();
        int top = 0;
        for (int child : children) {
            int bottom = top + bases[child].cols();
            nested.add(bases[child].times(row.basis().rows(top, bottom)));
            top = bottom;
            rows[child] = bases[child] = Matrix.zeros(0, 0); // not needed any more
        }
        bases[node] = Matrix.vcat(nested.toArray(Matrix[]::new));
    }
}
