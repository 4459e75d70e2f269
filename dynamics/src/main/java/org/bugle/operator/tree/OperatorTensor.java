package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// An operator as a tensor on the same tree: at every site it has the coordinates of the operators
/// in an orthonormal basis of their span ([SiteFrame]), so that its norm is the normalised
/// Frobenius norm of the operator, and n²×s numbers are never formed.
///
/// From the leaves to the root, columns that depend on others are dropped: the *rounding* of
/// arXiv:2405.09952, which changes nothing but ranks. All bases come out orthonormal.
final class OperatorTensor {
    private final TreeOperator operator;
    private final List<Matrix> frames; // by site, K′×K
    private final TreeTensor tensor;

    private OperatorTensor(TreeOperator operator, List<Matrix> frames, TreeTensor tensor) {
        this.operator = operator;
        this.frames = frames;
        this.tensor = tensor;
    }

    static OperatorTensor rounded(TreeOperator h) {
        List<Matrix> frames = frames(h);
        List<Matrix> leaves =
                IntStream.range(0, h.tree().sites())
                        .mapToObj(site -> frames.get(site).times(h.leaf(site).coefficients()))
                        .toList();
        return new OperatorTensor(h, frames, rounded(h, leaves));
    }

    /// ⟨A, B⟩ = tr(AᴴB)/N, in frames that span the operators of both.
    static Complex inner(TreeOperator a, TreeOperator b) {
        TreeOperator both = a.plus(b);
        List<Matrix> frames = frames(both);
        List<Matrix> ofA = new ArrayList<>();
        List<Matrix> ofB = new ArrayList<>();
        for (int site = 0; site < frames.size(); site++) {
            Matrix frame = frames.get(site);
            LeafSlots all = both.leaf(site);
            ofA.add(frame.times(all.in(a.leaf(site))));
            ofB.add(frame.times(all.in(b.leaf(site))));
        }
        return rounded(a, ofA).inner(rounded(b, ofB));
    }

    private static List<Matrix> frames(TreeOperator h) {
        Map<List<LinearMap>, Matrix> known = new HashMap<>();
        List<Matrix> frames = new ArrayList<>();
        for (int site = 0; site < h.tree().sites(); site++) {
            LeafSlots leaf = h.leaf(site);
            frames.add(
                    known.computeIfAbsent(
                            leaf.dictionary(), maps -> SiteFrame.coordinates(leaf.size(), maps)));
        }
        return frames;
    }

    private static TreeTensor rounded(TreeOperator h, List<Matrix> leaves) {
        Tree tree = h.tree();
        Tensor[] tensors = new Tensor[tree.nodes()];
        Matrix[] factors = new Matrix[tree.nodes()]; // the old slots in the new ones
        tree.upward(node -> {
            boolean leaf = tree.isLeaf(node);
            Matrix columns =
                    leaf
                            ? leaves.get(tree.site(node))
                            : h.core(node)
                                    .timesChildren(
                                            tree.children(node).stream()
                                                    .map(child -> factors[child])
                                                    .toList());
            Independent kept =
                    node == tree.root()
                            ? new Independent(columns, Matrix.identity(1))
                            : Independent.of(columns);
            factors[node] = kept.factor;
            int[] below =
                    leaf
                            ? new int[] {columns.rows()}
                            : tree.children(node).stream()
                                    .mapToInt(child -> factors[child].rows())
                                    .toArray();
            int[] shape =
                    IntStream.concat(IntStream.of(below), IntStream.of(kept.basis.cols()))
                            .toArray();
            tensors[node] = Tensor.of(kept.basis).reshape(shape);
        });
        return TreeTensor.of(tree, List.of(tensors));
    }

    /// Columns M = Q R by their singular values, each column first scaled to norm 1: the identity
    /// and "all terms below" differ by orders of magnitude, and neither is less needed.
    ///
    /// @param basis Q, orthonormal
    private record Independent(Matrix basis, Matrix factor) {
        static Independent of(Matrix columns) {
            double[] norms = new double[columns.cols()];
            double[] inverse = new double[columns.cols()];
            for (int j = 0; j < norms.length; j++) {
                norms[j] = columns.columns(j, j + 1).norm();
                inverse[j] = norms[j] == 0 ? 0 : 1 / norms[j];
            }
            Svd svd = Svd.of(scaled(columns, inverse));
            double rounding = Math.ulp(1.0) * Math.max(columns.rows(), columns.cols());
            int rank = 0;
            while (rank < svd.singularValues().size()
                    && svd.singularValues().get(rank)
                            > rounding * svd.singularValues().getFirst()) {
                rank++;
            }
            int kept = Math.min(Math.max(1, rank), svd.singularValues().size());
            double[] sigma =
                    svd.singularValues().stream().limit(kept).mapToDouble(s -> s).toArray();
            Matrix factor = scaled(svd.v().columns(0, kept), sigma).adjoint();
            return new Independent(svd.u().columns(0, kept), scaled(factor, norms));
        }

        private static Matrix scaled(Matrix columns, double[] factors) {
            return columns.isComplex()
                    ? Matrix.generateComplex(
                            columns.rows(),
                            columns.cols(),
                            (i, j) -> columns.at(i, j).times(factors[j]))
                    : Matrix.generate(
                            columns.rows(),
                            columns.cols(),
                            (i, j) -> columns.get(i, j) * factors[j]);
        }
    }

    TreeTensor tensor() {
        return tensor;
    }

    TreeOperator toOperator() {
        return toOperator(tensor);
    }

    /// The operator of a tensor in these frames.
    TreeOperator toOperator(TreeTensor y) {
        Tree tree = operator.tree();
        List<LeafSlots> leaves = new ArrayList<>();
        for (int site = 0; site < tree.sites(); site++) {
            LeafSlots leaf = operator.leaf(site);
            Matrix coefficients = pseudoInverse(frames.get(site)).times(y.basis(site));
            leaves.add(new LeafSlots(leaf.size(), leaf.dictionary(), coefficients));
        }
        List<SparseTensor> cores =
                IntStream.range(0, tree.nodes())
                        .filter(node -> !tree.isLeaf(node))
                        .mapToObj(node -> SparseTensor.of(y.tensor(node)))
                        .toList();
        return TreeOperator.of(tree, leaves, cores);
    }

    private static Matrix pseudoInverse(Matrix frame) {
        Svd svd = Svd.of(frame);
        double rounding = Math.ulp(1.0) * Math.max(frame.rows(), frame.cols());
        double[] inverse =
                svd.singularValues().stream()
                        .mapToDouble(
                                s -> s > rounding * svd.singularValues().getFirst() ? 1 / s : 0)
                        .toArray();
        return svd.v().times(Matrix.diagonal(inverse)).timesAdjoint(svd.u());
    }

    /// All entries, from the tensor of vectorised operators n₀²×n₁²×….
    static Matrix dense(TreeOperator h) {
        Tree tree = h.tree();
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            tensors.add(
                    tree.isLeaf(node)
                            ? Tensor.of(vectors(h.leaf(tree.site(node))))
                            : h.core(node).toTensor());
        }
        Tensor all = TreeTensor.of(tree, tensors).toDense();
        List<Integer> sizes = h.sizes();
        int d = sizes.size();
        int[] rowsAndColumns = IntStream.range(0, 2 * d).map(k -> sizes.get(k / 2)).toArray();
        int[] rowsFirst =
                IntStream.range(0, 2 * d).map(k -> k < d ? 2 * k : 2 * (k - d) + 1).toArray();
        int n = sizes.stream().reduce(1, (a, b) -> a * b);
        return all.reshape(rowsAndColumns).permute(rowsFirst).reshape(n, n).unfold(0);
    }

    /// One column vec(A) a slot.
    private static Matrix vectors(LeafSlots leaf) {
        Matrix unit = Matrix.identity(leaf.size());
        Matrix[] columns =
                leaf.dictionary().stream()
                        .map(map -> SiteFrame.vector(map.apply(unit)))
                        .toArray(Matrix[]::new);
        return Matrix.hcat(columns).times(leaf.coefficients());
    }
}
