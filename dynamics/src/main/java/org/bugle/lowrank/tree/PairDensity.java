package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.stream.IntStream;

/// The reduced density of two sites. Above each of them the partial trace over all other sites of
/// its subtree, B(c, c′, a, a′) = Σ U(…c…, a) conj(U(…c′…, a′)), is carried up to the lowest node
/// above both; c counts the leaf's basis, so that n enters only at the end. There the centre tensor
/// X, which carries the norm while all others are isometries, closes the trace.
///
/// Costs O(r_leaf² r⁴) a node on the path.
final class PairDensity {
    private final SchmidtForm form;
    private final Tree tree;

    private PairDensity(SchmidtForm form) {
        this.form = form;
        this.tree = form.tensor().tree();
    }

    static Matrix of(SchmidtForm form, int a, int b) {
        if (a == b) {
            throw new IllegalArgumentException(
                    "SchmidtForm: the density of two sites needs two sites, found %d twice"
                            .formatted(a));
        }
        return new PairDensity(form).density(a, b);
    }

    static void requireSize(long rows) {
        if (rows * rows > TreeTensor.DENSE_LIMIT) {
            throw new IllegalStateException(
                    "SchmidtForm: a density of %d×%d has more than %d entries; use expectation"
                            .formatted(rows, rows, TreeTensor.DENSE_LIMIT));
        }
    }

    private Matrix density(int siteA, int siteB) {
        Matrix basisA = form.tensor().basis(siteA);
        Matrix basisB = form.tensor().basis(siteB);
        requireSize((long) basisA.rows() * basisB.rows());
        int top = tree.commonAncestor(tree.leaf(siteA), tree.leaf(siteB));
        int childA = below(top, tree.leaf(siteA));
        int childB = below(top, tree.leaf(siteB));
        Matrix traceA = trace(tree.leaf(siteA), childA);
        Matrix traceB = trace(tree.leaf(siteB), childB);
        Matrix middle = squared(form.centre(top), tree.childIndex(childA), tree.childIndex(childB));
        Matrix rho = traceA.times(middle).timesTranspose(traceB); // (c_a c_a′) × (c_b c_b′)
        int ra = basisA.cols();
        int rb = basisB.cols();
        int rows = basisA.rows() * basisB.rows();
        return Tensor.of(rho)
                .reshape(ra, ra, rb, rb)
                .timesMode(0, basisA)
                .timesMode(1, basisA.conjugate())
                .timesMode(2, basisB)
                .timesMode(3, basisB.conjugate())
                .permute(0, 2, 1, 3)
                .reshape(rows, rows)
                .unfold(0);
    }

    /// The node on the path from a leaf up to `top` that is a child of `top`.
    private int below(int top, int leaf) {
        int node = leaf;
        while (tree.parent(node) != top) {
            node = tree.parent(node);
        }
        return node;
    }

    /// B from a leaf up to a node, as a matrix (c c′) × (a a′).
    private Matrix trace(int leaf, int upTo) {
        int rank = form.tensor().subtree(leaf).rank();
        Matrix result = Matrix.identity(rank * rank);
        for (int node = leaf; node != upTo; node = tree.parent(node)) {
            Tensor c = form.tensor().tensor(tree.parent(node));
            result = result.times(squared(c, tree.childIndex(node), Cores.parentMode(c)));
        }
        return result;
    }

    /// Σ C(…p…q…) conj(C(…p′…q′…)) over all other indices, as a matrix (p p′) × (q q′).
    private static Matrix squared(Tensor c, int p, int q) {
        int[] others = IntStream.range(0, c.order()).filter(k -> k != p && k != q).toArray();
        int[] modes = IntStream.concat(IntStream.of(p, q), IntStream.of(others)).toArray();
        int np = c.size(p);
        int nq = c.size(q);
        int rest = IntStream.of(others).map(c::size).reduce(1, (a, b) -> a * b);
        Matrix rows = c.permute(modes).reshape(np * nq, rest).unfold(0);
        return Tensor.of(rows.timesAdjoint(rows))
                .reshape(np, nq, np, nq)
                .permute(0, 2, 1, 3)
                .reshape(np * np, nq * nq)
                .unfold(0);
    }
}
