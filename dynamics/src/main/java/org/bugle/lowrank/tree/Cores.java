package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Tensor;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What is done with the tensor of a single node, whose last index points to the parent.
public final class Cores {
    private Cores() {}

    static int parentMode(Tensor c) {
        return c.order() - 1;
    }

    /// The size of the parent's index.
    public static int rank(Tensor c) {
        return c.size(parentMode(c));
    }

    /// The children's indices as rows, the parent's as columns.
    public static Matrix matrix(Tensor c) {
        int below = IntStream.of(c.shape()).limit(parentMode(c)).reduce(1, (a, b) -> a * b);
        return c.reshape(below, rank(c)).unfold(0);
    }

    /// The tensor of this matrix with the children's indices of `like`.
    public static Tensor tensor(Matrix m, Tensor like) {
        int[] shape = like.shape();
        shape[parentMode(like)] = m.cols();
        return Tensor.of(m).reshape(shape);
    }

    /// Floating-point operations of the products of C with a square factor in every mode.
    public static double flops(Tensor c) {
        return (c.isComplex() ? 8.0 : 2.0) * c.size() * IntStream.of(c.shape()).sum();
    }

    /// C ×_parent Mᵀ, which is the product of the matrix of C with M.
    public static Tensor timesParent(Tensor c, Matrix m) {
        return tensor(matrix(c).times(m), c);
    }

    /// C ×₁ M₁ ×₂ M₂ … over all children.
    public static Tensor timesChildren(Tensor c, IntFunction<Matrix> factor) {
        Tensor result = c;
        for (int k = 0; k < parentMode(c); k++) {
            result = result.timesMode(k, factor.apply(k));
        }
        return result;
    }

    /// A child split off: unfold_i(C) = S · unfold_i(Q), the rows of unfold_i(Q) orthonormal.
    ///
    /// @param s r_i×k with k ≤ r_i, where C has fewer than r_i other entries
    public record Split(Matrix s, Tensor q) {
        public static Split of(Tensor c, int child) {
            Qr qr = Qr.of(c.unfold(child).adjoint());
            int[] shape = c.shape();
            shape[child] = qr.q().cols();
            return new Split(qr.r().adjoint(), Tensor.fold(qr.q().adjoint(), child, shape));
        }
    }

    /// The tensor of the sum of two networks: both as diagonal blocks. At the root, where
    /// `sumLast`, the index to the parent is not doubled.
    static Tensor joined(Tensor a, Tensor b, boolean sumFirst, boolean sumLast) {
        int[] offset = a.shape();
        int[] shape = IntStream.range(0, a.order()).map(k -> a.size(k) + b.size(k)).toArray();
        if (sumFirst) {
            shape[0] = a.size(0);
            offset[0] = 0;
        }
        if (sumLast) {
            shape[parentMode(a)] = 1;
            offset[parentMode(a)] = 0;
        }
        return a.placed(shape, new int[a.order()]).plus(b.placed(shape, offset));
    }

    static String shape(Tensor c) {
        return String.join("×", Arrays.stream(c.shape()).mapToObj(String::valueOf).toList());
    }
}
