package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.equation.split.StagedTree;
import org.bugle.equation.tree.Outside;
import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.ModeOde;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The solution in full bases as a reference for tensors of few entries: with identities as the
/// tensors of all nodes but one, the equation of that node is the whole equation, an ODE of dense
/// arrays ([DenseFlow]). The node is one with parts of nearly equal size around it.
///
/// @param tolerance relative, of the local error
/// @param most entries that the solution may have
public record FullTreeReference(double tolerance, long most) {
    /// What is kept of the dense solution, relative to its norm.
    private static final double KEPT = 1e-14;

    /// @throws IllegalArgumentException if the tolerance is not in (0, 1)
    public FullTreeReference {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "FullTreeReference: tolerance must be in (0, 1), found " + tolerance);
        }
    }

    /// Tolerance 10⁻¹² for up to 2²⁰ entries.
    public static FullTreeReference ofTightTolerance() {
        return new FullTreeReference(1e-12, 1L << 20);
    }

    /// The number of entries of a tensor, which may be beyond any integer.
    public static double entries(TreeTensor y) {
        return IntStream.of(y.shape()).asDoubleStream().reduce(1, (a, b) -> a * b);
    }

    /// The solution of a problem at a time, from its untruncated start.
    ///
    /// @throws IllegalArgumentException if it has too many entries
    /// @throws ArithmeticException if it blows up, or is too stiff
    public TreeTensor at(TreeProblem problem, double time) {
        return at(problem.equation(), problem.startTime(), problem.start().full(), time);
    }

    /// The solution Y(`time`) from Y(`startTime`).
    ///
    /// @throws IllegalArgumentException if it has too many entries
    /// @throws ArithmeticException if it blows up, or is too stiff
    public TreeTensor at(TreeEquation equation, double startTime, TreeTensor start, double time) {
        double entries = entries(start);
        if (entries > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "FullTreeReference: the full solution on %d sites has %.3g entries of"
                                    + " which %.3g are allowed; choose fewer sites or no reference",
                            start.tree().sites(),
                            entries,
                            (double) most));
        }
        if (equation instanceof StagedTree(SplitEquation parts, _)) {
            return at(parts, startTime, start, time);
        }
        FullBases bases = FullBases.of(start);
        Place place = bases.place();
        TreeEquation constant = (_, _) -> start;
        Matrix x0 =
                constant.projection(bases.network)
                        .restricted(startTime, place, place, bases.centre());
        ModeOde ode = equation.projection(bases.network).ode(place);
        Matrix x1 =
                new DenseFlow(ode::evaluate, equation.isComplex(), tolerance)
                        .solve(startTime, x0, time);
        return bases.with(x1).truncated(Truncation.relative(KEPT)).value();
    }

    /// An equation of dense tensors by itself.
    private TreeTensor at(SplitEquation parts, double startTime, TreeTensor start, double time) {
        int[] shape = start.shape();
        Tensor y0 = start.toDense();
        DenseFlow.Derivative derivative =
                (t, y) -> column(parts.evaluate(t, Tensor.of(y).reshape(shape)));
        Matrix y1 =
                new DenseFlow(derivative, parts.isComplex(), tolerance)
                        .solve(startTime, column(y0), time);
        return TreeTensor.ofDense(
                start.tree(), Tensor.of(y1).reshape(shape), Truncation.relative(KEPT));
    }

    private static Matrix column(Tensor y) {
        return y.reshape(y.size(), 1).unfold(0);
    }

    /// Identities at all nodes but the centre, whose tensor is zero.
    private record FullBases(TreeTensor network, int node) {
        static FullBases of(TreeTensor y) {
            Tree tree = y.tree();
            int[] below = new int[tree.nodes()]; // the number of values of all sites below a node
            for (int node = 0; node < tree.nodes(); node++) {
                below[node] =
                        tree.isLeaf(node)
                                ? y.tensor(node).size(0)
                                : tree.children(node).stream()
                                        .mapToInt(child -> below[child])
                                        .reduce(1, (a, b) -> a * b);
            }
            int all = below[tree.root()];
            int centre = tree.root();
            for (int node = 0; node < tree.root(); node++) {
                centre =
                        largestPart(tree, below, node) < largestPart(tree, below, centre)
                                ? node
                                : centre;
            }
            List<Tensor> tensors = new ArrayList<>();
            for (int node = 0; node < tree.nodes(); node++) {
                tensors.add(tensor(tree, below, centre, node, all / below[node]));
            }
            return new FullBases(TreeTensor.of(tree, tensors), centre);
        }

        /// The largest of the parts around a node.
        private static int largestPart(Tree tree, int[] below, int node) {
            int outside = below[tree.root()] / below[node];
            return tree.children(node).stream()
                    .mapToInt(child -> below[child])
                    .reduce(outside, Math::max);
        }

        private static Tensor tensor(Tree tree, int[] below, int centre, int node, int outside) {
            int[] shape =
                    tree.isLeaf(node)
                            ? new int[] {below[node], 0}
                            : IntStream.concat(
                                            tree.children(node).stream().mapToInt(k -> below[k]),
                                            IntStream.of(0))
                                    .toArray();
            int parent = shape.length - 1;
            if (node == centre) {
                shape[parent] = outside;
                return Tensor.zeros(shape);
            }
            for (int k = 0; k < tree.childCount(node); k++) {
                if (tree.commonAncestor(tree.child(node, k), centre) == tree.child(node, k)) {
                    shape[parent] = outside; // on the path: a frame for the child
                    shape[k] = IntStream.of(shape).reduce(1, (a, b) -> a * b) / shape[k];
                    return Tensor.fold(Matrix.identity(shape[k]), k, shape);
                }
            }
            shape[parent] = below[node];
            return Tensor.fold(Matrix.identity(below[node]), parent, shape);
        }

        Place place() {
            Tree tree = network.tree();
            List<Integer> path = new ArrayList<>(); // from the root down
            for (int at = node; at != Tree.NONE; at = tree.parent(at)) {
                path.addFirst(at);
            }
            Optional<Outside> outside = Optional.empty();
            for (int k = 0; k + 1 < path.size(); k++) {
                Subtree here = network.subtree(path.get(k));
                outside =
                        Optional.of(
                                new Outside(
                                        here.tensor(),
                                        tree.childIndex(path.get(k + 1)),
                                        here.children(),
                                        outside));
            }
            return new Place(node, network.subtree(node).children(), outside);
        }

        Matrix centre() {
            return network.subtree(node).matrix();
        }

        TreeTensor with(Matrix x) {
            Tree tree = network.tree();
            return TreeTensor.of(
                    tree,
                    IntStream.range(0, tree.nodes())
                            .mapToObj(k ->
                                    k == node
                                            ? Tensor.of(x).reshape(network.tensor(k).shape())
                                            : network.tensor(k))
                            .toList());
        }
    }
}
