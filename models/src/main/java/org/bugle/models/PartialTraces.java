package org.bugle.models;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;

/// A linear functional f₀ ⊗ … ⊗ f_{d−1} of a tree tensor, and all that it leaves of single sites
/// when that site is left out. With f = vec(I) for vectorised density matrices: the trace and the
/// reduced density matrices of all sites, by one sweep up and one down.
///
/// Costs O(r^{m+1}) a node of m children.
final class PartialTraces {
    private final TreeTensor y;
    private final Matrix[] below; // 1×r: the functional of U_τ
    private final Matrix[] outside; // 1×r: that of everything else

    private PartialTraces(TreeTensor y) {
        this.y = y;
        below = new Matrix[y.tree().nodes()];
        outside = new Matrix[y.tree().nodes()];
    }

    /// @param functionals one row 1×n_l a site; nothing is conjugated
    static PartialTraces of(TreeTensor y, List<Matrix> functionals) {
        Tree tree = y.tree();
        PartialTraces traces = new PartialTraces(y);
        tree.upward(node -> {
            if (tree.isLeaf(node)) {
                int site = tree.site(node);
                traces.below[node] = functionals.get(site).times(y.basis(site));
            } else {
                traces.below[node] = traces.seen(node, -1).unfold(0);
            }
        });
        traces.outside[tree.root()] = Matrix.identity(1);
        tree.downward(node -> {
            for (int k = 0; k < tree.childCount(node); k++) {
                traces.outside[tree.child(node, k)] = traces.fromAbove(node, k);
            }
        });
        return traces;
    }

    private Matrix fromAbove(int node, int child) {
        Tensor seen = seen(node, child);
        Tensor closed = seen.timesMode(seen.order() - 1, outside[node]);
        return closed.reshape(1, closed.size()).unfold(0);
    }

    /// The tensor of a node with all children but one contracted.
    private Tensor seen(int node, int except) {
        Tree tree = y.tree();
        Tensor c = y.tensor(node);
        for (int k = 0; k < tree.childCount(node); k++) {
            if (k != except) {
                c = c.timesMode(k, below[tree.child(node, k)]);
            }
        }
        int rank = c.size(c.order() - 1);
        return except < 0 ? c.reshape(1, rank) : c;
    }

    /// The functional of the whole tensor.
    Complex total() {
        return below[y.tree().root()].at(0, 0);
    }

    /// What is left of a site, n×1.
    Matrix marginal(int site) {
        return y.basis(site).timesTranspose(outside[y.tree().leaf(site)]);
    }
}
