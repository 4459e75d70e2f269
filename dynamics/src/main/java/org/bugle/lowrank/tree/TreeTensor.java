package org.bugle.lowrank.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Products;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A tensor Y of size n₀×…×n_{d−1} as a tree tensor network (arXiv:2002.11392): a basis n_l×r_l at
/// every leaf and a connecting tensor r₁×…×r_m×r, parent's index last, at every inner node. An
/// immutable value; subtrees that do not change are shared.
///
/// U_τ = U_l at a leaf, and at an inner node U_τ = (U_{τ_m} ⊗ … ⊗ U_{τ_1}) C_τ with C_τ as a matrix
/// r₁⋯r_m×r; Y is U of the root, whose r is 1. **Nothing is conjugated**, so a matrix U S Vᴴ has
/// the basis V̄ at its second leaf. The type promises shapes; where orthonormal bases are needed,
/// it is said.
public final class TreeTensor implements State<TreeTensor> {
    /// [#toDense] makes no array of more entries than this.
    public static final long DENSE_LIMIT = LowRankMatrix.DENSE_LIMIT;

    /// Of larger tensors, messages give the number of sites only.
    private static final int MOST_SITES_SHOWN = 8;

    private final Tree tree;
    private final List<Subtree> subtrees; // by node

    private TreeTensor(Tree tree, List<Subtree> subtrees) {
        this.tree = tree;
        this.subtrees = subtrees;
    }

    // ---- factories

    /// The network of the tensors of all nodes in post-order.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit each other
    public static TreeTensor of(Tree tree, List<Tensor> tensors) {
        return new TreeTensor(tree, Subtree.assembled(tree, tensors, List.of()));
    }

    /// The network of a root with all that hangs below it.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit each other
    public static TreeTensor of(Tree tree, Subtree root) {
        Subtree[] found = new Subtree[tree.nodes()];
        found[tree.root()] = root;
        for (int node = tree.root(); node >= 0; node--) {
            for (int k = 0; k < tree.childCount(node); k++) {
                found[tree.child(node, k)] = found[node].children().get(k);
            }
        }
        List<Tensor> tensors = Stream.of(found).map(Subtree::tensor).toList();
        return new TreeTensor(tree, Subtree.assembled(tree, tensors, List.of(found)));
    }

    /// This network with other tensors; what stays the same below a node stays the same object.
    TreeTensor with(IntFunction<Tensor> tensor) {
        List<Tensor> tensors = IntStream.range(0, tree.nodes()).mapToObj(tensor).toList();
        return new TreeTensor(tree, Subtree.assembled(tree, tensors, subtrees));
    }

    /// The product v₀ ⊗ … ⊗ v_{d−1} of one column n_l×1 a site; all ranks are 1.
    ///
    /// @throws IllegalArgumentException if there is not one column a site
    public static TreeTensor product(Tree tree, List<Matrix> columns) {
        return ProductState.padded(tree, columns, 1);
    }

    /// The product of one column a site, in orthonormal bases filled up to a rank r with the first
    /// unit vectors, as far as n_l and the ranks below allow; the added directions have weight
    /// zero.
    ///
    /// @throws IllegalArgumentException if there is not one column a site
    public static TreeTensor product(Tree tree, List<Matrix> columns, int rank) {
        return ProductState.padded(tree, columns, rank);
    }

    /// A dense tensor, whose mode l is site l, by the hierarchical SVD from the leaves to the root:
    /// with an absolute tolerance ϑ the error is at most ϑ, with a relative one at most ϑ‖A‖.
    ///
    /// @throws IllegalArgumentException if the orders differ or an entry is NaN or infinite
    public static TreeTensor ofDense(Tree tree, Tensor dense, Truncation truncation) {
        return HierarchicalSvd.of(tree, dense, truncation);
    }

    /// A matrix U S Vᴴ on the tree (0 1).
    public static TreeTensor of(LowRankMatrix y) {
        return tucker(Tensor.of(y.s()), List.of(y.u(), y.v().conjugate()));
    }

    /// A Tucker tensor C ×₀ U₀ ×₁ U₁ … on a star.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit each other
    public static TreeTensor tucker(Tensor core, List<Matrix> bases) {
        List<Tensor> tensors = new ArrayList<>(bases.stream().map(Tensor::of).toList());
        int[] shape = IntStream.concat(IntStream.of(core.shape()), IntStream.of(1)).toArray();
        tensors.add(core.reshape(shape));
        return of(Tree.star(bases.size()), tensors);
    }

    /// A Tucker tensor on any tree of as many sites: on a star as it is, else with its core
    /// decomposed, exactly.
    public static TreeTensor of(Tree tree, Tucker y) {
        if (tree.equals(Tree.star(y.modes()))) {
            return tucker(y.core(), y.bases());
        }
        Tucker whole = y.orthonormalized();
        TreeTensor core = ofDense(tree, whole.core(), Truncation.relative(0));
        return core.with(node ->
                tree.isLeaf(node)
                        ? Tensor.of(
                                whole.bases()
                                        .get(tree.site(node))
                                        .times(core.subtree(node).matrix()))
                        : core.tensor(node));
    }

    /// The Tucker tensor of a network on a star, mode i being site i.
    ///
    /// @throws IllegalStateException if the tree is no star
    public Tucker toTucker() {
        if (!tree.equals(Tree.star(tree.sites()))) {
            throw new IllegalStateException(
                    "TreeTensor: a Tucker tensor stands on a star, this tensor on " + tree);
        }
        List<Matrix> bases = IntStream.range(0, tree.sites()).mapToObj(this::basis).toList();
        int[] ranks = bases.stream().mapToInt(Matrix::cols).toArray();
        return new Tucker(tensor(tree.root()).reshape(ranks), bases);
    }

    /// The matrix U S Vᴴ, rows = site 0, of a tree with two leaves.
    ///
    /// @throws IllegalStateException if the tree has another number of leaves
    public LowRankMatrix toLowRankMatrix() {
        if (tree.sites() != 2) {
            throw new IllegalStateException(
                    "TreeTensor: a matrix has 2 sites, this tensor has %d".formatted(tree.sites()));
        }
        Tensor root = tensor(tree.root());
        return new LowRankMatrix(
                basis(0),
                root.reshape(root.size(0), root.size(1)).unfold(tree.childIndex(tree.leaf(0))),
                basis(1).conjugate());
    }

    // ---- shape and parts

    public Tree tree() {
        return tree;
    }

    public Subtree subtree(int node) {
        return subtrees.get(node);
    }

    /// The tensor of a node: r₁×…×r_m×r, or the basis n×r of a leaf.
    public Tensor tensor(int node) {
        return subtrees.get(node).tensor();
    }

    /// The basis n_l×r_l of a site.
    public Matrix basis(int site) {
        return subtrees.get(tree.leaf(site)).matrix();
    }

    /// n₀, …, n_{d−1}.
    public int[] shape() {
        return IntStream.range(0, tree.sites()).map(site -> basis(site).rows()).toArray();
    }

    public boolean isComplex() {
        return subtrees.stream().anyMatch(subtree -> subtree.tensor().isComplex());
    }

    /// One rank an edge: that above node 0, 1, …, all but the root.
    @Override
    public List<Integer> ranks() {
        return subtrees.subList(0, tree.root()).stream().map(Subtree::rank).toList();
    }

    // ---- arithmetic

    /// The sum, whose ranks are the sums of the ranks.
    ///
    /// @throws IllegalArgumentException if the trees or the shapes differ
    public TreeTensor plus(TreeTensor b) {
        requireAlike("plus", b);
        Tensor[] sums = new Tensor[tree.nodes()];
        tree.upward(node ->
                sums[node] =
                        Cores.joined(
                                tensor(node),
                                b.tensor(node),
                                tree.isLeaf(node),
                                node == tree.root()));
        return of(tree, List.of(sums));
    }

    public TreeTensor minus(TreeTensor b) {
        return plus(b.times(-1));
    }

    public TreeTensor times(double factor) {
        return with(node -> node == tree.root() ? tensor(node).times(factor) : tensor(node));
    }

    public TreeTensor times(Complex factor) {
        return with(node -> node == tree.root() ? tensor(node).times(factor) : tensor(node));
    }

    /// The entrywise product, whose ranks are the products of the ranks.
    ///
    /// @throws IllegalArgumentException if the trees or the shapes differ
    public TreeTensor hadamard(TreeTensor b) {
        requireAlike("hadamard", b);
        return with(node ->
                tree.isLeaf(node)
                        ? Tensor.of(
                                Products.rowwiseKronecker(
                                        tensor(node).unfold(0), b.tensor(node).unfold(0)))
                        : Products.kronecker(tensor(node), b.tensor(node)));
    }

    /// A Y for a map A: k×n_l on one site.
    public TreeTensor timesSite(int site, LinearMap a) {
        int leaf = tree.leaf(site);
        return with(node -> node == leaf ? Tensor.of(a.apply(basis(site))) : tensor(node));
    }

    public TreeTensor conjugate() {
        return with(node -> tensor(node).conjugate());
    }

    public TreeTensor toComplex() {
        return with(node -> tensor(node).toComplex());
    }

    private void requireAlike(String caller, TreeTensor b) {
        if (!tree.equals(b.tree) || !Arrays.equals(shape(), b.shape())) {
            throw new IllegalArgumentException(
                    "TreeTensor.%s: trees and shapes must agree, found %s and %s"
                            .formatted(caller, sizeOnTree(), b.sizeOnTree()));
        }
    }

    // ---- numbers

    /// ⟨Y, B⟩ = Σ conj(Y) · B over all entries.
    ///
    /// @throws IllegalArgumentException if the trees or the shapes differ
    public Complex inner(TreeTensor b) {
        requireAlike("inner", b);
        return Contraction.inner(this, b);
    }

    /// ⟨Y, A Y⟩ for a product A of maps on single sites, the identity elsewhere; not divided by
    /// ‖Y‖².
    ///
    /// @throws IllegalArgumentException if there is no such site
    public Complex expectation(Map<Integer, ? extends LinearMap> factors) {
        return Contraction.expectation(this, factors);
    }

    /// The Frobenius norm, through QR decompositions of the tensors: no digits are lost to squares.
    @Override
    public double norm() {
        return Contraction.norm(this);
    }

    @Override
    public double distance(TreeTensor other) {
        return minus(other).norm();
    }

    @Override
    public boolean isFinite() {
        return subtrees.stream().allMatch(subtree -> subtree.tensor().isFinite());
    }

    // ---- forms

    /// The same tensor with orthonormal bases: every tensor below the root, as a matrix, has
    /// orthonormal columns, and the norm is that of the root's. Ranks above what the tensors can
    /// carry fall.
    public TreeTensor orthonormalized() {
        return Gauge.toRoot(this);
    }

    /// The same tensor with all orthonormal but one node: seen from it, every other tensor is an
    /// isometry towards it, and the norm of Y is the norm of its tensor.
    public TreeTensor orthonormalized(int node) {
        return Gauge.to(this, node);
    }

    /// The same tensor, of orthonormal bases, with all ranks raised to `rank` by random directions
    /// of weight zero, as far as the sizes on both sides of an edge and the ranks below allow.
    public TreeTensor widened(int rank, RandomGenerator random) {
        return Widening.of(orthonormalized(), rank, random);
    }

    /// The largest ‖CᴴC − I‖ (Frobenius) below the root.
    public double orthonormalityDefect() {
        return Gauge.defect(this);
    }

    /// Singular values, entropies and reduced densities.
    public SchmidtForm schmidt() {
        return SchmidtForm.of(orthonormalized());
    }

    /// The tensor by [TreeTruncation#weighted]: with an absolute tolerance ϑ, ‖Θ(Y) − Y‖ ≤ ϑ.
    public TreeTruncation.Truncated truncated(Truncation rule) {
        return TreeTruncation.weighted(rule).apply(orthonormalized());
    }

    // ---- entries

    /// One entry at 0-based indices, one a site.
    public Complex entry(int... index) {
        return Contraction.entry(this, index);
    }

    /// All entries, mode l being site l, for tensors small enough to look at.
    ///
    /// @throws IllegalStateException if there are more than [#DENSE_LIMIT]
    public Tensor toDense() {
        return Contraction.dense(this);
    }

    String size() {
        return tree.sites() > MOST_SITES_SHOWN
                ? "%d-site".formatted(tree.sites())
                : String.join("×", IntStream.of(shape()).mapToObj(String::valueOf).toList());
    }

    private String sizeOnTree() {
        return "%s on %s"
                .formatted(
                        size(),
                        tree.sites() > MOST_SITES_SHOWN
                                ? "a tree of depth %d".formatted(tree.depth())
                                : tree);
    }

    @Override
    public String toString() {
        return "TreeTensor %s %s of rank at most %d"
                .formatted(
                        size(),
                        isComplex() ? "complex" : "real",
                        ranks().stream().mapToInt(Integer::intValue).max().orElse(1));
    }
}
