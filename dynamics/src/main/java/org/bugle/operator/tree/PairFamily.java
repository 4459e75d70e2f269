package org.bugle.operator.tree;

import org.bugle.linalg.LinearMap;

import java.util.Collections;
import java.util.List;

/// The pair terms Σ_{i<j} β(i, j) D_i E_j of one table of couplings; D_i and E_i act on site i.
///
/// @param left D₀, …, D_{d−1}
/// @param right E₀, …, E_{d−1}; equal to `left` where the coupling is symmetric
public record PairFamily(Couplings beta, List<LinearMap> left, List<LinearMap> right) {
    /// @throws IllegalArgumentException if there is not one operator a site
    public PairFamily {
        left = List.copyOf(left);
        right = List.copyOf(right);
        if (left.size() != beta.sites() || right.size() != beta.sites()) {
            throw new IllegalArgumentException(
                    "PairHamiltonian: couplings of %d sites need as many operators, found %d and %d"
                            .formatted(beta.sites(), left.size(), right.size()));
        }
    }

    /// Σ_{i<j} β(i, j) D_i D_j with one operator for all sites.
    public static PairFamily of(Couplings beta, LinearMap d) {
        return of(beta, Collections.nCopies(beta.sites(), d));
    }

    /// Σ_{i<j} β(i, j) D_i D_j.
    public static PairFamily of(Couplings beta, List<? extends LinearMap> d) {
        return new PairFamily(beta, List.copyOf(d), List.copyOf(d));
    }

    /// Σ_{i<j} β(i, j) D_i E_j with the same two operators for all sites.
    public static PairFamily directed(Couplings beta, LinearMap d, LinearMap e) {
        return new PairFamily(
                beta, Collections.nCopies(beta.sites(), d), Collections.nCopies(beta.sites(), e));
    }

    public boolean isSymmetric() {
        return left.equals(right);
    }

    public boolean isComplex() {
        return beta.isComplex()
                || left.stream().anyMatch(LinearMap::isComplex)
                || right.stream().anyMatch(LinearMap::isComplex);
    }
}
