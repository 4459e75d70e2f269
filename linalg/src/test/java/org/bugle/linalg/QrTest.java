package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.IntStream;

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

    @Test
    void aZeroMatrixHasAnOrthonormalBasisToo() {
        check(Qr.of(Matrix.zeros(7, 3)), Matrix.zeros(7, 3));
    }

    @Test // more than a millisecond of work runs on native copies
    void longCallsAreAsGoodAsShortOnes() {
        Matrix a = Cases.random(20_000, 30, true, 5);
        check(Qr.of(a), a);
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
