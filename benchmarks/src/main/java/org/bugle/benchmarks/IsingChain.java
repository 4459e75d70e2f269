package org.bugle.benchmarks;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
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
import org.bugle.substep.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The Schrödinger equation of the transverse-field Ising chain, H = −Σ σ_z σ_z − Σ σ_x, on d spins
/// of a tree: bonds min(r, 2^m, 2^(d−m)) over m sites, a random complex start of norm 1, a step of
/// 0.01.
///
/// @param tree of d leaves
record IsingChain(Tree tree, int r) {
    /// On a balanced tree of d sites.
    static IsingChain balanced(int d, int r) {
        return new IsingChain(Tree.balanced(d), r);
    }

    LinearTreeEquation equation() {
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

    TreeTensor start() {
        int d = tree.sites();
        RandomGenerator random = new SplitMix64(1);
        int[] ranks = new int[tree.nodes()];
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            int below = tree.sitesBelow(node).size();
            ranks[node] =
                    node == tree.root()
                            ? 1
                            : (int) Math.min(r, Math.pow(2, Math.min(below, d - below)));
            int[] children =
                    tree.isLeaf(node)
                            ? new int[] {2}
                            : tree.children(node).stream().mapToInt(k -> ranks[k]).toArray();
            int rows = IntStream.of(children).reduce(1, (a, b) -> a * b);
            Matrix gauss =
                    Matrix.complex(
                            Matrix.randomGaussian(rows, ranks[node], random),
                            Matrix.randomGaussian(rows, ranks[node], random));
            int[] shape =
                    IntStream.concat(IntStream.of(children), IntStream.of(ranks[node])).toArray();
            tensors.add(Tensor.of(Qr.of(gauss).q()).reshape(shape));
        }
        return TreeTensor.of(tree, tensors);
    }

    Span span() {
        return new Span(0, 0, 0, 0.01);
    }
}
