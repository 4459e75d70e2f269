package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.LapackException;
import org.bugle.linalg.kernel.Buffer;

/// The Sylvester equation A X + X B = C with A m×m, B n×n, by the Schur forms of A and B (Bartels,
/// Stewart, Commun. ACM 15 (1972) 820), which serve any number of right-hand sides. Cost about 25
/// (m³ + n³) once and 5 mn(m + n) a solve.
public final class Sylvester {
    private final Schur a;
    private final Schur b;
    private final boolean complex;

    private Sylvester(Schur a, Schur b, boolean complex) {
        this.a = a;
        this.b = b;
        this.complex = complex;
    }

    /// @throws IllegalArgumentException if A or B is not square or has a NaN or infinite entry
    public static Sylvester of(Matrix a, Matrix b) {
        return new Sylvester(Schur.of(a), Schur.of(b), a.isComplex() || b.isComplex());
    }

    /// The solution X of A X + X B = C for one right-hand side.
    ///
    /// @throws LapackException if A and −B have common or close eigenvalues
    public static Matrix solve(Matrix a, Matrix b, Matrix c) {
        return of(a, b).solve(c);
    }

    /// The solution X (m×n); real if A, B and C are.
    ///
    /// @throws IllegalArgumentException if C is not m×n
    /// @throws LapackException if A and −B have common or close eigenvalues
    public Matrix solve(Matrix c) {
        int m = a.q().rows();
        int n = b.q().rows();
        if (c.rows() != m || c.cols() != n) {
            throw new IllegalArgumentException(
                    "Sylvester: the right-hand side must be %d×%d, found %d×%d"
                            .formatted(m, n, c.rows(), c.cols()));
        }
        if (m == 0 || n == 0) {
            return complex ? c.toComplex() : c;
        }
        Buffer x = a.q().adjointTimes(c).times(b.q()).buffer();
        double scale = Lapack.trsyl(true, m, n, a.t().toArray(), b.t().toArray(), x.array());
        Matrix solution = a.q().times(Matrix.over(x)).timesAdjoint(b.q()).times(1 / scale);
        return complex || c.isComplex() ? solution : solution.real();
    }
}
