package org.bugle.operator.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Identity;

import java.util.List;
import java.util.stream.IntStream;

/// The operators of one site: slot a is Σ_k c_ka M_k, for a dictionary of distinct maps M_k. (The
/// n²×s array of vectorised operators would be impossible for sites of n = 10⁴ points.)
///
/// @param size n
/// @param dictionary n×n maps, real or complex
/// @param coefficients K×s, one column a slot
public record LeafSlots(int size, List<LinearMap> dictionary, Matrix coefficients) {
    /// @throws IllegalArgumentException if a map is not n×n, or the coefficients have not a row a
    ///   map
    public LeafSlots {
        dictionary = List.copyOf(dictionary);
        for (LinearMap map : dictionary) {
            if (map.rows() != size || map.cols() != size) {
                throw new IllegalArgumentException(
                        "TreeOperator: an operator of a site of %d states must be %d×%d, found %d×%d"
                                .formatted(size, size, size, map.rows(), map.cols()));
            }
        }
        if (coefficients.rows() != dictionary.size()) {
            throw new IllegalArgumentException(
                    "TreeOperator: %d maps want as many rows of coefficients, found %d"
                            .formatted(dictionary.size(), coefficients.rows()));
        }
    }

    /// One map a slot.
    public static LeafSlots of(int size, List<? extends LinearMap> slots) {
        return new LeafSlots(size, List.copyOf(slots), Matrix.identity(slots.size()));
    }

    /// The number of slots s.
    public int slots() {
        return coefficients.cols();
    }

    public boolean isComplex() {
        return coefficients.isComplex() || dictionary.stream().anyMatch(LinearMap::isComplex);
    }

    /// Whether a slot is the identity, by structure.
    boolean isIdentity(int slot) {
        return IntStream.range(0, dictionary.size())
                .allMatch(k -> {
                    boolean one = dictionary.get(k) instanceof Identity;
                    var c = coefficients.at(k, slot);
                    return one ? c.re() == 1 && c.im() == 0 : c.re() == 0 && c.im() == 0;
                });
    }
}
