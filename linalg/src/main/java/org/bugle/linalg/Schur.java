package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.LapackException;
import org.bugle.linalg.kernel.Buffer;

/// The complex Schur decomposition A = Q T Qᴴ of an n×n matrix: Q unitary, T upper triangular with
/// the eigenvalues on its diagonal. Real matrices have the complex form too.
public record Schur(Matrix q, Matrix t) {
    /// @throws IllegalArgumentException if A is not square or has a NaN or infinite entry
    /// @throws LapackException if the iteration does not converge
    public static Schur of(Matrix a) {
        a.requireSquare("Schur");
        a.requireFinite("Schur");
        int n = a.rows();
        Buffer t = a.buffer().promoted().copy();
        Buffer q = new Buffer(n, n, true);
        if (n > 0) {
            Lapack.gees(n, t.array(), new double[2 * n], q.array());
        }
        return new Schur(Matrix.over(q), Matrix.over(t));
    }
}
