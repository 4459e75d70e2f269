package org.bugle.neural.adapter;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;

/// A low-rank correction ΔW = U S Vᵀ (outputs × inputs) of one module's weight; scalings are part
/// of S. Bases need not be orthonormal.
///
/// @param factors U, V and S
/// @param inputs the axes of the weight behind the outputs: `[in]`, or `[in, rows, columns]` of a
///   kernel
/// @param layout how the module stores its weight
public record Correction(Tucker factors, List<Integer> inputs, Layout layout) {

    /// How a module stores its weight.
    public enum Layout {
        /// W: outputs first, as linear layers and convolutions do.
        OUTPUTS_FIRST,
        /// Wᵀ: inputs first, as GPT-2's linear layers do.
        INPUTS_FIRST,
        /// Wᵀ, a row for each token.
        EMBEDDING
    }

    /// @throws IllegalArgumentException if the factors are no matrix or do not fit the axes
    public Correction {
        inputs = List.copyOf(inputs);
        if (factors.modes() != 2 || factors.size(1) != Array.count(inputs)) {
            throw new IllegalArgumentException(
                    "Correction: inputs %s do not fit factors of %d modes"
                            .formatted(inputs, factors.modes()));
        }
        if (layout != Layout.OUTPUTS_FIRST && inputs.size() != 1) {
            throw new IllegalArgumentException(
                    "Correction: only weights with outputs first can be kernels");
        }
    }

    /// Of a linear layer that stores its outputs first.
    public static Correction linear(Tucker factors) {
        return new Correction(factors, List.of(factors.size(1)), Layout.OUTPUTS_FIRST);
    }

    public Correction withFactors(Tucker other) {
        return new Correction(other, inputs, layout);
    }

    /// Columns of the narrower basis.
    public int rank() {
        return Math.min(factors.ranks().getFirst(), factors.ranks().getLast());
    }

    /// Numbers in U S and V.
    public long parameters() {
        return (long) rank() * (factors.size(0) + factors.size(1));
    }

    /// The shape of the weight as the module stores it.
    public List<Integer> shape() {
        if (layout != Layout.OUTPUTS_FIRST) {
            return List.of(factors.size(1), factors.size(0));
        }
        List<Integer> shape = new ArrayList<>(inputs);
        shape.addFirst(factors.size(0));
        return List.copyOf(shape);
    }

    /// ΔW as the module stores it.
    public Array dense() {
        Matrix u = factors.bases().getFirst().times(factors.core().unfold(0));
        Matrix v = factors.bases().getLast();
        // Matrices lie column by column: the rows of ΔW are the columns of its transpose.
        Matrix transposed = layout == Layout.OUTPUTS_FIRST ? v.timesAdjoint(u) : u.timesAdjoint(v);
        return Array.over(shape(), transposed.toArray());
    }
}
