package org.bugle.app.run;

import org.bugle.lowrank.tree.SchmidtForm;

import java.util.List;

/// What the factors of a solution tell of its rank.
///
/// @param singularValues of the matrix, or at the first edge of the root, the largest first
/// @param ranks at the edges of a tree, above node 0, 1, …; none for a matrix
/// @param entropies at the same edges, in nats
record Spectrum(List<Double> singularValues, List<Integer> ranks, List<Double> entropies) {
    Spectrum {
        singularValues = List.copyOf(singularValues);
        ranks = List.copyOf(ranks);
        entropies = List.copyOf(entropies);
    }

    static Spectrum ofMatrix(List<Double> singularValues) {
        return new Spectrum(singularValues, List.of(), List.of());
    }

    /// −Σ p_j ln p_j, p_j = σ_j² / Σ σ_k², in nats; 0 without singular values.
    double entropy() {
        return SchmidtForm.entropy(singularValues);
    }
}
