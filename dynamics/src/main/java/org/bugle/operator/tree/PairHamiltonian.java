package org.bugle.operator.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// An operator of d sites with pair interactions, H = Σ_i s_i + Σ_f Σ_{i<j} β^f(i, j) D_i^f E_j^f:
/// a spin Hamiltonian, or a Lindbladian on vectorised density matrices (arXiv:2405.09952).
///
/// @param sizes n₀, …, n_{d−1}
/// @param local s_i, n_i×n_i, where there is one
public record PairHamiltonian(
        List<Integer> sizes, List<Optional<LinearMap>> local, List<PairFamily> families) {
    /// How the terms are put together as a network.
    public enum Form {
        /// Identity, terms inside, channels: ranks 2 + Σ_f k^f.
        MERGED,
        /// The paper's: the one-site terms and each family as networks of their own, added and
        /// rounded; ranks up to 1 + Σ_f (1 + k^f). The published figures are of this form.
        SUM
    }

    /// @throws IllegalArgumentException if a number of sites or the size of an operator does not
    ///   fit
    public PairHamiltonian {
        sizes = List.copyOf(sizes);
        local = List.copyOf(local);
        families = List.copyOf(families);
        requireSites("one-site terms", local.size(), sizes);
        for (int site = 0; site < sizes.size(); site++) {
            if (local.get(site).isPresent()) {
                requireSize(site, local.get(site).get(), sizes);
            }
        }
        for (PairFamily family : families) {
            requireSites("couplings", family.beta().sites(), sizes);
            for (int site = 0; site < sizes.size(); site++) {
                requireSize(site, family.left().get(site), sizes);
                requireSize(site, family.right().get(site), sizes);
            }
        }
    }

    private static void requireSites(String what, int found, List<Integer> sizes) {
        if (found != sizes.size()) {
            throw new IllegalArgumentException(
                    "PairHamiltonian: %s for %d sites do not fit the %d sites of the operator"
                            .formatted(what, found, sizes.size()));
        }
    }

    private static void requireSize(int site, LinearMap map, List<Integer> sizes) {
        int n = sizes.get(site);
        if (map.rows() != n || map.cols() != n) {
            throw new IllegalArgumentException(
                    "PairHamiltonian: an operator of site %d must be %d×%d, found %d×%d"
                            .formatted(site, n, n, map.rows(), map.cols()));
        }
    }

    /// No terms, on d sites of n states.
    public static PairHamiltonian of(int sites, int size) {
        return of(Collections.nCopies(sites, size));
    }

    /// No terms, on sites of these sizes.
    public static PairHamiltonian of(List<Integer> sizes) {
        return new PairHamiltonian(
                sizes, Collections.nCopies(sizes.size(), Optional.empty()), List.of());
    }

    /// With these one-site terms instead.
    public PairHamiltonian withLocal(List<? extends LinearMap> terms) {
        List<Optional<LinearMap>> present = new ArrayList<>();
        terms.forEach(term -> present.add(Optional.of(term)));
        return new PairHamiltonian(sizes, present, families);
    }

    /// With the same one-site term at all sites.
    public PairHamiltonian withLocal(LinearMap term) {
        return withLocal(Collections.nCopies(sizes.size(), term));
    }

    /// With one more family of pair terms.
    public PairHamiltonian plus(PairFamily family) {
        List<PairFamily> more = new ArrayList<>(families);
        more.add(family);
        return new PairHamiltonian(sizes, local, more);
    }

    public int sites() {
        return sizes.size();
    }

    public boolean isComplex() {
        return families.stream().anyMatch(PairFamily::isComplex)
                || local.stream().anyMatch(s -> s.isPresent() && s.get().isComplex());
    }

    /// The couplings of all families compressed on a tree.
    ///
    /// @throws IllegalArgumentException if the tree has another number of sites, or a coupling is
    ///   NaN or infinite
    public CompressedPairs compressed(Tree tree, Compression compression) {
        return CompressedPairs.of(
                this, tree, (all, beta) -> HssMatrix.compressed(all, beta, compression));
    }

    /// All couplings as they are: ranks grow with the number of sites below. For tests, and for
    /// small d.
    ///
    /// @throws IllegalArgumentException as [#compressed]
    public CompressedPairs uncompressed(Tree tree) {
        return CompressedPairs.of(this, tree, HssMatrix::exact);
    }

    /// The operator on a tree, with compressed couplings.
    ///
    /// @throws IllegalArgumentException as [#compressed]
    public TreeOperator toOperator(Tree tree, Compression compression, Form form) {
        return compressed(tree, compression).toOperator(form);
    }

    /// ‖H‖_F/(n₀ ⋯ n_{d−1})^½, in which the identity has norm 1: exact, from the couplings, in
    /// O(d²) operations and without overflow.
    public double norm() {
        return PairNorm.of(this);
    }
}
