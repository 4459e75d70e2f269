package org.bugle.operator.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;

/// H Y as a network whose ranks are the products of slots and ranks: column (a, b), b running
/// first, of a node is `H[a]` applied to the b-th column of its subspace.
final class Application {
    private Application() {}

    static TreeTensor of(TreeOperator h, TreeTensor y) {
        Tree tree = h.tree();
        Tensor[] tensors = new Tensor[tree.nodes()];
        tree.upward(node ->
                tensors[node] =
                        tree.isLeaf(node)
                                ? Tensor.of(
                                        images(h.leaf(tree.site(node)), y.basis(tree.site(node))))
                                : product(h.core(node), y.tensor(node)));
        return TreeTensor.of(tree, List.of(tensors));
    }

    /// `[H[0] U, H[1] U, …]`; every map of the dictionary acts once.
    private static Matrix images(LeafSlots leaf, Matrix u) {
        List<LinearMap> maps = leaf.dictionary();
        Matrix[] images = maps.stream().map(map -> map.apply(u)).toArray(Matrix[]::new);
        Matrix[] slots = new Matrix[leaf.slots()];
        for (int a = 0; a < slots.length; a++) {
            Matrix sum = Matrix.zeros(u.rows(), u.cols());
            for (int k = 0; k < images.length; k++) {
                sum = sum.plus(leaf.coefficients().at(k, a), images[k]);
            }
            slots[a] = sum;
        }
        return Matrix.hcat(slots);
    }

    /// The Kronecker product of both tensors in every index.
    private static Tensor product(SparseTensor s, Tensor c) {
        int order = c.order();
        int[] shape = new int[order];
        int[] strides = new int[order];
        long size = 1;
        for (int k = 0; k < order; k++) {
            shape[k] = s.size(k) * c.size(k);
            strides[k] = (int) size;
            size *= shape[k];
        }
        if (size > TreeTensor.DENSE_LIMIT) {
            throw new IllegalStateException(
                    "TreeOperator: applied to this tensor, a node has %d numbers; use its projections"
                            .formatted(size));
        }
        double[] factor = c.toComplex().toArray();
        int[] positions = positions(c.shape(), strides);
        double[] result = new double[2 * (int) size];
        for (SparseTensor.Entry entry : s.entries()) {
            int offset = 0;
            for (int k = 0; k < order; k++) {
                offset += entry.index().get(k) * c.size(k) * strides[k];
            }
            double re = entry.value().re();
            double im = entry.value().im();
            for (int j = 0; j < positions.length; j++) {
                int to = 2 * (offset + positions[j]);
                result[to] += re * factor[2 * j] - im * factor[2 * j + 1];
                result[to + 1] += re * factor[2 * j + 1] + im * factor[2 * j];
            }
        }
        if (s.isComplex() || c.isComplex()) {
            return Tensor.ofComplex(shape, result);
        }
        double[] real = new double[(int) size];
        for (int j = 0; j < real.length; j++) {
            real[j] = result[2 * j];
        }
        return Tensor.of(shape, real);
    }

    /// Where the entries of a tensor, in their order, stand with other strides.
    private static int[] positions(int[] shape, int[] strides) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        int[] positions = new int[count];
        int[] index = new int[shape.length];
        for (int j = 1; j < count; j++) {
            int mode = 0;
            while (++index[mode] == shape[mode]) {
                index[mode++] = 0;
            }
            int position = 0;
            for (int k = 0; k < index.length; k++) {
                position += index[k] * strides[k];
            }
            positions[j] = position;
        }
        return positions;
    }
}
