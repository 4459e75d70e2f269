package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Linear equations by LU, Cholesky and Sylvester's solver.
class SolveTest {
    /// The random matrices here have condition numbers up to about 10³.
    private static final double SOLVED = 1e-11;

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void luSolvesWithTheMatrixAndItsAdjoint(int n, boolean complex, long seed) {
        Matrix a = Cases.random(n, n, complex, seed).plus(3, Matrix.identity(n));
        Lu lu = Lu.of(a);
        for (boolean complexRight : new boolean[] {false, true}) {
            Matrix b = Cases.random(n, 3, complexRight, seed + 1);
            Matrix wanted = complex ? b.toComplex() : b;
            assertClose(a.times(lu.solve(b)), wanted, SOLVED);
            assertClose(a.adjointTimes(lu.solveAdjoint(b)), wanted, SOLVED);
        }
    }

    @Test
    void luNamesTheZeroPivot() {
        assertThatThrownBy(() -> Lu.of(Matrix.of(new double[][] {{1, 2}, {2, 4}})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Lu: the 2×2 matrix is singular, pivot 2 is zero");
        assertThatThrownBy(() -> Lu.of(Matrix.identity(2)).solve(Matrix.zeros(3, 1)))
                .hasMessage("Lu: the right-hand side must have 2 rows, found 3");
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void choleskyFactorsAndSolves(int n, boolean complex, long seed) {
        Matrix g = Cases.random(n + 2, n, complex, seed);
        Matrix a = g.adjointTimes(g).plus(Matrix.identity(n));
        Cholesky cholesky = Cholesky.of(a);
        assertClose(cholesky.r().adjointTimes(cholesky.r()), a, 1e-13);
        for (boolean complexRight : new boolean[] {false, true}) {
            Matrix b = Cases.random(n, 2, complexRight, seed);
            assertClose(a.times(cholesky.solve(b)), complex ? b.toComplex() : b, SOLVED);
        }
    }

    @Test
    void choleskyNamesTheIndefiniteBlock() {
        assertThatThrownBy(() -> Cholesky.of(Matrix.diagonal(1, 2, -1, 3)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "Cholesky: the leading 3×3 block of the 4×4 matrix is not positive"
                                + " definite");
        assertThatThrownBy(() -> Cholesky.of(Matrix.identity(2)).solve(Matrix.zeros(3, 1)))
                .hasMessage("Cholesky: the right-hand side must have 2 rows, found 3");
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void sylvesterSolvesItsEquation(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, m, complex, seed).plus(9, Matrix.identity(m));
        Matrix b = Cases.random(n, n, false, seed + 1).plus(9, Matrix.identity(n));
        Sylvester sylvester = Sylvester.of(a, b);
        for (boolean complexRight : new boolean[] {false, true}) {
            Matrix c = Cases.random(m, n, complexRight, seed + 2);
            Matrix x = sylvester.solve(c);
            assertThat(x.isComplex()).isEqualTo(complex || complexRight);
            assertClose(a.times(x).plus(x.times(b)), complex ? c.toComplex() : c, SOLVED);
        }
    }

    @Test // overflow is kept away by trsyl's scale
    void sylvesterScalesWhatWouldOverflow() {
        Matrix x =
                Sylvester.solve(
                        Matrix.diagonal(1e-200),
                        Matrix.diagonal(1e-200),
                        Matrix.columnVector(1e100));
        assertThat(x.get(0, 0) / 5e299).isBetween(1 - 1e-13, 1 + 1e-13);
    }

    @Test
    void sylvesterNamesCommonEigenvaluesAndWrongShapes() {
        Matrix a = Matrix.diagonal(1, 2);
        assertThatThrownBy(() -> Sylvester.solve(a, Matrix.diagonal(-2), Matrix.zeros(2, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "trsyl: A and −B have common or close eigenvalues (info = 1, 2×2 and 1×1)");
        assertThatThrownBy(() -> Sylvester.solve(a, a, Matrix.zeros(2, 3)))
                .hasMessage("Sylvester: the right-hand side must be 2×2, found 2×3");
    }
}
