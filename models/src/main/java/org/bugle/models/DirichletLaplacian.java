package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;

/// A = c tridiag(1, −2, 1), diagonal in the sine basis Q_ij = √(2/(n+1)) sin(π i j/(n+1)) with λ_j
/// = −4 c sin²(π j/(2(n+1))).
///
/// @param scale c > 0
record DirichletLaplacian(int n, double scale) {
    /// The exact solution is a dense n×n array.
    static final int EXACT_POINTS = 2000;

    Banded operator() {
        return Banded.tridiagonal(n, scale, -2 * scale, scale);
    }

    boolean hasExactSolution() {
        return n <= EXACT_POINTS;
    }

    /// The solution Y(t) of Y′ = A Y + Y A + C from Y(0).
    LowRankMatrix solution(LowRankMatrix start, LowRankMatrix source, double t) {
        Matrix q = Matrix.generate(n, n, (i, j) -> sine(i + 1, j + 1));
        Matrix startModes = q.times(start.toDense()).times(q);
        Matrix sourceModes = q.times(source.toDense()).times(q);
        Matrix modes =
                Matrix.generate(
                        n,
                        n,
                        (i, j) -> {
                            double z = t * (eigenvalue(i + 1) + eigenvalue(j + 1));
                            double phi = z == 0 ? 1 : Math.expm1(z) / z;
                            return Math.exp(z) * startModes.get(i, j)
                                    + t * phi * sourceModes.get(i, j);
                        });
        return LowRankMatrix.ofFactors(q.times(modes).times(q), Matrix.identity(n));
    }

    private double eigenvalue(int j) {
        double s = Math.sin(Math.PI * j / (2.0 * (n + 1)));
        return -4 * scale * s * s;
    }

    private double sine(int i, int j) {
        long product = (long) i * j % (2L * (n + 1)); // the period
        return Math.sqrt(2.0 / (n + 1)) * Math.sin(Math.PI * product / (n + 1));
    }
}
