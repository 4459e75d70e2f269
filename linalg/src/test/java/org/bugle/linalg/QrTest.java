package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class QrTest {
    private static final double ROUNDING = 1e-13;

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void reconstructsWithOrthonormalColumns(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        Qr qr = Qr.of(a);
        check(qr, a);
        assertThat(qr.permutation()).isEqualTo(IntStream.range(0, n).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void pivotedFactorFallsAlongItsDiagonal(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        Qr qr = Qr.pivoted(a);
        check(qr, a);
        for (int i = 1; i < Math.min(m, n); i++) {
            assertThat(qr.r().at(i, i).abs())
                    .isLessThanOrEqualTo(qr.r().at(i - 1, i - 1).abs() * (1 + ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void staysOrthonormalAndRevealsTheRankOfADeficientMatrix(int n, boolean complex, long seed) {
        int rank = n / 3;
        Matrix a =
                Cases.random(n + 4, rank, complex, seed)
                        .times(Cases.random(rank, n, complex, seed + 1));
        check(Qr.of(a), a);
        Qr pivoted = Qr.pivoted(a);
        check(pivoted, a);
        for (int i = rank; i < n; i++) {
            assertThat(pivoted.r().at(i, i).abs()).isLessThanOrEqualTo(ROUNDING * a.norm());
        }
    }

    @ParameterizedTest // of panels, and as a whole: the same singular values
    @CsvSource({
        "3600, 70, false",
        "2999, 60, true",
        "20000, 30, false",
        "500, 60, false",
        "70, 900, true"
    })
    void triangleIsThatOfTheWholeMatrix(int m, int n, boolean complex) {
        Matrix a =
                Cases.random(m, n, complex, n)
                        .times(Matrix.diagonal(powersOfTen(n, -16.0 / n)))
                        .times(Cases.random(n, n, complex, n + 1));
        Matrix r = Qr.triangle(a);
        assertThat(r.rows()).isEqualTo(Math.min(m, n));
        for (int i = 0; i < r.rows(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(r.at(i, j)).isEqualTo(Complex.ZERO);
            }
        }
        assertThat(r.adjointTimes(r).minus(a.adjointTimes(a)).norm())
                .isLessThan(ROUNDING * a.norm() * a.norm());
        List<Double> wanted = Svd.of(Qr.of(a).r()).singularValues();
        List<Double> found = Svd.of(r).singularValues();
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i)).isCloseTo(wanted.get(i), within(ROUNDING * a.norm()));
        }
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertThat(pool.submit(() -> Qr.triangle(a)).join()).isEqualTo(r);
        }
    }

    private static double[] powersOfTen(int n, double exponent) {
        return IntStream.range(0, n).mapToDouble(j -> Math.pow(10, exponent * j)).toArray();
    }

    @Test
    void aZeroMatrixHasAnOrthonormalBasisToo() {
        check(Qr.of(Matrix.zeros(7, 3)), Matrix.zeros(7, 3));
    }

    @Test // more than a millisecond of work runs on native copies
    void longCallsAreAsGoodAsShortOnes() {
        Matrix a = Cases.random(20_000, 30, true, 5);
        check(Qr.of(a), a);
    }

    /// Tall matrices that products of blocks decompose, or must leave to reflections.
    static Stream<Named<Matrix>> tall() {
        int m = 3000;
        int n = 50;
        Matrix random = Cases.random(m, n, false, 1);
        Matrix orthonormal = Qr.of(random).q();
        Matrix turn = Qr.of(Cases.random(n, n, false, 2)).q();
        List<Named<Matrix>> all = new ArrayList<>();
        for (int digits : new int[] {0, 2, 8, 13, 16, 20, 300}) {
            Matrix values =
                    Matrix.diagonal(
                            IntStream.range(0, n)
                                    .mapToDouble(j -> Math.pow(10, -digits * j / (n - 1.0)))
                                    .toArray());
            Matrix graded = orthonormal.times(values);
            all.add(Named.of("columns over 1e%d".formatted(digits), graded));
            all.add(Named.of("condition 1e%d".formatted(digits), graded.times(turn)));
            all.add(
                    Named.of(
                            "complex, condition 1e%d".formatted(digits),
                            Qr.of(Cases.random(m, n, true, 3)).q().times(values).times(turn)));
        }
        all.add(Named.of("zero", Matrix.zeros(m, n)));
        all.add(Named.of("one zero column", random.times(withZero(n))));
        all.add(Named.of("two equal columns", Matrix.hcat(random, random.columns(3, 4))));
        all.add(
                Named.of(
                        "half the rank",
                        Matrix.hcat(random.columns(0, 25), random.columns(0, 25))));
        all.add(Named.of("unit vectors", Matrix.identity(m, n)));
        all.add(
                Named.of(
                        "unit vectors that meet in the sketch",
                        Matrix.generate(m, n, (i, j) -> i == 8 * n / 2 * j % m ? 1 : 0)));
        all.add(Named.of("tiny", random.times(1e-300)));
        all.add(Named.of("huge", random.times(1e150)));
        all.add(Named.of("smooth", Matrix.generate(m, n, (i, j) -> Math.pow(i / 3000.0, j))));
        return all.stream();
    }

    private static Matrix withZero(int n) {
        return Matrix.generate(n, n, (i, j) -> i == j && i != n / 2 ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource
    void tall(Matrix a) {
        check(Qr.of(a), a);
        Qr pivoted = Qr.pivoted(a);
        check(pivoted, a);
        for (int i = 1; i < a.cols(); i++) {
            assertThat(pivoted.r().at(i, i).abs())
                    .isLessThanOrEqualTo(pivoted.r().at(i - 1, i - 1).abs() * (1 + ROUNDING));
        }
        check(Qr.ofNearlyOrthonormal(a), a);
    }

    @Test
    void theTallOfFullRankNeedNoReflections() {
        for (boolean complex : new boolean[] {false, true}) {
            assertThat(CholeskyQr.of(Cases.random(3000, 50, complex, 1))).isPresent();
        }
        Matrix graded =
                Matrix.generate(3000, 50, (i, j) -> Math.pow(10, -j / 3.0) * Math.cos(i * j / 3e3));
        assertThat(CholeskyQr.of(graded)).isPresent();
        assertThat(CholeskyQr.of(Matrix.zeros(3000, 50))).isEmpty();
        assertThat(CholeskyQr.of(Cases.random(100, 50, false, 1))).isEmpty();
        assertThat(CholeskyQr.of(Cases.random(3000, 2, false, 1))).isEmpty();
        assertThat(CholeskyQr.of(Matrix.generate(3000, 50, (_, _) -> Double.NaN))).isEmpty();
    }

    @Test
    void theSameMatrixHasTheSameBits() {
        Matrix a = Cases.random(3000, 50, false, 1);
        assertThat(Qr.of(a)).isEqualTo(Qr.of(a));
    }

    private static void check(Qr qr, Matrix a) {
        int k = Math.min(a.rows(), a.cols());
        Matrix identity = a.isComplex() ? Matrix.identity(k).toComplex() : Matrix.identity(k);
        assertThat(qr.q().rows()).isEqualTo(a.rows());
        assertClose(qr.q().adjointTimes(qr.q()), identity, ROUNDING);
        int[] order = qr.permutation().stream().mapToInt(Integer::intValue).toArray();
        Matrix permuted = a.cols() == 0 ? a : a.columns(order);
        assertClose(qr.q().times(qr.r()), permuted, ROUNDING);
        for (int j = 0; j < a.cols(); j++) {
            for (int i = j + 1; i < k; i++) {
                assertThat(qr.r().at(i, j)).isEqualTo(Complex.ZERO);
            }
        }
    }
}
