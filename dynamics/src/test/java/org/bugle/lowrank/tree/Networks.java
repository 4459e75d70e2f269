package org.bugle.lowrank.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Networks to test with, and what they mean, entry by entry.
final class Networks {
    private Networks() {}

    /// Trees over small sites of different sizes, real and complex; the second core of some is rank
    /// deficient.
    static Stream<TreeTensor> samples() {
        return Stream.of(
                        "(0 1)",
                        "(1 0)",
                        "((0 1) 2 (3 4))",
                        "((3 (0 5)) (4 1) 2)",
                        "(((1 3) 0) (4 2))",
                        "(4 (2 (0 (1 3))))",
                        "(2 0 3 1)",
                        "0")
                .flatMap(text ->
                        Stream.of(
                                random(Tree.parse(text), 3, false, text.hashCode()),
                                random(Tree.parse(text), 3, true, 7 + text.hashCode()),
                                deficient(Tree.parse(text), text.hashCode())));
    }

    /// Site l has size 2 + (l + 1) mod 3.
    static TreeTensor random(Tree tree, int rank, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            int last = node == tree.root() ? 1 : rank + node % 2;
            int[] below =
                    tree.isLeaf(node)
                            ? new int[] {2 + (tree.site(node) + 1) % 3}
                            : tree.children(node).stream()
                                    .mapToInt(child -> rank + child % 2)
                                    .toArray();
            int[] shape = IntStream.concat(IntStream.of(below), IntStream.of(last)).toArray();
            int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
            Matrix re = Matrix.randomGaussian(size, 1, random);
            Matrix im = Matrix.randomGaussian(size, 1, random);
            Matrix entries = complex ? Matrix.complex(re, im) : re;
            tensors.add(Tensor.of(entries).reshape(shape));
        }
        return TreeTensor.of(tree, tensors);
    }

    /// Complex, with the first column of every tensor repeated as the last one.
    static TreeTensor deficient(Tree tree, long seed) {
        TreeTensor y = random(tree, 3, true, seed);
        return y.with(node -> {
            Matrix c = y.subtree(node).matrix();
            Matrix repeated =
                    node == tree.root()
                            ? c
                            : Matrix.hcat(c.columns(0, c.cols() - 1), c.columns(0, 1));
            return Cores.tensor(repeated, y.tensor(node));
        });
    }

    /// `fill_ttn` of spec `ttn` §7 on sites of the given sizes; not yet orthonormal.
    static TreeTensor filled(Tree tree, int[] sizes, int rank, double a) {
        List<Tensor> tensors = new ArrayList<>();
        int number = 0;
        for (int node = 0; node < tree.nodes(); node++) {
            if (tree.isLeaf(node)) {
                int l = tree.site(node);
                tensors.add(filled(a + 0.1 * l, sizes[l], Math.min(rank, sizes[l])));
                continue;
            }
            int[] shape =
                    IntStream.concat(
                                    IntStream.of(node == tree.root() ? 1 : rank),
                                    tree.children(node).stream()
                                            .mapToInt(child -> Cores.rank(tensors.get(child))))
                            .toArray();
            int m = shape.length - 1;
            int[] parentLast = IntStream.range(0, m + 1).map(k -> k < m ? k + 1 : 0).toArray();
            tensors.add(filled(a + 0.37 + 0.1 * number++, shape).permute(parentLast));
        }
        return TreeTensor.of(tree, tensors);
    }

    /// Entry number k in C order is sin(a(k+1)²) + i cos(a(k+1)²+1).
    private static Tensor filled(double a, int... shape) {
        return Tensor.generateComplex(
                shape,
                index -> {
                    int k = 0;
                    for (int mode = 0; mode < shape.length; mode++) {
                        k = k * shape[mode] + index[mode];
                    }
                    double x = a * (k + 1) * (k + 1);
                    return new Complex(Math.sin(x), Math.cos(x + 1));
                });
    }

    /// All entries by the definition: the sum over all indices of all edges.
    static Tensor dense(TreeTensor y) {
        return Tensor.generateComplex(y.shape(), index -> sum(y, y.tree().root(), 0, index));
    }

    private static Complex sum(TreeTensor y, int node, int a, int[] index) {
        Tree tree = y.tree();
        Tensor c = y.tensor(node);
        if (tree.isLeaf(node)) {
            return c.at(index[tree.site(node)], a);
        }
        Complex result = Complex.ZERO;
        int m = tree.childCount(node);
        int[] b = new int[m + 1];
        b[m] = a;
        Complex[][] below = new Complex[m][];
        for (int k = 0; k < m; k++) {
            below[k] = new Complex[c.size(k)];
            for (int i = 0; i < c.size(k); i++) {
                below[k][i] = sum(y, tree.child(node, k), i, index);
            }
        }
        int columns = Cores.matrix(c).rows();
        for (int flat = 0; flat < columns; flat++) {
            int rest = flat;
            Complex product = Complex.ONE;
            for (int k = 0; k < m; k++) {
                b[k] = rest % c.size(k);
                rest /= c.size(k);
                product = product.times(below[k][b[k]]);
            }
            result = result.plus(product.times(c.at(b)));
        }
        return result;
    }
}
