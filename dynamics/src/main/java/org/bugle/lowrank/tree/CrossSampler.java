package org.bugle.lowrank.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Evaluates a function at points of the grid and counts. Points are index arrays in the order of
/// the leaves, from left to right, so that the sites of a subtree are one run.
final class CrossSampler {
    private final Tree tree;
    private final int[] order; // of the sites, from left to right
    private final int[] sizes; // in the order of the leaves
    private final Tensor.ComplexEntry function; // of indices in the order of the sites
    private final boolean complex;
    private final AtomicLong evaluations = new AtomicLong();
    private final double[] largest; // modulus seen for each node; last, at single points

    CrossSampler(Tree tree, int[] shape, Tensor.ComplexEntry function, boolean complex) {
        this.tree = tree;
        this.function = function;
        this.complex = complex;
        order = tree.leafModes(false);
        sizes = Arrays.stream(order).map(site -> shape[site]).toArray();
        largest = new double[tree.nodes() + 1];
    }

    int size(int leaf) {
        return sizes[tree.leavesBefore(leaf)];
    }

    int sites() {
        return sizes.length;
    }

    long evaluations() {
        return evaluations.get();
    }

    /// The largest modulus seen; not to be asked while blocks are evaluated.
    double scale() {
        return Arrays.stream(largest).max().orElse(0);
    }

    /// The number of points of the grid outside a subtree.
    double pointsOutside(int node) {
        double result = 1;
        int from = tree.leavesBefore(node);
        int to = from + tree.sitesBelow(node).size();
        for (int k = 0; k < sizes.length; k++) {
            result *= k < from || k >= to ? sizes[k] : 1;
        }
        return result;
    }

    int[] randomPoint(RandomGenerator random) {
        return Arrays.stream(sizes).map(n -> below(n, random)).toArray();
    }

    /// The same point with one index drawn anew.
    int[] neighbour(int[] point, RandomGenerator random) {
        int[] result = point.clone();
        int position = below(sizes.length, random);
        result[position] = below(sizes[position], random);
        return result;
    }

    static int below(int bound, RandomGenerator random) {
        return (int) Long.remainderUnsigned(random.nextLong(), bound);
    }

    /// Copies the sites of a subtree from one point into another.
    void copyInside(int node, int[] from, int[] to) {
        int first = tree.leavesBefore(node);
        System.arraycopy(from, first, to, first, tree.sitesBelow(node).size());
    }

    /// A point in the order of the sites.
    int[] index(int[] point) {
        int[] index = new int[sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            index[order[k]] = point[k];
        }
        return index;
    }

    Complex at(int[] point) {
        return at(point, tree.nodes());
    }

    private Complex at(int[] point, int counter) {
        int[] index = index(point);
        Complex value = function.at(index);
        evaluations.incrementAndGet();
        double modulus = value.abs();
        if (!Double.isFinite(modulus)) {
            throw new IllegalArgumentException(
                    "TreeCross: the function is %s at %s".formatted(value, Arrays.toString(index)));
        }
        largest[counter] = Math.max(largest[counter], modulus);
        return value;
    }

    /// The values with the sites of `node` from `inside` (rows) and all others from `outside`.
    Matrix block(int node, List<int[]> inside, List<int[]> outside) {
        Matrix values =
                Matrix.generateComplex(
                        inside.size(),
                        outside.size(),
                        (i, j) -> {
                            int[] point = outside.get(j).clone();
                            copyInside(node, inside.get(i), point);
                            return at(point, node);
                        });
        return complex ? values : values.real();
    }
}
