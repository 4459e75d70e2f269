package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Eigen- and Schur decompositions.
class EigenTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void hermitianFormReconstructs(int n, boolean complex, long seed) {
        Matrix a = Cases.hermitian(n, complex, seed);
        Eigen.Hermitian eigen = Eigen.hermitian(a);
        Matrix q = eigen.vectors();
        Matrix values =
                Matrix.diagonal(eigen.values().stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(eigen.values()).isSorted();
        assertClose(q.adjointTimes(q), identity(n, complex), ROUNDING);
        assertClose(q.times(values).timesAdjoint(q), a, ROUNDING);
    }

    @Test
    void hermitianFormReadsTheLowerTriangleAlone() {
        Matrix a = Matrix.of(new double[][] {{2, 99}, {1, 2}});
        assertThat(Eigen.hermitian(a).values()).allSatisfy(v -> assertThat(v).isBetween(0.9, 3.1));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void generalFormSolvesTheEigenproblem(int n, boolean complex, long seed) {
        Matrix a = Cases.random(n, n, complex, seed);
        Eigen.General eigen = Eigen.general(a);
        Matrix x = eigen.vectors();
        for (int j = 0; j < n; j++) {
            Matrix column = x.columns(j, j + 1);
            assertThat(column.norm()).isBetween(1 - ROUNDING, 1 + ROUNDING);
            assertClose(a.times(column), column.times(eigen.values().get(j)).toComplex(), ROUNDING);
        }
        Complex sum = eigen.values().stream().reduce(Complex.ZERO, Complex::plus);
        assertThat(sum.minus(a.trace()).abs()).isLessThan(ROUNDING * (1 + a.norm()));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void schurFormIsUnitaryAndTriangular(int n, boolean complex, long seed) {
        Matrix a = Cases.random(n, n, complex, seed);
        Schur schur = Schur.of(a);
        assertClose(schur.q().adjointTimes(schur.q()), identity(n, true), ROUNDING);
        assertClose(schur.q().times(schur.t()).timesAdjoint(schur.q()), a.toComplex(), ROUNDING);
        for (int j = 0; j < n; j++) {
            for (int i = j + 1; i < n; i++) {
                assertThat(schur.t().at(i, j).abs()).isZero();
            }
        }
    }

    @Test
    void nonFiniteAndRectangularMatricesAreRefused() {
        Matrix bad = Matrix.of(new double[][] {{1, Double.POSITIVE_INFINITY}, {0, 1}});
        assertThatThrownBy(() -> Eigen.hermitian(bad))
                .hasMessage("Eigen: the 2×2 matrix has 1 non-finite entries of 4");
        assertThatThrownBy(() -> Eigen.general(bad))
                .hasMessage("Eigen: the 2×2 matrix has 1 non-finite entries of 4");
        assertThatThrownBy(() -> Schur.of(bad))
                .hasMessage("Schur: the 2×2 matrix has 1 non-finite entries of 4");
        assertThatThrownBy(() -> Eigen.hermitian(Matrix.zeros(2, 3)))
                .hasMessage("Eigen: the matrix must be square, found 2×3");
    }

    private static Matrix identity(int n, boolean complex) {
        return complex ? Matrix.identity(n).toComplex() : Matrix.identity(n);
    }
}
