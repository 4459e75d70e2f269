package org.bugle.linalg;

import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.LapackException;
import org.bugle.linalg.kernel.Buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Eigenvalues and eigenvectors of an n×n matrix.
public final class Eigen {
    private Eigen() {}

    /// A = Q diag(λ) Qᴴ with real λ in ascending order and unitary Q.
    public record Hermitian(List<Double> values, Matrix vectors) {}

    /// A X = X diag(λ); the columns of X (complex) have norm one and may be linearly dependent.
    public record General(List<Complex> values, Matrix vectors) {}

    /// The Hermitian (real: symmetric) eigenproblem; only the lower triangle of A is read.
    ///
    /// @throws IllegalArgumentException if A is not square or has a NaN or infinite entry
    /// @throws LapackException if the iteration does not converge
    public static Hermitian hermitian(Matrix a) {
        a.requireSquare("Eigen");
        a.requireFinite("Eigen");
        Buffer vectors = a.buffer().copy();
        double[] values = new double[a.rows()];
        if (a.rows() > 0) {
            Lapack.heevd(a.isComplex(), a.rows(), vectors.array(), values);
        }
        return new Hermitian(Arrays.stream(values).boxed().toList(), Matrix.over(vectors));
    }

    /// The general eigenproblem.
    ///
    /// @throws IllegalArgumentException if A is not square or has a NaN or infinite entry
    /// @throws LapackException if the iteration does not converge
    public static General general(Matrix a) {
        a.requireSquare("Eigen");
        a.requireFinite("Eigen");
        int n = a.rows();
        Buffer vectors = new Buffer(n, n, true);
        double[] values = new double[2 * n];
        if (n > 0) {
            Lapack.geev(n, a.toComplex().toArray(), values, vectors.array());
        }
        List<Complex> list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            list.add(new Complex(values[2 * i], values[2 * i + 1]));
        }
        return new General(List.copyOf(list), Matrix.over(vectors));
    }
}
