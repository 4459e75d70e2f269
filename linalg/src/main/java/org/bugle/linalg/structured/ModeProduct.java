package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

/// R ×_mode F as it stands, for a factor F of more rows than columns, which would make a small
/// tensor large.
///
/// @param rest R, with p numbers in the mode
/// @param factor F, n×p
public record ModeProduct(int mode, Tensor rest, Matrix factor) {
    /// @throws IllegalArgumentException if the sizes do not agree
    public ModeProduct {
        if (rest.size(mode) != factor.cols()) {
            throw new IllegalArgumentException(
                    "ModeProduct: a factor %d×%d does not fit %d numbers in mode %d"
                            .formatted(factor.rows(), factor.cols(), rest.size(mode), mode));
        }
    }

    /// Of the product.
    public int[] shape() {
        int[] shape = rest.shape();
        shape[mode] = factor.rows();
        return shape;
    }

    public boolean isComplex() {
        return rest.isComplex() || factor.isComplex();
    }

    /// The product.
    public Tensor value() {
        return rest.timesMode(mode, factor);
    }
}
