package org.bugle.neural.weight;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;

/// What is known of G = ∂ℓ/∂W, in the form of the weight.
public sealed interface Gradient {

    boolean isFinite();

    /// G itself.
    record OfDense(Array value) implements Gradient {
        @Override
        public boolean isFinite() {
            return value.isFinite();
        }
    }

    /// G seen through the bases of W = C ×₁ U₁ … ×_d U_d, as far as it was asked for.
    ///
    /// @param core G ×₁ U₁ᵀ … ×_d U_dᵀ; for d = 2 the gradient Uᵀ G V by S
    /// @param modes M_i = Mat_i(G ×_{j≠i} U_jᵀ) of size n_i × Π_{j≠i} r_j, columns as in
    ///   [Tensor#unfold]; for d = 2 these are G V and Gᵀ U. Empty where the core alone was asked
    ///   for, and so is the matrix of a mode that is not active
    record OfFactors(Tensor core, List<Matrix> modes) implements Gradient {

        public OfFactors {
            modes = List.copyOf(modes);
        }

        /// What a weight in factors sees of a G that is at hand, by the core alone.
        ///
        /// @param g of the shape of the weight, or of the sizes of its factors
        /// @throws IllegalArgumentException if it has another number of entries
        public static OfFactors ofCore(Array g, Factored weight) {
            Tucker factors = weight.factors();
            return new OfFactors(seen(tensor(g, factors), factors, -1), List.of());
        }

        /// What a weight in factors sees of a G that is at hand, by the core and the active modes.
        ///
        /// @param g of the shape of the weight, or of the sizes of its factors
        /// @throws IllegalArgumentException if it has another number of entries
        public static OfFactors ofAll(Array g, Factored weight) {
            Tucker factors = weight.factors();
            Tensor whole = tensor(g, factors);
            List<Matrix> modes = new ArrayList<>();
            for (int mode = 0; mode < factors.modes(); mode++) {
                modes.add(
                        weight.activeModes().contains(mode)
                                ? seen(whole, factors, mode).unfold(mode)
                                : Matrix.zeros(factors.size(mode), 0));
            }
            return new OfFactors(seen(whole, factors, -1), modes);
        }

        @Override
        public boolean isFinite() {
            return core.isFinite() && modes.stream().allMatch(Matrix::isFinite);
        }

        private static Tensor tensor(Array g, Tucker factors) {
            return g.reshape(Sizes.of(factors)).toTensor();
        }

        /// G ×_j U_jᵀ for all modes j but one.
        private static Tensor seen(Tensor g, Tucker factors, int except) {
            Tensor seen = g;
            for (int mode = 0; mode < factors.modes(); mode++) {
                if (mode != except) {
                    seen = seen.timesMode(mode, factors.bases().get(mode).transpose());
                }
            }
            return seen;
        }

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
