package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

/// An LU factorisation with partial pivoting of an n×n matrix, made once and used for many
/// right-hand sides.
public final class Lu {
    private final Buffer factors;
    private final int[] pivots;

    private Lu(Buffer factors, int[] pivots) {
        this.factors = factors;
        this.pivots = pivots;
    }

    /// @throws IllegalArgumentException if A is not square
    /// @throws ArithmeticException if A is exactly singular
    public static Lu of(Matrix a) {
        a.requireSquare("Lu");
        Buffer factors = a.buffer().copy();
        int[] pivots = new int[a.rows()];
        int info =
                a.rows() == 0 ? 0 : Lapack.getrf(a.isComplex(), a.rows(), factors.array(), pivots);
        if (info > 0) {
            throw new ArithmeticException(
                    "Lu: the %d×%d matrix is singular, pivot %d is zero"
                            .formatted(a.rows(), a.cols(), info));
        }
        return new Lu(factors, pivots);
    }

    /// A⁻¹ B for B n×k.
    public Matrix solve(Matrix b) {
        return solve(Op.NONE, b);
    }

    /// A⁻ᴴ B for B n×k.
    public Matrix solveAdjoint(Matrix b) {
        return solve(Op.ADJOINT, b);
    }

    private Matrix solve(Op op, Matrix b) {
        if (b.rows() != factors.rows()) {
            throw new IllegalArgumentException(
                    "Lu: the right-hand side must have %d rows, found %d"
                            .formatted(factors.rows(), b.rows()));
        }
        if (!factors.isComplex() && b.isComplex()) {
            return b.mapParts(part -> solve(op, part));
        }
        Buffer x = (factors.isComplex() ? b.buffer().promoted() : b.buffer()).copy();
        if (b.rows() > 0 && b.cols() > 0) {
            Lapack.getrs(x.isComplex(), op, b.rows(), b.cols(), factors.array(), pivots, x.array());
        }
        return Matrix.over(x);
    }
}
