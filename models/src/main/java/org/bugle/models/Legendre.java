package org.bugle.models;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;

/// The functions √(2j+1) P_j(μ), orthonormal in the mean over −1 ≤ μ ≤ 1.
final class Legendre {
    private Legendre() {}

    /// Multiplication by μ: symmetric, tridiagonal, a_j = j/√(4j² − 1) beside a zero diagonal.
    static Banded multiplication(int moments) {
        return Banded.generate(moments, 1, 1, (i, j) -> i == j ? 0 : coefficient(Math.max(i, j)));
    }

    static double coefficient(int j) {
        return j / Math.sqrt(4.0 * j * j - 1);
    }

    /// The Gauss–Legendre rule: nodes μ, rising, and their weights, of sum 1 (the squares of the
    /// first components of the eigenvectors of μ).
    static Matrix nodes(int n) {
        Eigen.Hermitian eigen = Eigen.hermitian(multiplication(n).apply(Matrix.identity(n)));
        return Matrix.generate(
                n,
                2,
                (i, j) -> j == 0 ? eigen.values().get(i) : Math.pow(eigen.vectors().get(0, i), 2));
    }
}
