package org.bugle.neural.weight;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.neural.array.Array;

import java.util.List;

/// What is known of G = ∂ℓ/∂W, in the form of the weight.
public sealed interface Gradient {

    /// G itself.
    record OfDense(Array value) implements Gradient {}

    /// G seen through the bases of W = C ×₁ U₁ … ×_d U_d, as far as it was asked for.
    ///
    /// @param core G ×₁ U₁ᵀ … ×_d U_dᵀ; for d = 2 the gradient Uᵀ G V by S
    /// @param modes M_i = Mat_i(G ×_{j≠i} U_jᵀ) of size n_i × Π_{j≠i} r_j, columns as in
    ///   [Tensor#unfold]; for d = 2 these are G V and Gᵀ U. Empty where the core alone was asked
    ///   for, and so is the matrix of a mode that is not active
    record OfFactors(Tensor core, List<Matrix> modes) implements Gradient {

        /// ∂ℓ/∂U_i = M_i Mat_i(C)ᵀ.
        public Matrix byBasis(int mode, Tensor weightCore) {
            return modes.get(mode).timesAdjoint(weightCore.unfold(mode));
        }

        /// ∂ℓ/∂K_i = M_i Q_i, where Mat_i(C) = S_i Q_iᵀ and K_i = U_i S_i (arXiv:2305.19059).
        public Matrix byK(int mode, Matrix q) {
            return modes.get(mode).times(q);
        }
    }
}
