package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.kernel.Buffer;

/// The Cholesky factorisation A = RᴴR of a Hermitian positive definite n×n matrix, R upper
/// triangular.
public record Cholesky(Matrix r) {
    /// Reads the upper triangle of A.
    ///
    /// @throws IllegalArgumentException if A is not square
    /// @throws ArithmeticException if A is not positive definite to working precision
    public static Cholesky of(Matrix a) {
        a.requireSquare("Cholesky");
        int n = a.rows();
        Buffer factor = a.buffer().copy();
        int info = n == 0 ? 0 : Lapack.potrf(a.isComplex(), n, factor.array());
        if (info > 0) {
            throw new ArithmeticException(
                    "Cholesky: the leading %d×%d block of the %d×%d matrix is not positive definite"
                            .formatted(info, info, n, n));
        }
        int width = factor.width();
        for (int j = 0; j < n; j++) {
            java.util.Arrays.fill(factor.array(), (j * n + j + 1) * width, (j + 1) * n * width, 0);
        }
        return new Cholesky(Matrix.over(factor));
    }

    /// A⁻¹ B for B n×k.
    public Matrix solve(Matrix b) {
        if (b.rows() != r.rows()) {
            throw new IllegalArgumentException(
                    "Cholesky: the right-hand side must have %d rows, found %d"
                            .formatted(r.rows(), b.rows()));
        }
        boolean complex = r.isComplex() || b.isComplex();
        Buffer x = complex ? b.toComplex().buffer().copy() : b.buffer().copy();
        Matrix factor = complex ? r.toComplex() : r;
        if (b.rows() > 0 && b.cols() > 0) {
            Lapack.potrs(complex, b.rows(), b.cols(), factor.toArray(), x.array());
        }
        return Matrix.over(x);
    }
}
