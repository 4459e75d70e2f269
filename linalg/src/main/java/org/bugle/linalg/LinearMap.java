package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

/// A linear map A: 𝕂ⁿ → 𝕂ᵐ known by its two actions on thin blocks of vectors; never a dense
/// array unless it is one.
public interface LinearMap {
    int rows();

    int cols();

    /// Whether a real block may have a complex image.
    boolean isComplex();

    /// A X for X n×k.
    Matrix apply(Matrix x);

    /// Aᴴ W for W m×k.
    Matrix applyAdjoint(Matrix w);

    /// Both actions from one evaluation, where that saves work.
    default Sketch sketch(Matrix x, Matrix w) {
        return new Sketch(apply(x), applyAdjoint(w));
    }

    /// Y ← A X in place; structured maps do it without allocating. Y must be complex if A or X is.
    default void apply(Buffer x, Buffer y) {
        y.set(apply(Matrix.over(x)).buffer());
    }

    /// Y ← Aᴴ W in place, under the same terms.
    default void applyAdjoint(Buffer w, Buffer y) {
        y.set(applyAdjoint(Matrix.over(w)).buffer());
    }

    /// Whether few columns cost their share of many, so that a block may be mapped in pieces that
    /// stay in a cache.
    default boolean isCheapByColumns() {
        return false;
    }

    /// The map X ↦ Ā X.
    default LinearMap conjugate() {
        return isComplex() ? new ConjugatedMap(this) : this;
    }

    /// The map X ↦ Aᴴ X.
    default LinearMap adjoint() {
        return new AdjointMap(this);
    }

    /// A X and Aᴴ W.
    record Sketch(Matrix image, Matrix adjointImage) {}

    /// @throws IllegalArgumentException if a block of `found` rows cannot be multiplied
    static void requireRows(String map, int wanted, int found) {
        if (wanted != found) {
            throw new IllegalArgumentException(
                    "%s: the block must have %d rows, found %d".formatted(map, wanted, found));
        }
    }
}
