package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;

import java.util.List;
import java.util.stream.IntStream;

/// The singular value decompositions of a tensor at all edges of its tree, and what they tell:
/// Schmidt values, entanglement entropies and reduced densities.
///
/// From the root down, with X_root = C_root, the child i of a node τ is split off by unfold_i(X_τ)
/// = P_i Σ_i Wᴴ, and X_i = C_i ×_parent (P_i Σ_i)ᵀ. As all tensors below the root are isometries,
/// Σ_i holds the singular values of the whole tensor unfolded along the sites below i, and U_i P_i
/// its left singular vectors.
public final class SchmidtForm {
    private final TreeTensor y; // orthonormal to the root
    private final Svd[] edges; // V left out
    private final Tensor[] centres; // X

    private SchmidtForm(TreeTensor y) {
        this.y = y;
        edges = new Svd[y.tree().nodes()];
        centres = new Tensor[y.tree().nodes()];
    }

    static SchmidtForm of(TreeTensor orthonormal) {
        SchmidtForm form = new SchmidtForm(orthonormal);
        Tree tree = orthonormal.tree();
        form.centres[tree.root()] = orthonormal.tensor(tree.root());
        tree.downward(
                node -> Cores.flops(orthonormal.tensor(node)),
                node -> {
                    for (int k = 0; k < tree.childCount(node); k++) {
                        form.split(tree.child(node, k), form.centres[node].unfold(k));
                    }
                });
        return form;
    }

    private void split(int child, Matrix unfolded) {
        Svd svd = Svd.of(unfolded);
        double[] sigma = svd.singularValues().stream().mapToDouble(Double::doubleValue).toArray();
        Matrix weighted = svd.u().times(Matrix.diagonal(sigma));
        edges[child] = new Svd(svd.u(), svd.singularValues(), Matrix.zeros(0, 0));
        centres[child] = Cores.timesParent(y.tensor(child), weighted);
    }

    /// The tensor this was made from, orthonormal to its root.
    public TreeTensor tensor() {
        return y;
    }

    /// The singular values at the edge above a node, the largest first; at the root the norm alone.
    public List<Double> singularValues(int node) {
        return node == y.tree().root()
                ? List.of(centre(node).norm())
                : edges[node].singularValues();
    }

    /// P: r×k, the coefficients of the singular vectors at the edge above a node in its basis.
    Matrix vectors(int node) {
        return edges[node].u();
    }

    /// X: the tensor of a node that carries the whole norm while all others are isometries.
    Tensor centre(int node) {
        return centres[node];
    }

    /// The entanglement entropy −Σ p_j ln p_j, p_j = σ_j²/‖Y‖², between the sites below a node and
    /// all others, in nats; 0 for a zero tensor.
    public double entropy(int node) {
        return entropy(singularValues(node));
    }

    /// −Σ p_j ln p_j, p_j = σ_j²/Σ σ², of singular values, the largest first; 0 if they are zero.
    public static double entropy(List<Double> singularValues) {
        double largest = singularValues.stream().findFirst().orElse(0.0);
        double total = 0;
        double logs = 0;
        for (double sigma : singularValues) {
            double p = sigma / largest * (sigma / largest);
            if (p > 0) {
                total += p;
                logs += p * Math.log(p);
            }
        }
        return total == 0 ? 0 : Math.max(0, Math.log(total) - logs / total);
    }

    /// The entropies at the edges above node 0, 1, …, all but the root.
    public List<Double> entropies() {
        return IntStream.range(0, y.tree().root()).mapToObj(this::entropy).toList();
    }

    /// The reduced density ρ(x, x′) = Σ Y(…x…) conj(Y(…x′…)) of one site, n×n and Hermitian, of
    /// trace ‖Y‖²; ⟨Y, A Y⟩ = tr(A ρ) for A on this site.
    ///
    /// @throws IllegalStateException if it has more than [TreeTensor#DENSE_LIMIT] entries
    public Matrix density(int site) {
        Matrix x = Cores.matrix(centre(y.tree().leaf(site)));
        PairDensity.requireSize(x.rows());
        return x.timesAdjoint(x);
    }

    /// The reduced density of two sites, n_a n_b × n_a n_b, where site a runs fastest: row x_a +
    /// n_a x_b. ⟨Y, A B Y⟩ = tr((B ⊗ A) ρ) for A on site a and B on site b.
    ///
    /// @throws IllegalArgumentException if both are the same site
    /// @throws IllegalStateException if it has more than [TreeTensor#DENSE_LIMIT] entries
    public Matrix density(int a, int b) {
        return PairDensity.of(this, a, b);
    }
}
