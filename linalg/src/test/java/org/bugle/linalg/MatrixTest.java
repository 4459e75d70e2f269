package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixTest {
    private static final double ROUNDING = 1e-14;

    @Test
    void factoriesAgree() {
        Matrix a = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(Matrix.ofColumnMajor(2, 3, new double[] {1, 4, 2, 5, 3, 6})).isEqualTo(a);
        assertThat(Matrix.generate(2, 3, (i, j) -> 3 * i + j + 1)).isEqualTo(a);
        assertThat(a.toRows()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(Matrix.diagonal(1, 1)).isEqualTo(Matrix.identity(2));
        assertThat(Matrix.columnVector(1, 4)).isEqualTo(a.columns(0, 1));
        Matrix z = Matrix.ofComplexColumnMajor(1, 2, new double[] {1, -1, 0, 2});
        assertThat(
                        Matrix.generateComplex(
                                1, 2, (_, j) -> j == 0 ? new Complex(1, -1) : new Complex(0, 2)))
                .isEqualTo(z);
        assertThat(Matrix.complex(z.real(), z.imag())).isEqualTo(z);
        assertThat(Matrix.of(new double[0][])).isEqualTo(Matrix.zeros(0, 0));
        assertThat(Matrix.zerosComplex(2, 1)).isEqualTo(Matrix.zeros(2, 1).toComplex());
    }

    @Test // values do not change with the arrays they came from or gave away
    void isImmutable() {
        double[] entries = {1, 2};
        Matrix a = Matrix.ofColumnMajor(2, 1, entries);
        entries[0] = 9;
        a.toArray()[1] = 9;
        assertThat(a).isEqualTo(Matrix.columnVector(1, 2));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void partsMakeTheWhole(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        int p = m / 2;
        int q = n / 3;
        assertThat(Matrix.hcat(a.columns(0, q), a.columns(q, n))).isEqualTo(a);
        assertThat(Matrix.vcat(a.rows(0, p), a.rows(p, m))).isEqualTo(a);
        Matrix[][] blocks = {
            {a.block(0, p, 0, q), a.block(0, p, q, n)}, {a.block(p, m, 0, q), a.block(p, m, q, n)}
        };
        assertThat(Matrix.block(blocks)).isEqualTo(a);
        Matrix b = Cases.random(m, 2, true, seed);
        assertThat(Matrix.hcat(a, b).columns(0, n)).isEqualTo(a.toComplex());
        assertThat(Matrix.vcat(a.adjoint(), b.adjoint().columns(0, m)).rows(n, n + 2))
                .isEqualTo(b.adjoint());
        if (n > 1) {
            assertThat(a.columns(new int[] {1, 0, 1}))
                    .isEqualTo(Matrix.hcat(a.columns(1, 2), a.columns(0, 2)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void arithmeticIsThatOfTheEntries(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        Matrix b = Cases.random(m, n, true, seed + 1);
        Matrix wide = Cases.random(m, n + 1, complex, seed);
        Complex z = new Complex(0.4, -3);
        assertClose(
                a.plus(z, b),
                byEntries(m, n, (i, j) -> a.at(i, j).plus(b.at(i, j).times(z))),
                ROUNDING);
        assertClose(b.minus(a), byEntries(m, n, (i, j) -> b.at(i, j).minus(a.at(i, j))), ROUNDING);
        assertClose(a.times(z), byEntries(m, n, (i, j) -> a.at(i, j).times(z)), ROUNDING);
        assertClose(
                a.hadamard(b), byEntries(m, n, (i, j) -> a.at(i, j).times(b.at(i, j))), ROUNDING);
        assertThat(a.adjoint().toComplex())
                .isEqualTo(byEntries(n, m, (i, j) -> conjugate(a.at(j, i))));
        assertThat(a.adjoint().conjugate()).isEqualTo(a.transpose());
        assertThat(a.negate().negate()).isEqualTo(a);
        assertThat(wide.columns(1, n + 1).transpose().columns(0, m / 2))
                .isEqualTo(wide.transpose().rows(1, n + 1).columns(0, m / 2));
        assertThat(a.inner(a).re()).isCloseTo(a.norm() * a.norm(), within(1e-11));
        assertThat(a.inner(b).minus(b.inner(a).conjugate()).abs()).isLessThan(1e-12);
        assertThat(a.inner(b).minus(a.adjointTimes(b).trace()).abs()).isLessThan(1e-11);
        assertClose(b.mapParts(part -> part.times(3)), b.times(3), ROUNDING);
        if (!complex) {
            assertThat(a.conjugate()).isSameAs(a);
        }
    }

    private static Matrix byEntries(int m, int n, Matrix.ComplexEntry entry) {
        return Matrix.generateComplex(m, n, entry);
    }

    private static Complex conjugate(Complex z) {
        return z.isReal() ? z : z.conjugate();
    }

    @Test
    void normsAreTheirDefinitions() {
        Matrix a = Matrix.of(new double[][] {{3, 0}, {4, -1}});
        assertThat(a.norm()).isCloseTo(Math.sqrt(26), within(1e-15));
        assertThat(a.norm1()).isEqualTo(7);
        assertThat(a.maxAbs()).isEqualTo(4);
        assertThat(Matrix.diagonal(1, -5, 2).norm2()).isCloseTo(5, within(1e-14));
        assertThat(a.times(new Complex(0, 2)).norm1()).isCloseTo(14, within(1e-14));
        assertThat(a.times(Complex.I).maxAbs()).isEqualTo(4);
        assertThat(a.trace()).isEqualTo(Complex.real(2));
        assertThat(Matrix.zeros(0, 3).norm2()).isZero();
    }

    @Test
    void knowsHermitianAndFiniteMatrices() {
        Matrix h = Cases.hermitian(5, true, 1);
        assertThat(h.isHermitian()).isTrue();
        assertThat(h.plus(Complex.I, Matrix.identity(5)).isHermitian()).isFalse();
        assertThat(Matrix.zeros(2, 3).isHermitian()).isFalse();
        assertThat(h.isFinite()).isTrue();
        assertThat(Matrix.diagonal(1, Double.NaN).isFinite()).isFalse();
    }

    @Test
    void textShowsShapeNormAndSmallMatrices() {
        assertThat(Matrix.zeros(100, 3).toString()).isEqualTo("Matrix 100×3 real, norm 0.00000");
        assertThat(Matrix.of(new double[][] {{1, -2.5}}).toString())
                .isEqualTo("Matrix 1×2 real, norm 2.69258\n       1.000      -2.500");
        assertThat(Matrix.ofComplexColumnMajor(1, 1, new double[] {1, -2}).toString())
                .isEqualTo("Matrix 1×1 complex, norm 2.23607\n       1.000-2.000i");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Matrix a = Matrix.zeros(2, 3);
        Matrix b = Matrix.zeros(3, 2);
        assertThatThrownBy(() -> a.plus(b))
                .hasMessage("plus: shapes must agree, found 2×3 and 3×2");
        assertThatThrownBy(() -> a.inner(b))
                .hasMessage("inner: shapes must agree, found 2×3 and 3×2");
        assertThatThrownBy(() -> a.hadamard(b))
                .hasMessage("hadamard: shapes must agree, found 2×3 and 3×2");
        assertThatThrownBy(() -> a.times(a))
                .hasMessage("product: (2×3)·(2×3) into 2×3 does not fit");
        assertThatThrownBy(() -> a.at(2, 0)).hasMessage("entry (2, 0) of a 2×3 matrix");
        assertThatThrownBy(() -> a.block(0, 3, 0, 1))
                .hasMessage("rows 0 to 3 and columns 0 to 1 of a 2×3 matrix do not exist");
        assertThatThrownBy(() -> Matrix.hcat(a, b))
                .hasMessage("hcat: matrices must be equally high, found 2 and 3 rows");
        assertThatThrownBy(() -> Matrix.vcat(a, b))
                .hasMessage("vcat: matrices must be equally wide, found 3 and 2 columns");
        assertThatThrownBy(() -> Matrix.of(new double[][] {{1}, {1, 2}}))
                .hasMessage("Matrix: rows must be equally long, found 1 and 2 entries");
        assertThatThrownBy(() -> a.toComplex().map(x -> x))
                .hasMessage("map: wants a real matrix, found a complex one");
        assertThatThrownBy(() -> Matrix.ofColumnMajor(2, 2, new double[3]))
                .hasMessage("Buffer: 2×2 real numbers need 4 doubles, found 3");
    }
}
