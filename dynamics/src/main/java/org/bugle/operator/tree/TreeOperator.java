package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.SeparableOperator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A linear operator on tensors of a tree as a tree tensor network operator (TTNO,
/// arXiv:2405.09952): every leaf has operators of its site in numbered *slots*, and an inner node
/// combines those of its children by a connecting tensor S of size s₁×…×s_m×s, parent's index last,
/// H_τ(a) = Σ S(a₁, …, a_m, a) H_{τ₁}(a₁) ⊗ … ⊗ H_{τ_m}(a_m). The root has one slot: the operator.
/// An immutable value.
public final class TreeOperator {
    /// Of larger trees, messages give the number of sites and the depth.
    private static final int MOST_SITES_SHOWN = 8;

    private final Tree tree;
    private final List<LeafSlots> leaves; // by site
    private final List<SparseTensor> cores; // by inner node, in post-order
    private final int[] coreOf; // node → place in cores
    private final boolean[][] identity; // node, slot
    private final boolean[][] identityOutside;

    private TreeOperator(Tree tree, List<LeafSlots> leaves, List<SparseTensor> cores) {
        this.tree = tree;
        this.leaves = List.copyOf(leaves);
        this.cores = List.copyOf(cores);
        coreOf = new int[tree.nodes()];
        int inner = 0;
        for (int node = 0; node < tree.nodes(); node++) {
            coreOf[node] = tree.isLeaf(node) ? -1 : inner++;
        }
        identity = new boolean[tree.nodes()][];
        identityOutside = new boolean[tree.nodes()][];
    }

    /// The operator of the slots of all sites and the connecting tensors of the inner nodes in
    /// post-order.
    ///
    /// @throws IllegalArgumentException if their sizes do not fit each other
    public static TreeOperator of(Tree tree, List<LeafSlots> leaves, List<SparseTensor> cores) {
        int inner = tree.nodes() - tree.sites();
        if (leaves.size() != tree.sites() || cores.size() != inner) {
            throw new IllegalArgumentException(
                    "TreeOperator: a tree of %d sites and %d inner nodes needs as many leaves and tensors, found %d and %d"
                            .formatted(tree.sites(), inner, leaves.size(), cores.size()));
        }
        TreeOperator operator = new TreeOperator(tree, leaves, cores);
        for (int node = 0; node < tree.nodes(); node++) {
            operator.requireShape(node);
        }
        operator.findIdentities();
        return operator;
    }

    private void requireShape(int node) {
        if (!tree.isLeaf(node)) {
            SparseTensor core = core(node);
            int[] below = tree.children(node).stream().mapToInt(this::slots).toArray();
            if (!Arrays.equals(below, Arrays.copyOf(core.shape(), core.order() - 1))) {
                throw new IllegalArgumentException(
                        "TreeOperator: node %d has a tensor of shape %s over children of %s slots"
                                .formatted(
                                        node,
                                        Arrays.toString(core.shape()),
                                        Arrays.toString(below)));
            }
        }
        if (node == tree.root() && slots(node) != 1) {
            throw new IllegalArgumentException(
                    "TreeOperator: the root must have one slot, found " + slots(node));
        }
    }

    private void findIdentities() {
        for (int node = 0; node < tree.nodes(); node++) {
            identity[node] = new boolean[slots(node)];
            identityOutside[node] = new boolean[slots(node)];
            if (tree.isLeaf(node)) {
                LeafSlots leaf = leaf(tree.site(node));
                for (int a = 0; a < leaf.slots(); a++) {
                    identity[node][a] = leaf.isIdentity(a);
                }
            } else {
                int[] uses = new int[slots(node)];
                for (SparseTensor.Entry entry : core(node).entries()) {
                    int a = entry.index().getLast();
                    uses[a]++;
                    identity[node][a] = isOne(entry) && isIdentityBelow(node, entry, -1);
                }
                for (int a = 0; a < uses.length; a++) {
                    identity[node][a] &= uses[a] == 1;
                }
            }
        }
        identityOutside[tree.root()][0] = true;
        for (int node = tree.root(); node >= 0; node--) {
            for (int k = 0; k < tree.childCount(node); k++) {
                findIdentitiesOutside(node, k);
            }
        }
    }

    private void findIdentitiesOutside(int node, int k) {
        int child = tree.child(node, k);
        int[] uses = new int[slots(child)];
        boolean[] found = identityOutside[child];
        for (SparseTensor.Entry entry : core(node).entries()) {
            int a = entry.index().get(k);
            uses[a]++;
            found[a] =
                    isOne(entry)
                            && identityOutside[node][entry.index().getLast()]
                            && isIdentityBelow(node, entry, k);
        }
        for (int a = 0; a < uses.length; a++) {
            found[a] &= uses[a] == 1;
        }
    }

    private static boolean isOne(SparseTensor.Entry entry) {
        return entry.value().re() == 1 && entry.value().im() == 0;
    }

    private boolean isIdentityBelow(int node, SparseTensor.Entry entry, int except) {
        return IntStream.range(0, tree.childCount(node))
                .allMatch(k -> k == except || identity[tree.child(node, k)][entry.index().get(k)]);
    }

    /// The product of maps on some sites times the identity on all others; one slot everywhere.
    ///
    /// @param sizes n₀, …, n_{d−1}
    /// @throws IllegalArgumentException if there is no such site or a map has not its size
    public static TreeOperator product(
            Tree tree, List<Integer> sizes, Map<Integer, ? extends LinearMap> factors) {
        return sumOfProducts(tree, sizes, List.of(new ProductTerm(Complex.ONE, factors)));
    }

    /// Σ_k c_k ⊗_l A_l^(k), by super-diagonal tensors of one slot a term; equal maps of a site are
    /// stored once.
    ///
    /// @param sizes n₀, …, n_{d−1}
    /// @throws IllegalArgumentException if there is no such site or a map has not its size
    public static TreeOperator sumOfProducts(
            Tree tree, List<Integer> sizes, List<ProductTerm> terms) {
        return ProductTerm.sum(tree, sizes, terms);
    }

    /// Y ↦ Σ_k c_k(t) A_k Y B_kᵀ on matrices, at one time, as an operator on the tree (0 1): A acts
    /// on site 0 and B on site 1.
    public static TreeOperator of(SeparableOperator operator, double t) {
        List<ProductTerm> terms = new ArrayList<>();
        for (SeparableOperator.Term term : operator.terms()) {
            Map<Integer, LinearMap> factors = new HashMap<>();
            term.left().ifPresent(a -> factors.put(0, a));
            term.right().ifPresent(b -> factors.put(1, b));
            terms.add(new ProductTerm(term.coefficient().at(t), factors));
        }
        return sumOfProducts(Tree.linear(2), List.of(operator.rows(), operator.columns()), terms);
    }

    public Tree tree() {
        return tree;
    }

    /// n₀, …, n_{d−1}.
    public List<Integer> sizes() {
        return leaves.stream().map(LeafSlots::size).toList();
    }

    /// The number of slots of a node, the bond dimension (rank) of the edge above it; 1 at the
    /// root.
    public int slots(int node) {
        if (tree.isLeaf(node)) {
            return leaf(tree.site(node)).slots();
        }
        SparseTensor core = core(node);
        return core.size(core.order() - 1);
    }

    public LeafSlots leaf(int site) {
        return leaves.get(site);
    }

    /// The connecting tensor of an inner node, parent's index last.
    public SparseTensor core(int node) {
        return cores.get(coreOf[node]);
    }

    /// Whether a slot of a node is the identity on all sites below, by structure.
    public boolean isIdentity(int node, int slot) {
        return identity[node][slot];
    }

    /// Whether a slot of a node is met by the identity on all other sites and nothing else, by
    /// structure: as the slot "all terms below" of a Hamiltonian is.
    public boolean isIdentityOutside(int node, int slot) {
        return identityOutside[node][slot];
    }

    public boolean isComplex() {
        return leaves.stream().anyMatch(LeafSlots::isComplex)
                || cores.stream().anyMatch(SparseTensor::isComplex);
    }

    /// H Y, of ranks s_τ r_τ.
    ///
    /// @throws IllegalArgumentException if Y is on another tree or has sites of other sizes
    /// @throws IllegalStateException if a node would have more than [TreeTensor#DENSE_LIMIT]
    ///   numbers
    public TreeTensor apply(TreeTensor y) {
        requireFits(y);
        return Application.of(this, y);
    }

    /// Refuses a tensor on another tree or with sites of other sizes.
    ///
    /// @throws IllegalArgumentException with a sentence that says what differs
    public void requireFits(TreeTensor y) {
        if (!tree.equals(y.tree())) {
            throw new IllegalArgumentException(
                    "TreeOperator: operator and tensor are on different trees, %s and %s"
                            .formatted(brief(tree), brief(y.tree())));
        }
        for (int site = 0; site < tree.sites(); site++) {
            int states = y.basis(site).rows();
            if (states != leaf(site).size()) {
                throw new IllegalArgumentException(
                        "TreeOperator: site %d has %d states in the operator and %d in the tensor"
                                .formatted(site, leaf(site).size(), states));
            }
        }
    }

    private static String brief(Tree tree) {
        return tree.sites() <= MOST_SITES_SHOWN
                ? tree.toString()
                : "%d sites at depth %d".formatted(tree.sites(), tree.depth());
    }

    /// c H: the root's tensor is scaled.
    public TreeOperator times(Complex factor) {
        if (tree.isLeaf(tree.root())) {
            LeafSlots leaf = leaf(0);
            Matrix scaled = leaf.coefficients().times(factor);
            return of(tree, List.of(new LeafSlots(leaf.size(), leaf.dictionary(), scaled)), cores);
        }
        List<SparseTensor> scaled = new ArrayList<>(cores);
        scaled.set(scaled.size() - 1, scaled.getLast().times(factor));
        return of(tree, leaves, scaled);
    }

    /// The sum, whose ranks are the sums of the ranks.
    ///
    /// @throws IllegalArgumentException if the trees or the sizes of the sites differ
    public TreeOperator plus(TreeOperator b) {
        if (!tree.equals(b.tree) || !sizes().equals(b.sizes())) {
            throw new IllegalArgumentException(
                    "TreeOperator: a sum needs equal trees and sizes, found %s and %s"
                            .formatted(this, b));
        }
        boolean single = tree.isLeaf(tree.root());
        List<LeafSlots> sums = new ArrayList<>();
        for (int site = 0; site < tree.sites(); site++) {
            LeafSlots other = b.leaf(site);
            sums.add(single ? leaf(site).sum(other) : leaf(site).plus(other));
        }
        List<SparseTensor> joined = new ArrayList<>();
        for (int k = 0; k < cores.size(); k++) {
            joined.add(cores.get(k).plus(b.cores.get(k), k == cores.size() - 1));
        }
        return of(tree, sums, joined);
    }

    public TreeOperator minus(TreeOperator b) {
        return plus(b.times(Complex.real(-1)));
    }

    // ---- numbers

    /// ⟨A, B⟩ = tr(AᴴB)/N, N = n₀ ⋯ n_{d−1}: the identity has norm 1, and nothing overflows.
    ///
    /// @throws IllegalArgumentException if the trees or the sizes of the sites differ
    public Complex inner(TreeOperator b) {
        return OperatorTensor.inner(this, b);
    }

    /// The normalised Frobenius norm ‖H‖_F/N^½, through orthonormal bases: differences are known to
    /// some 10⁻¹⁴ of the operators, not to the root of that.
    public double norm() {
        return OperatorTensor.rounded(this).tensor().norm();
    }

    /// ⟨Y, H Y⟩, from one r×r block a slot of each node: ranks are never multiplied.
    ///
    /// @throws IllegalArgumentException if Y is on another tree or has sites of other sizes
    public Complex expectation(TreeTensor y) {
        requireFits(y);
        return Expectation.of(this, y.orthonormalized());
    }

    /// The largest number of slots of a node below the root.
    public int maxRank() {
        return IntStream.range(0, tree.root()).map(this::slots).max().orElse(1);
    }

    /// The numbers of the network when nothing is known of its zeros: n²s of every leaf and s₁⋯s_m
    /// s of every connecting tensor, as papers count.
    public long numbers() {
        long count = 0;
        for (LeafSlots leaf : leaves) {
            count += (long) leaf.size() * leaf.size() * leaf.slots();
        }
        for (SparseTensor core : cores) {
            count += IntStream.of(core.shape()).asLongStream().reduce(1, Math::multiplyExact);
        }
        return count;
    }

    // ---- smaller forms

    /// The same operator without slots that depend on others of their node. Bases come out
    /// orthonormal under ⟨A, B⟩, and identities are no longer slots of their own.
    public TreeOperator rounded() {
        return OperatorTensor.rounded(this).toOperator();
    }

    /// What a truncation did.
    ///
    /// @param discarded in the normalised Frobenius norm, as [TreeTruncation.Truncated] says
    /// @param capped whether the largest allowed rank was below what the tolerance wanted
    public record Truncated(TreeOperator value, double discarded, boolean capped) {}

    /// Rounded and then truncated from the root to the leaves. Weighted with an absolute tolerance
    /// ϑ, the normalised Frobenius error is at most ϑ.
    public Truncated truncated(TreeTruncation rule) {
        OperatorTensor rounded = OperatorTensor.rounded(this);
        TreeTruncation.Truncated cut = rule.apply(rounded.tensor());
        return new Truncated(rounded.toOperator(cut.value()), cut.discarded(), cut.capped());
    }

    /// The N×N matrix, N = n₀ ⋯ n_{d−1}, for operators small enough to look at: it acts on the
    /// entries of a tensor in the order of [org.bugle.linalg.Tensor], site 0 running fastest.
    ///
    /// @throws IllegalStateException if it has more than [TreeTensor#DENSE_LIMIT] entries
    public Matrix toMatrix() {
        return OperatorTensor.dense(this);
    }

    @Override
    public String toString() {
        return "TreeOperator on %s of rank at most %d".formatted(brief(tree), maxRank());
    }
}
