package org.bugle.files;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Values whose bits a file must keep.
final class Cases {
    private Cases() {}

    static Matrix real(int rows, int columns) {
        RandomGenerator random = new SplitMix64(31L * rows + columns);
        Matrix a = Matrix.randomGaussian(rows, columns, random);
        double[] odd = {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1 / 3.0};
        return Matrix.generate(
                rows, columns, (i, j) -> i < odd.length && j == 0 ? odd[i] : a.get(i, j));
    }

    static Matrix complex(int rows, int columns) {
        Matrix re = real(rows, columns);
        Matrix im = real(columns, rows);
        return Matrix.generateComplex(
                rows, columns, (i, j) -> new Complex(re.get(i, j), im.get(j, i)));
    }

    static LowRankMatrix realState(int m, int n, int rank) {
        return new LowRankMatrix(real(m, rank), real(rank, rank), real(n, rank));
    }

    /// With a real basis beside complex ones.
    static LowRankMatrix complexState(int m, int n, int rank) {
        return new LowRankMatrix(complex(m, rank), complex(rank, rank), real(n, rank));
    }

    static boolean sameBits(Matrix a, Matrix b) {
        return a.rows() == b.rows()
                && a.cols() == b.cols()
                && a.isComplex() == b.isComplex()
                && Arrays.equals(bits(a), bits(b));
    }

    /// Of different ranks and sizes; some arrays of a complex one are real.
    static TreeTensor treeState(String expression, boolean complex) {
        Tree tree = Tree.parse(expression);
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            IntStream below =
                    tree.isLeaf(node)
                            ? IntStream.of(2 + tree.site(node))
                            : tree.children(node).stream().mapToInt(child -> 2 + child % 3);
            int rank = node == tree.root() ? 1 : 2 + node % 3;
            int[] shape = IntStream.concat(below, IntStream.of(rank)).toArray();
            int rows = IntStream.of(shape).reduce(1, (a, b) -> a * b) / rank;
            Matrix core = complex && node != 1 ? complex(rows, rank) : real(rows, rank);
            tensors.add(Tensor.of(core).reshape(shape));
        }
        return TreeTensor.of(tree, tensors);
    }

    static boolean sameBits(TreeTensor a, TreeTensor b) {
        return a.tree().equals(b.tree())
                && IntStream.range(0, a.tree().nodes())
                        .allMatch(node ->
                                Arrays.equals(a.tensor(node).shape(), b.tensor(node).shape())
                                        && sameBits(
                                                a.subtree(node).matrix(),
                                                b.subtree(node).matrix()));
    }

    static boolean sameBits(LowRankMatrix a, LowRankMatrix b) {
        return sameBits(a.u(), b.u()) && sameBits(a.s(), b.s()) && sameBits(a.v(), b.v());
    }

    private static long[] bits(Matrix a) {
        return Arrays.stream(a.toArray()).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
