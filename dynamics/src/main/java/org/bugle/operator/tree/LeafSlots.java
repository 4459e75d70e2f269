package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /// Slot by slot.
    static Builder builder(int size, int slots) {
        return new Builder(size, slots);
    }

    /// Collects operators; equal ones are stored once.
    static final class Builder {
        private final int size;
        private final int slots;
        private final List<LinearMap> dictionary = new ArrayList<>();
        private final List<Complex[]> rows = new ArrayList<>();

        private Builder(int size, int slots) {
            this.size = size;
            this.slots = slots;
        }

        /// Adds a multiple of a map to a slot.
        Builder add(LinearMap map, int slot, Complex multiple) {
            int k = dictionary.indexOf(map);
            if (k < 0) {
                k = dictionary.size();
                dictionary.add(map);
                Complex[] row = new Complex[slots];
                Arrays.fill(row, Complex.ZERO);
                rows.add(row);
            }
            rows.get(k)[slot] = rows.get(k)[slot].plus(multiple);
            return this;
        }

        LeafSlots build() {
            Matrix coefficients =
                    Matrix.generateComplex(rows.size(), slots, (k, a) -> rows.get(k)[a]);
            boolean real = rows.stream().flatMap(Arrays::stream).allMatch(Complex::isReal);
            return new LeafSlots(size, dictionary, real ? coefficients.real() : coefficients);
        }

        /// One slot alone.
        LeafSlots build(int slot) {
            LeafSlots all = build();
            return new LeafSlots(size, all.dictionary, all.coefficients.columns(slot, slot + 1));
        }
    }

    /// The slots of both, these first; equal maps are stored once.
    LeafSlots plus(LeafSlots b) {
        return joined(b, slots());
    }

    /// The sum, slot by slot.
    LeafSlots sum(LeafSlots b) {
        return joined(b, 0);
    }

    private LeafSlots joined(LeafSlots b, int offset) {
        Builder both = builder(size, Math.max(slots(), offset + b.slots()));
        addTo(both, 0);
        b.addTo(both, offset);
        return both.build();
    }

    private void addTo(Builder slots, int offset) {
        for (int k = 0; k < dictionary.size(); k++) {
            for (int a = 0; a < slots(); a++) {
                slots.add(dictionary.get(k), offset + a, coefficients.at(k, a));
            }
        }
    }

    /// The coefficients of other slots, whose maps are among these, in this dictionary.
    Matrix in(LeafSlots part) {
        Builder same = builder(size, part.slots());
        dictionary.forEach(map -> same.add(map, 0, Complex.ZERO));
        part.addTo(same, 0);
        return same.build().coefficients;
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
        Complex sum = Complex.ZERO;
        for (int k = 0; k < dictionary.size(); k++) {
            Complex c = coefficients.at(k, slot);
            if (dictionary.get(k) instanceof Identity) {
                sum = sum.plus(c);
            } else if (c.re() != 0 || c.im() != 0) {
                return false;
            }
        }
        return sum.re() == 1 && sum.im() == 0;
    }
}
