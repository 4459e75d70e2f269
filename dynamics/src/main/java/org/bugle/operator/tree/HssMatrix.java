package org.bugle.operator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A symmetric matrix β̃ of zero diagonal that is hierarchically semi-separable (HSS) on a tree of
/// its indices (arXiv:2405.09952): β̃(τ_i, τ_j) = U_i B_ij U_jᵀ for the children i < j of every
/// inner node, with nested bases U_τ = blockdiag(U_1, …, U_m) R_τ of k_τ *channels*; the transpose
/// is plain, also of complex β̃. An immutable value.
///
/// Any tree and order of sites will do, and nothing recurses over its depth. Compression costs O(d²
/// k) operations; couplings given as a function are never stored as d×d numbers.
public final class HssMatrix {
    private final Tree tree;
    private final List<Matrix> transfers; // by node
    private final List<List<Matrix>> couplings; // by node, of pairs 0 1, 0 2, …, 1 2, …
    private final double discarded;

    private HssMatrix(
            Tree tree, List<Matrix> transfers, List<List<Matrix>> couplings, double discarded) {
        this.tree = tree;
        this.transfers = List.copyOf(transfers);
        this.couplings = List.copyOf(couplings);
        this.discarded = discarded;
    }

    /// What a construction collects, node by node in post-order.
    static final class Builder {
        private final List<Matrix> transfers = new ArrayList<>();
        private final List<List<Matrix>> couplings = new ArrayList<>();
        private double discarded;

        void node(Matrix transfer, List<Matrix> ofChildren, double dropped) {
            transfers.add(transfer);
            couplings.add(List.copyOf(ofChildren));
            discarded = Math.hypot(discarded, dropped);
        }

        HssMatrix build(Tree tree) {
            return new HssMatrix(tree, transfers, couplings, Math.sqrt(2) * discarded);
        }
    }

    /// β compressed on a tree.
    ///
    /// @throws IllegalArgumentException if the numbers of sites differ or a coupling is NaN or
    ///   infinite
    public static HssMatrix compressed(Tree tree, Couplings beta, Compression compression) {
        requireSites(tree, beta);
        return switch (compression.variant()) {
            case STACK -> new HssStack(tree, beta, compression).build();
            case FULL_COLUMNS -> new HssColumns(tree, beta, compression).build();
        };
    }

    /// β as it is: the channels of a node are its sites.
    ///
    /// @throws IllegalArgumentException as [#compressed]
    public static HssMatrix exact(Tree tree, Couplings beta) {
        requireSites(tree, beta);
        Builder builder = new Builder();
        List<Integer> order = tree.sitesBelow(tree.root());
        int[] count = new int[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            List<List<Integer>> below = new ArrayList<>();
            for (int child : tree.children(node)) {
                int from = tree.leavesBefore(child);
                below.add(order.subList(from, from + count[child]));
            }
            count[node] = Math.max(1, below.stream().mapToInt(List::size).sum());
            boolean root = node == tree.root();
            builder.node(
                    root ? Matrix.zeros(count[node], 0) : Matrix.identity(count[node]),
                    pairs(below.size(), (i, j) -> beta.block(below.get(i), below.get(j))),
                    0);
        }
        return builder.build(tree);
    }

    private static void requireSites(Tree tree, Couplings beta) {
        if (tree.sites() != beta.sites()) {
            throw new IllegalArgumentException(
                    "HssMatrix: couplings of %d sites do not fit a tree of %d sites"
                            .formatted(beta.sites(), tree.sites()));
        }
    }

    /// A block for every pair of children.
    @FunctionalInterface
    interface PairBlock {
        Matrix of(int i, int j);
    }

    static List<Matrix> pairs(int children, PairBlock block) {
        List<Matrix> blocks = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            for (int j = i + 1; j < children; j++) {
                blocks.add(block.of(i, j));
            }
        }
        return blocks;
    }

    public Tree tree() {
        return tree;
    }

    /// k_τ; 0 at the root.
    public int channels(int node) {
        return transfers.get(node).cols();
    }

    /// The largest k_τ.
    public int maxChannels() {
        return transfers.stream().mapToInt(Matrix::cols).max().orElse(0);
    }

    /// R_τ: (k_1 + … + k_m)×k_τ; the basis 1×k_τ itself at a leaf.
    public Matrix transfer(int node) {
        return transfers.get(node);
    }

    /// B_ij: k_i×k_j for children i < j of a node.
    public Matrix coupling(int node, int i, int j) {
        int m = tree.childCount(node);
        return couplings.get(node).get(i * m - i * (i + 1) / 2 + j - i - 1);
    }

    /// √2 (Σ σ²)^½ over all dropped singular values: exactly ‖β − β̃‖_F under
    /// [Compression.Variant#STACK], else a bound.
    public double discarded() {
        return discarded;
    }

    public boolean isComplex() {
        return IntStream.range(0, tree.nodes())
                .anyMatch(node ->
                        transfer(node).isComplex()
                                || couplings.get(node).stream().anyMatch(Matrix::isComplex));
    }

    /// U_τ, with a row a site below from left to right.
    public Matrix basis(int node) {
        int first = tree.firstBelow(node);
        Matrix[] bases = new Matrix[node - first + 1];
        for (int below = first; below <= node; below++) {
            bases[below - first] = nested(below, child -> bases[child - first]);
        }
        return bases[node - first];
    }

    private Matrix nested(int node, IntFunction<Matrix> basis) {
        Matrix transfer = transfer(node);
        if (tree.isLeaf(node)) {
            return transfer;
        }
        Matrix[] parts = new Matrix[tree.childCount(node)];
        int from = 0;
        for (int j = 0; j < parts.length; j++) {
            int child = tree.child(node, j);
            int to = from + channels(child);
            parts[j] = basis.apply(child).times(transfer.rows(from, to));
            from = to;
        }
        return Matrix.vcat(parts);
    }

    /// β̃ with rows and columns in the order of the sites.
    public Matrix toMatrix() {
        int d = tree.sites();
        Buffer entries = new Buffer(d, d, isComplex());
        int[] order = tree.sitesBelow(tree.root()).stream().mapToInt(site -> site).toArray();
        Matrix[] bases = new Matrix[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            for (int i = 0; i < tree.childCount(node); i++) {
                for (int j = i + 1; j < tree.childCount(node); j++) {
                    int left = tree.child(node, i);
                    int right = tree.child(node, j);
                    Matrix block =
                            bases[left].times(coupling(node, i, j)).timesTranspose(bases[right]);
                    put(block, order, tree.leavesBefore(left), tree.leavesBefore(right), entries);
                }
            }
            bases[node] = nested(node, child -> bases[child]);
            tree.children(node).forEach(child -> bases[child] = Matrix.zeros(0, 0));
        }
        return Matrix.over(entries);
    }

    private static void put(Matrix block, int[] order, int top, int left, Buffer entries) {
        int width = entries.width();
        int d = entries.rows();
        Buffer from = entries.isComplex() ? block.buffer().promoted() : block.buffer();
        for (int q = 0; q < block.cols(); q++) {
            for (int p = 0; p < block.rows(); p++) {
                int source = from.start() + (q * block.rows() + p) * width;
                int row = order[top + p];
                int column = order[left + q];
                System.arraycopy(
                        from.array(), source, entries.array(), (column * d + row) * width, width);
                System.arraycopy(
                        from.array(), source, entries.array(), (row * d + column) * width, width);
            }
        }
    }
}
