package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

/// A linear function on blocks X of one shape, such as X ↦ A X + X B: what Krylov methods need to
/// know of an operator.
///
/// @param isComplex whether a real block may have a complex image
/// @param isHermitian whether ⟨X, F(Y)⟩ = ⟨F(X), Y⟩ in the inner product tr(XᴴY); saves most of the
///   orthogonalisation
public record BlockOperator(Action action, boolean isComplex, boolean isHermitian) {
    /// The in-place action of a linear function.
    @FunctionalInterface
    public interface Action {
        /// Y ← F(X) for Y of the shape of X; the two share no memory.
        void apply(Buffer x, Buffer y);
    }

    /// X ↦ A X for a square A.
    public static BlockOperator of(LinearMap a) {
        return new BlockOperator(
                a::apply, a.isComplex(), a instanceof Operator operator && operator.isHermitian());
    }
}
