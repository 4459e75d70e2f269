package org.bugle.equation.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The projection of any equation: F is applied to the whole network, and the network F(t, Y) is
/// contracted with the bases of the place. Every evaluation visits all nodes.
final class AppliedProjection implements TreeProjection {
    private final TreeEquation equation;
    private final Tree tree;
    private final boolean complex;

    AppliedProjection(TreeEquation equation, TreeTensor y) {
        this.equation = equation;
        tree = y.tree();
        complex = equation.isComplex() || y.isComplex();
    }

    @Override
    public ModeOde ode(Place place) {
        return new FunctionOde(complex, (t, x) -> restricted(t, place, place, x));
    }

    @Override
    public Matrix restricted(double t, Place bra, Place ket, Matrix x) {
        return seen(bra, equation.evaluate(t, network(ket, x)));
    }

    /// A network in the bases of a place and in its frame.
    Matrix seen(Place bra, TreeTensor image) {
        int node = bra.node();
        List<Integer> path = new ArrayList<>(); // from the root to the parent of the place
        List<Outside> frames = new ArrayList<>();
        Optional<Outside> frame = bra.outside();
        for (int p = tree.parent(node); p != Tree.NONE; p = tree.parent(p)) {
            path.addFirst(p);
            frames.addFirst(frame.orElseThrow());
            frame = frame.orElseThrow().above();
        }
        Matrix outside = Matrix.identity(1);
        for (int k = 0; k < path.size(); k++) {
            Outside here = frames.get(k);
            Tensor seen = times(image.tensor(path.get(k)), outside);
            for (int j = 0; j < here.siblings().size(); j++) {
                if (j != here.child()) {
                    int sibling = tree.child(path.get(k), j);
                    seen = seen.timesMode(j, overlap(sibling, here.siblings().get(j), image));
                }
            }
            outside =
                    here.tensor()
                            .unfold(here.child())
                            .conjugate()
                            .timesTranspose(seen.unfold(here.child()));
        }
        Tensor result = times(image.tensor(node), outside);
        for (int j = 0; j < bra.children().size(); j++) {
            Matrix below = overlap(tree.child(node, j), bra.children().get(j), image);
            result = result.timesMode(j, below);
        }
        return result.reshape(result.size() / outside.rows(), outside.rows()).unfold(0);
    }

    /// C ×_parent D.
    private static Tensor times(Tensor c, Matrix d) {
        return c.timesMode(c.order() - 1, d);
    }

    /// U_τᴴ G_τ of a subtree of the bases and of the image.
    private Matrix overlap(int top, Subtree bra, TreeTensor image) {
        int first = tree.firstBelow(top);
        Subtree[] bases = nodes(top, bra);
        Matrix[] overlaps = new Matrix[bases.length];
        for (int node = first; node <= top; node++) {
            Tensor seen = image.tensor(node);
            for (int k = 0; k < tree.childCount(node); k++) {
                seen = seen.timesMode(k, overlaps[tree.child(node, k) - first]);
            }
            Matrix u = bases[node - first].matrix();
            int rank = image.subtree(node).rank();
            overlaps[node - first] = u.adjointTimes(seen.reshape(u.rows(), rank).unfold(0));
        }
        return overlaps[top - first];
    }

    /// The subtrees of all nodes of a subtree, in post-order.
    private Subtree[] nodes(int top, Subtree subtree) {
        int first = tree.firstBelow(top);
        Subtree[] nodes = new Subtree[top - first + 1];
        nodes[top - first] = subtree;
        for (int node = top; node >= first; node--) {
            for (int k = 0; k < tree.childCount(node); k++) {
                nodes[tree.child(node, k) - first] = nodes[node - first].children().get(k);
            }
        }
        return nodes;
    }

    /// Y of the tensor x at a place.
    private TreeTensor network(Place place, Matrix x) {
        Tensor[] tensors = new Tensor[tree.nodes()];
        int[] shape =
                IntStream.concat(
                                place.children().stream().mapToInt(Subtree::rank),
                                IntStream.of(x.cols()))
                        .toArray();
        boolean leaf = place.children().isEmpty();
        tensors[place.node()] = leaf ? Tensor.of(x) : Tensor.of(x).reshape(shape);
        for (int k = 0; k < place.children().size(); k++) {
            put(tree.child(place.node(), k), place.children().get(k), tensors);
        }
        Optional<Outside> frame = place.outside();
        for (int p = tree.parent(place.node()); p != Tree.NONE; p = tree.parent(p)) {
            Outside here = frame.orElseThrow();
            tensors[p] = here.tensor();
            for (int k = 0; k < here.siblings().size(); k++) {
                if (k != here.child()) {
                    put(tree.child(p, k), here.siblings().get(k), tensors);
                }
            }
            frame = here.above();
        }
        return TreeTensor.of(tree, List.of(tensors));
    }

    private void put(int top, Subtree subtree, Tensor[] tensors) {
        int node = tree.firstBelow(top);
        for (Subtree below : nodes(top, subtree)) {
            tensors[node++] = below.tensor();
        }
    }
}
