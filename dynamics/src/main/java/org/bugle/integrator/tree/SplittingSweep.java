package org.bugle.integrator.tree;

import org.bugle.equation.tree.Outside;
import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One walk of projector splitting around a tree: every edge is gone down and up once, and one node
/// at a time carries the norm.
final class SplittingSweep {
    private final TreeProjection projection;
    private final Span span;
    private final Substep substep;
    private final TreeStepLog log;
    private final Tree tree;
    private final List<List<Subtree>> below; // current bases of the children, by node
    private final Outside[] outsides; // by node below the root
    private final Tensor[] tensors; // C by node, while the walk is at or below it
    private TreeTensor result;

    SplittingSweep(
            TreeProjection projection, Span span, TreeTensor y, Substep substep, TreeStepLog log) {
        this.projection = projection;
        this.span = span;
        this.substep = substep;
        this.log = log;
        tree = y.tree();
        below = new ArrayList<>();
        tensors = new Tensor[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            below.add(new ArrayList<>(y.subtree(node).children()));
            tensors[node] = y.tensor(node);
        }
        outsides = new Outside[tree.root()];
        result = y;
    }

    /// Children from the first to the last, each node after its children.
    TreeTensor leavesFirst() {
        int[] next = new int[tree.nodes()]; // child to go down to
        int node = tree.root();
        while (node != Tree.NONE) {
            if (next[node] < tree.childCount(node)) {
                int k = next[node]++;
                Matrix s = split(node, k);
                node = down(node, k, s);
            } else {
                forward(node);
                node = up(node, true);
            }
        }
        return result;
    }

    /// The adjoint: each node before its children, these from the last to the first.
    TreeTensor rootFirst() {
        int[] left = new int[tree.nodes()]; // children to go down to
        int node = tree.root();
        left[node] = tree.childCount(node);
        forward(node);
        while (node != Tree.NONE) {
            if (left[node] > 0) {
                int k = --left[node];
                Matrix s = backward(tree.child(node, k), below.get(node).get(k), split(node, k));
                node = down(node, k, s);
                left[node] = tree.childCount(node);
                forward(node);
            } else {
                node = up(node, false);
            }
        }
        return result;
    }

    private Optional<Outside> outside(int node) {
        return node == tree.root() ? Optional.empty() : Optional.of(outsides[node]);
    }

    /// S, with Q in the frame of the child.
    private Matrix split(int node, int k) {
        Cores.Split split = Cores.Split.of(tensors[node], k);
        outsides[tree.child(node, k)] = new Outside(split.q(), k, below.get(node), outside(node));
        return split.s();
    }

    /// Moves the norm into a child: C ×_parent Sᵀ.
    private int down(int node, int k, Matrix s) {
        int child = tree.child(node, k);
        tensors[child] = Cores.timesParent(tensors[child], s);
        return child;
    }

    private void forward(int node) {
        Place place = new Place(node, below.get(node), outside(node));
        Matrix x1 =
                log.solve(substep, projection.ode(place), span, Cores.matrix(tensors[node]), node);
        tensors[node] = Cores.tensor(x1, tensors[node]);
    }

    private Matrix backward(int node, Subtree basis, Matrix s) {
        return log.solve(
                substep,
                projection.edge(node, basis, outsides[node]).negated(),
                span,
                s,
                log.named("S(t+h) above", node));
    }

    /// Moves the norm back into the parent: QR = U S, S backward where the child comes first.
    private int up(int node, boolean backward) {
        if (node == tree.root()) {
            result = TreeTensor.of(tree, new Subtree(tensors[node], below.get(node)));
            return Tree.NONE;
        }
        Qr qr = Qr.of(Cores.matrix(tensors[node]));
        tensors[node] = Cores.tensor(qr.q(), tensors[node]);
        Subtree basis = new Subtree(tensors[node], below.get(node));
        Matrix s = backward ? backward(node, basis, qr.r()) : qr.r();
        int parent = tree.parent(node);
        int k = tree.childIndex(node);
        tensors[parent] = outsides[node].tensor().timesMode(k, s);
        below.get(parent).set(k, basis);
        return parent;
    }
}
