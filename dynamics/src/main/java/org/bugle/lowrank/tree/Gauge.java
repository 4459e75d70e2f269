package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Moves the freedom of a network, a regular matrix on every edge, to where a method wants it.
final class Gauge {
    private Gauge() {}

    /// From the leaves up, C_τ = Q R as a matrix: Q stays, R goes into the parent's tensor.
    static TreeTensor toRoot(TreeTensor y) {
        Tree tree = y.tree();
        Tensor[] tensors = new Tensor[tree.nodes()];
        Matrix[] triangles = new Matrix[tree.nodes()];
        tree.upward(
                node -> Cores.flops(y.tensor(node)),
                node -> {
                    Tensor c = y.tensor(node);
                    if (!tree.isLeaf(node)) {
                        c = Cores.timesChildren(c, k -> triangles[tree.child(node, k)]);
                    }
                    if (node == tree.root()) {
                        tensors[node] = c;
                        return;
                    }
                    Qr qr = Qr.of(Cores.matrix(c));
                    tensors[node] = Cores.tensor(qr.q(), c);
                    triangles[node] = qr.r();
                });
        return TreeTensor.of(tree, List.of(tensors));
    }

    /// Then down the path to one node: a child is split off, C = S Q; Q stays, S goes into the
    /// child.
    static TreeTensor to(TreeTensor y, int target) {
        Tree tree = y.tree();
        List<Integer> path = new ArrayList<>();
        for (int node = target; node != tree.root(); node = tree.parent(node)) {
            path.addFirst(node);
        }
        TreeTensor atRoot = toRoot(y);
        Tensor[] tensors = new Tensor[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            tensors[node] = atRoot.tensor(node);
        }
        for (int child : path) {
            int parent = tree.parent(child);
            Cores.Split split = Cores.Split.of(tensors[parent], tree.childIndex(child));
            tensors[parent] = split.q();
            tensors[child] = Cores.timesParent(tensors[child], split.s());
        }
        return atRoot.with(node -> tensors[node]);
    }

    static double defect(TreeTensor y) {
        double worst = 0;
        for (int node = 0; node < y.tree().root(); node++) {
            Matrix c = y.subtree(node).matrix();
            Matrix gram = c.adjointTimes(c);
            worst = Math.max(worst, gram.minus(Matrix.identity(gram.cols())).norm());
        }
        return worst;
    }
}
