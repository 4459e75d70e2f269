package org.bugle.integrator.tree;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Equations and values on trees to test integrators with.
final class TreeProblems {
    private static final Complex MINUS_I = Complex.I.negate();

    private TreeProblems() {}

    /// Trees of all kinds, none of them symmetric.
    static Stream<Tree> trees() {
        return Stream.of(
                        "(0 1)",
                        "((0 1) 2 (3 4))",
                        "((3 (0 5)) (4 1) 2)",
                        "(4 (2 (0 (1 3))))",
                        "(2 0 3 1)",
                        "0")
                .map(Tree::parse);
    }

    /// 3, 4, 2, 3, 4, 2, … states.
    static List<Integer> sizes(Tree tree) {
        return IntStream.range(0, tree.sites()).mapToObj(l -> 2 + (l + 1) % 3).toList();
    }

    /// A network of norm 1 with orthonormal bases of ranks up to `rank`.
    static TreeTensor network(
            Tree tree, List<Integer> sizes, int rank, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            int[] below =
                    tree.isLeaf(node)
                            ? new int[] {sizes.get(tree.site(node))}
                            : tree.children(node).stream()
                                    .mapToInt(k -> tensors.get(k).size(tensors.get(k).order() - 1))
                                    .toArray();
            int all = IntStream.of(below).reduce(1, (a, b) -> a * b);
            int last = node == tree.root() ? 1 : Math.min(rank, all);
            int[] shape = IntStream.concat(IntStream.of(below), IntStream.of(last)).toArray();
            tensors.add(Tensor.of(Cases.gaussian(all, last, complex, random)).reshape(shape));
        }
        TreeTensor y = TreeTensor.of(tree, tensors).orthonormalized();
        return y.times(1 / y.norm());
    }

    static TreeTensor network(Tree tree, int rank, boolean complex, long seed) {
        return network(tree, sizes(tree), rank, complex, seed);
    }

    /// Y′ = Σ A_l Y + cos(t) Σ (A_l ⊗ B_j) Y for matrices without any symmetry.
    static LinearTreeEquation linear(Tree tree, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Integer> sizes = sizes(tree);
        LinearTreeEquation sum =
                LinearTreeEquation.of(
                        Coefficient.ONE,
                        site(
                                tree,
                                sizes,
                                0,
                                Cases.gaussian(sizes.get(0), sizes.get(0), complex, random)));
        for (int l = 0; l < tree.sites(); l++) {
            Map<Integer, Dense> pair = new HashMap<>();
            for (int k : List.of(l, (l + 2) % tree.sites())) {
                pair.put(
                        k,
                        Dense.of(
                                Cases.gaussian(sizes.get(k), sizes.get(k), complex, random)
                                        .times(0.5)));
            }
            sum = sum.plus(Coefficient.of(Math::cos), TreeOperator.product(tree, sizes, pair));
        }
        return sum;
    }

    /// The Schrödinger equation of the Ising chain −Σ σ_z σ_z − Σ σ_x, whose operator has several
    /// slots at each edge.
    static LinearTreeEquation ising(Tree tree) {
        int d = tree.sites();
        PairHamiltonian pairs =
                PairHamiltonian.of(d, 2)
                        .withLocal(Dense.of(Matrix.of(new double[][] {{0, -1}, {-1, 0}})))
                        .plus(
                                PairFamily.of(
                                        Couplings.of(d, (i, j) -> Math.abs(i - j) == 1 ? -1 : 0),
                                        Dense.of(Matrix.diagonal(1, -1))));
        return LinearTreeEquation.of(
                Coefficient.of(Complex.I.negate()),
                pairs.toOperator(tree, Compression.local(1e-12), PairHamiltonian.Form.MERGED));
    }

    private static TreeOperator site(Tree tree, List<Integer> sizes, int l, Matrix a) {
        return TreeOperator.product(tree, sizes, Map.of(l, Dense.of(a)));
    }

    /// Y′ = −iHY for H of random Hermitian matrices, the pairs weighted by `coupling`.
    static LinearTreeEquation schroedinger(
            Tree tree, List<Integer> sizes, double coupling, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Matrix> sites = sizes.stream().map(n -> hermitian(n, random)).toList();
        LinearTreeEquation sum =
                LinearTreeEquation.of(
                        Coefficient.of(MINUS_I), site(tree, sizes, 0, sites.getFirst()));
        for (int l = 1; l < sizes.size(); l++) {
            sum = sum.plus(Coefficient.of(MINUS_I), site(tree, sizes, l, sites.get(l)));
            for (int k = 0; k < l; k++) {
                Map<Integer, Dense> pair =
                        Map.of(
                                k, Dense.of(hermitian(sizes.get(k), random)),
                                l, Dense.of(hermitian(sizes.get(l), random)));
                sum =
                        sum.plus(
                                Coefficient.of(MINUS_I.times(coupling)),
                                TreeOperator.product(tree, sizes, pair));
            }
        }
        return sum;
    }

    private static Matrix hermitian(int n, SplitMix64 random) {
        Matrix a = Cases.gaussian(n, n, true, random);
        Matrix h = a.plus(a.adjoint());
        return h.times(1 / h.norm());
    }

    /// Y′ = D for a given tensor D.
    static TreeEquation constant(TreeTensor d) {
        return new TreeEquation() {
            @Override
            public TreeTensor evaluate(double t, TreeTensor y) {
                return d;
            }

            @Override
            public boolean isComplex() {
                return d.isComplex();
            }
        };
    }

    /// The same equation without its structure.
    static TreeEquation plain(TreeEquation equation) {
        return new TreeEquation() {
            @Override
            public TreeTensor evaluate(double t, TreeTensor y) {
                return equation.evaluate(t, y);
            }

            @Override
            public boolean isComplex() {
                return equation.isComplex();
            }
        };
    }

    static TreeTensor advanced(
            TreeIntegrator integrator, TreeEquation equation, TreeTensor y, double end, int steps) {
        double h = end / steps;
        for (int i = 0; i < steps; i++) {
            y = step(integrator, equation, y, i, h).value();
        }
        return y;
    }

    static Step<TreeTensor> step(
            TreeIntegrator integrator, TreeEquation equation, TreeTensor y, int i, double h) {
        return integrator.step(equation, new Span(i, 0, i * h, h), y);
    }

    /// e^{tF} of a linear F that does not depend on time, as a dense matrix.
    static Matrix flow(TreeEquation equation, Tree tree, List<Integer> sizes, double t) {
        int size = sizes.stream().reduce(1, (a, b) -> a * b);
        Matrix[] columns = new Matrix[size];
        for (int k = 0; k < size; k++) {
            List<Matrix> unit = new ArrayList<>();
            int rest = k;
            for (int n : sizes) {
                int row = rest % n;
                rest /= n;
                unit.add(Matrix.generate(n, 1, (i, _) -> i == row ? 1 : 0));
            }
            columns[k] = column(equation.evaluate(0, TreeTensor.product(tree, unit)));
        }
        return Expm.of(Matrix.hcat(columns).times(t));
    }

    /// All entries as one column.
    static Matrix column(TreeTensor y) {
        Tensor dense = y.toDense();
        return dense.reshape(dense.size(), 1).unfold(0);
    }
}
