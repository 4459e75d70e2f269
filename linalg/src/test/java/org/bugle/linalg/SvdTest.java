package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

class SvdTest {
    private static final double ROUNDING = 1e-13;

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void reconstructsWithOrthonormalFactors(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        check(Svd.of(a), a);
    }

    @ParameterizedTest // the detours over QR
    @ValueSource(booleans = {false, true})
    void reconstructsTallAndWideMatrices(boolean complex) {
        check(Svd.of(Cases.random(3000, 20, complex, 1)), Cases.random(3000, 20, complex, 1));
        check(Svd.of(Cases.random(7, 60, complex, 2)), Cases.random(7, 60, complex, 2));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void findsTheRankOfADeficientMatrix(int n, boolean complex, long seed) {
        int rank = n / 2;
        Matrix a =
                Cases.random(n, rank, complex, seed)
                        .timesAdjoint(Cases.random(n, rank, complex, seed + 1));
        Svd svd = Svd.of(a);
        check(svd, a);
        for (int i = rank; i < n; i++) {
            assertThat(svd.singularValues().get(i)).isLessThanOrEqualTo(ROUNDING * a.norm());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leftFactorsStandAlone(boolean complex) {
        for (int n : new int[] {3, 10, 400}) {
            Matrix a = Cases.random(7, n, complex, n);
            Svd.Left left = Svd.left(a);
            Svd whole = Svd.of(a);
            Matrix gram = a.timesAdjoint(a);
            Matrix squares =
                    Matrix.diagonal(
                            left.singularValues().stream().mapToDouble(s -> s * s).toArray());
            assertClose(left.u().times(squares).timesAdjoint(left.u()), gram, ROUNDING);
            assertThat(left.above(whole.singularValues().get(2))).isBetween(2, 3);
        }
    }

    @Test
    void singularValuesOfAGradedDiagonalAreItsModuli() {
        Svd svd = Svd.of(Matrix.diagonal(1e-12, -3, 1e-3));
        assertThat(svd.singularValues().get(0)).isCloseTo(3, within(1e-15));
        assertThat(svd.singularValues().get(1)).isCloseTo(1e-3, within(1e-15));
        assertThat(svd.singularValues().get(2)).isCloseTo(1e-12, within(1e-15));
    }

    /// The triangle of four overlapping bases: singular values cluster at 2, 1 and far below.
    /// Divide and conquer of OpenBLAS 0.3.31 (Haswell kernels) leaves NaN in one pair of vectors
    /// here.
    @Test
    void clusteredSingularValuesHaveFiniteVectors() {
        int w = 15;
        SplitMix64 random = new SplitMix64(80431);
        Matrix base = Qr.of(Matrix.randomGaussian(100, 3 * w, random)).q();
        Matrix first = base.columns(0, w);
        List<Matrix> parts = new ArrayList<>(List.of(first));
        for (int i = 0; i < 2; i++) {
            double[] tilts = new double[w];
            for (int j = 0; j < w; j++) {
                tilts[j] = Math.pow(10, -3 - (15.0 * j / w) - (2 * i));
            }
            Matrix rotation = Qr.of(Matrix.randomGaussian(w, w, random)).q();
            Matrix tilt = base.columns((i + 1) * w, (i + 2) * w).times(Matrix.diagonal(tilts));
            parts.add(Qr.of(first.plus(1, tilt).times(rotation)).q());
        }
        Matrix mixed = Matrix.randomGaussian(w + 2, w + 2, random);
        parts.add(Qr.of(base.columns(w - 1, 2 * w + 1).times(mixed)).q());
        Matrix a = Qr.triangle(Matrix.hcat(parts.toArray(Matrix[]::new)));

        check(Svd.of(a), a);
    }

    @Test
    void refusesNonFiniteEntries() {
        Matrix bad = Matrix.of(new double[][] {{1, Double.NaN}, {0, 1}, {2, 3}});
        assertThatThrownBy(() -> Svd.of(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Svd: the 3×2 matrix has 1 non-finite entries of 6");
        assertThatThrownBy(() -> Svd.of(bad.map(x -> x == 2 ? 1 / 0.0 : x).toComplex()))
                .hasMessage("Svd: the 3×2 matrix has 2 non-finite entries of 6");
    }

    private static void check(Svd svd, Matrix a) {
        int k = Math.min(a.rows(), a.cols());
        Matrix identity = a.isComplex() ? Matrix.identity(k).toComplex() : Matrix.identity(k);
        assertClose(svd.u().adjointTimes(svd.u()), identity, ROUNDING);
        assertClose(svd.v().adjointTimes(svd.v()), identity, ROUNDING);
        Matrix sigma =
                Matrix.diagonal(
                        svd.singularValues().stream().mapToDouble(Double::doubleValue).toArray());
        assertClose(svd.u().times(sigma).timesAdjoint(svd.v()), a, ROUNDING);
        assertThat(svd.singularValues())
                .isSortedAccordingTo(Comparator.reverseOrder())
                .allSatisfy(s -> assertThat(s).isNotNegative());
    }
}
