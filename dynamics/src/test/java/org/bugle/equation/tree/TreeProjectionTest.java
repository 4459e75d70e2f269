package org.bugle.equation.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.LeafSlots;
import org.bugle.operator.tree.SparseTensor;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What a node sees of a linear equation by environments is what it sees when the operator is
/// applied to the whole network.
class TreeProjectionTest {
    private static final double T = 0.3;

    /// A linear equation that does not say so.
    private record Whole(LinearTreeEquation linear) implements TreeEquation {
        @Override
        public TreeTensor evaluate(double t, TreeTensor y) {
            return linear.evaluate(t, y);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0 1)", "((0 1) 2 (3 4))", "(4 (2 (0 (1 3))))", "(2 0 3 1)", "0"})
    void environmentsGiveWhatTheWholeNetworkGives(String text) {
        Tree tree = Tree.parse(text);
        for (boolean complex : new boolean[] {false, true}) {
            for (TreeOperator h : List.of(random(tree, complex), hamiltonian(tree, complex))) {
                LinearTreeEquation linear =
                        LinearTreeEquation.of(Coefficient.of(t -> 1 + t), h)
                                .plus(
                                        Coefficient.of(2),
                                        TreeOperator.product(
                                                tree, h.sizes(), Map.of(0, site(0, complex, 5))));
                TreeEquation whole = new Whole(linear);
                TreeTensor ket = network(tree, complex, 1);
                TreeTensor bra = network(tree, true, 2);
                TreeProjection fast = linear.projection(ket);
                TreeProjection slow = whole.projection(ket);
                List<Place> kets = places(ket);
                List<Place> bras = places(bra);
                for (int node = 0; node < tree.nodes(); node++) {
                    Matrix x = open(kets.get(node), ket, node);
                    Matrix own = slow.restricted(T, kets.get(node), kets.get(node), x);
                    assertThat(fast.ode(kets.get(node)).evaluate(T, x).minus(own).norm())
                            .isLessThan(1e-13 * (1 + own.norm()));
                    assertThat(fast.ode(kets.get(node)).negated().evaluate(T, x).plus(own).norm())
                            .isLessThan(1e-13 * (1 + own.norm()));
                    Matrix mixed = slow.restricted(T, bras.get(node), kets.get(node), x);
                    assertThat(mixed.norm()).isGreaterThan(1e-3);
                    assertThat(
                                    fast.restricted(T, bras.get(node), kets.get(node), x)
                                            .minus(mixed)
                                            .norm())
                            .isLessThan(1e-13 * (1 + mixed.norm()));
                }
            }
        }
    }

    @Test
    void aCoreIsAdvancedByKrylovSpacesAsByManySmallSteps() {
        Tree tree = Tree.parse("((0 1) 2 (3 4))");
        TreeTensor y = network(tree, true, 3);
        LinearTreeEquation equation =
                LinearTreeEquation.of(Coefficient.of(Complex.I.negate()), hamiltonian(tree, true));
        Place root = places(y).getLast();
        ModeOde ode = equation.projection(y).ode(root);
        Matrix x = y.subtree(tree.root()).matrix();
        Span span = new Span(0, 0, 0, 0.1);
        Matrix krylov = Substep.exponential().solve(ode, span, x);
        Matrix fine = Substep.rk4(200).solve(ode, span, x);
        assertThat(krylov.minus(fine).norm()).isLessThan(1e-10 * fine.norm());
    }

    @Test
    void aLinearTreeOfThousandsOfSitesIsSeenFromItsLastLeaf() {
        Tree tree = Tree.linear(2048);
        TreeTensor y = network(tree, false, 1);
        TreeOperator h = hamiltonian(tree, false).times(Complex.real(1e-3));
        Place last = places(y).get(tree.leaf(2047));
        Matrix x = open(last, y, tree.leaf(2047));
        Matrix image =
                LinearTreeEquation.of(Coefficient.ONE, h).projection(y).ode(last).evaluate(0, x);
        assertThat(image.isFinite()).isTrue();
        assertThat(image.norm()).isPositive();
    }

    @Test
    void operatorAndTensorMustFit() {
        TreeOperator h = hamiltonian(Tree.balanced(4), false);
        LinearTreeEquation equation = LinearTreeEquation.of(Coefficient.ONE, h);
        assertThatThrownBy(() -> equation.projection(network(Tree.linear(4), false, 1)))
                .hasMessage(
                        "TreeOperator: operator and tensor are on different trees, ((0 1) (2 3))"
                                + " and (0 (1 (2 3)))");
        TreeTensor narrow =
                TreeTensor.product(
                        Tree.balanced(4),
                        IntStream.range(0, 4).mapToObj(_ -> Matrix.columnVector(1, 0)).toList());
        assertThatThrownBy(() -> equation.projection(narrow))
                .hasMessage(
                        "TreeOperator: site 0 has 3 states in the operator and 2 in the tensor");
    }

    // ---- operators on sites of 3, 2, 3, 2, … states

    private static int states(int site) {
        return site % 2 == 0 ? 3 : 2;
    }

    private static LinearMap site(int site, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed + site);
        int n = states(site);
        Matrix re = Matrix.randomGaussian(n, n, random);
        return Dense.of(complex ? Matrix.complex(re, Matrix.randomGaussian(n, n, random)) : re);
    }

    /// Two slots everywhere, without any structure.
    private static TreeOperator random(Tree tree, boolean complex) {
        RandomGenerator random = new SplitMix64(17);
        List<LeafSlots> leaves = new ArrayList<>();
        boolean alone = tree.sites() == 1;
        for (int l = 0; l < tree.sites(); l++) {
            leaves.add(
                    new LeafSlots(
                            states(l),
                            List.of(site(l, complex, 3), new Identity(states(l))),
                            Matrix.randomGaussian(2, alone ? 1 : 2, random)));
        }
        List<SparseTensor> cores = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            if (!tree.isLeaf(node)) {
                int[] shape = new int[tree.childCount(node) + 1];
                Arrays.fill(shape, 2);
                shape[shape.length - 1] = node == tree.root() ? 1 : 2;
                cores.add(
                        SparseTensor.of(
                                complex
                                        ? Tensor.generateComplex(
                                                shape,
                                                _ ->
                                                        new Complex(
                                                                random.nextDouble(),
                                                                random.nextDouble()))
                                        : Tensor.generate(shape, _ -> random.nextDouble())));
            }
        }
        return TreeOperator.of(tree, leaves, cores);
    }

    /// Slots: the identity, all terms below, one channel; pairs of children couple.
    private static TreeOperator hamiltonian(Tree tree, boolean complex) {
        List<LeafSlots> leaves = new ArrayList<>();
        for (int l = 0; l < tree.sites(); l++) {
            List<LinearMap> slots =
                    List.of(new Identity(states(l)), site(l, complex, 100), site(l, complex, 200));
            leaves.add(
                    tree.sites() == 1
                            ? LeafSlots.of(states(l), slots.subList(1, 2))
                            : LeafSlots.of(states(l), slots));
        }
        List<SparseTensor> cores = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            if (!tree.isLeaf(node)) {
                cores.add(core(tree.childCount(node), node == tree.root(), complex));
            }
        }
        return TreeOperator.of(tree, leaves, cores);
    }

    private static SparseTensor core(int children, boolean root, boolean complex) {
        int[] shape = new int[children + 1];
        Arrays.fill(shape, 3);
        shape[children] = root ? 1 : 3;
        int all = root ? 0 : 1;
        SparseTensor.Builder builder = SparseTensor.builder(shape);
        if (!root) {
            builder.put(1, new int[children + 1]);
        }
        for (int i = 0; i < children; i++) {
            builder.put(1, index(children, all, i, 1, i, 1));
            if (!root) {
                builder.put(0.3 + 0.1 * i, index(children, 2, i, 2, i, 2));
            }
            for (int j = i + 1; j < children; j++) {
                builder.put(
                        complex ? new Complex(0.7, 0.2 * j) : Complex.real(0.7),
                        index(children, all, i, 2, j, 2));
            }
        }
        return builder.tensor();
    }

    private static int[] index(int children, int last, int i, int a, int j, int b) {
        int[] index = new int[children + 1];
        index[i] = a;
        index[j] = b;
        index[children] = last;
        return index;
    }

    // ---- states and their places

    private static TreeTensor network(Tree tree, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        List<Tensor> tensors = new ArrayList<>();
        int[] ranks = new int[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            int[] below =
                    tree.isLeaf(node)
                            ? new int[] {states(tree.site(node))}
                            : tree.children(node).stream().mapToInt(k -> ranks[k]).toArray();
            int rows = IntStream.of(below).reduce(1, (a, b) -> a * b);
            int wanted = node == tree.root() ? 1 : 2 + (node + (int) seed) % 2;
            ranks[node] = Math.min(wanted, rows);
            int[] shape =
                    IntStream.concat(IntStream.of(below), IntStream.of(ranks[node])).toArray();
            Matrix re = Matrix.randomGaussian(rows, ranks[node], random);
            Matrix all =
                    complex
                            ? Matrix.complex(re, Matrix.randomGaussian(rows, ranks[node], random))
                            : re;
            tensors.add(Tensor.of(Qr.of(all).q()).reshape(shape));
        }
        return TreeTensor.of(tree, tensors);
    }

    /// All nodes, each between the bases of y below and isometric frames above.
    private static List<Place> places(TreeTensor y) {
        Tree tree = y.tree();
        Place[] places = new Place[tree.nodes()];
        Tensor[] centres = new Tensor[tree.nodes()];
        for (int node = tree.root(); node >= 0; node--) {
            Optional<Outside> outside = Optional.empty();
            if (node != tree.root()) {
                int parent = tree.parent(node);
                int k = tree.childIndex(node);
                Tensor c = centres[parent];
                Qr qr = Qr.of(c.unfold(k).adjoint());
                int[] shape = c.shape();
                shape[k] = qr.q().cols();
                outside =
                        Optional.of(
                                new Outside(
                                        Tensor.fold(qr.q().adjoint(), k, shape),
                                        k,
                                        y.subtree(parent).children(),
                                        places[parent].outside()));
                Tensor own = y.tensor(node);
                centres[node] = own.timesMode(own.order() - 1, qr.r().conjugate());
            } else {
                centres[node] = y.tensor(node);
            }
            places[node] = new Place(node, y.subtree(node).children(), outside);
        }
        return List.of(places);
    }

    /// Some tensor at a place.
    private static Matrix open(Place place, TreeTensor y, int node) {
        int rank = place.outside().map(Outside::rank).orElse(1);
        Matrix own = y.subtree(node).matrix();
        RandomGenerator random = new SplitMix64(node);
        Matrix x = Matrix.randomGaussian(own.rows(), rank, random);
        return own.isComplex() ? x.toComplex() : x;
    }
}
