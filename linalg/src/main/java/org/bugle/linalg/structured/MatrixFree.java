package org.bugle.linalg.structured;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;

import java.util.function.UnaryOperator;

/// An m×n map from two functions.
///
/// @param isComplex whether a real block may have a complex image
/// @param isHermitian whether A = Aᴴ
/// @param action X ↦ A X on n×k blocks
/// @param adjointAction W ↦ Aᴴ W on m×k blocks
public record MatrixFree(
        int rows,
        int cols,
        boolean isComplex,
        boolean isHermitian,
        UnaryOperator<Matrix> action,
        UnaryOperator<Matrix> adjointAction)
        implements Iterative {
    /// A real map, not known to be symmetric.
    public static MatrixFree real(
            int rows, int cols, UnaryOperator<Matrix> action, UnaryOperator<Matrix> adjointAction) {
        return new MatrixFree(rows, cols, false, false, action, adjointAction);
    }

    /// A map that is its own adjoint.
    public static MatrixFree hermitian(int n, boolean complex, UnaryOperator<Matrix> action) {
        return new MatrixFree(n, n, complex, true, action, action);
    }

    @Override
    public Matrix apply(Matrix x) {
        LinearMap.requireRows("MatrixFree", cols, x.rows());
        return action.apply(x);
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        LinearMap.requireRows("MatrixFree", rows, w.rows());
        return adjointAction.apply(w);
    }

    @Override
    public MatrixFree conjugate() {
        return isComplex
                ? new MatrixFree(
                        rows,
                        cols,
                        true,
                        isHermitian,
                        conjugated(action),
                        conjugated(adjointAction))
                : this;
    }

    private static UnaryOperator<Matrix> conjugated(UnaryOperator<Matrix> function) {
        return x -> function.apply(x.conjugate()).conjugate();
    }

    @Override
    public MatrixFree adjoint() {
        return isHermitian
                ? this
                : new MatrixFree(cols, rows, isComplex, false, adjointAction, action);
    }
}
