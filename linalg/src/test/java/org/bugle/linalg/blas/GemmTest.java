package org.bugle.linalg.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

class GemmTest {
    private static final double ROUNDING = 1e-13;

    /// Σ_k op(A)_ik op(B)_kj, number by number.
    private static Matrix naive(Op opA, Matrix a, Op opB, Matrix b) {
        Matrix left = applied(opA, a);
        Matrix right = applied(opB, b);
        return Matrix.generateComplex(
                left.rows(),
                right.cols(),
                (i, j) ->
                        IntStream.range(0, left.cols())
                                .mapToObj(k -> left.at(i, k).times(right.at(k, j)))
                                .reduce(Complex.ZERO, Complex::plus));
    }

    private static Matrix applied(Op op, Matrix a) {
        return switch (op) {
            case NONE -> a;
            case TRANSPOSE -> a.transpose();
            case ADJOINT -> a.adjoint();
        };
    }

    private static Matrix stored(Op op, int rows, int cols, boolean complex, long seed) {
        return op == Op.NONE
                ? Cases.random(rows, cols, complex, seed)
                : Cases.random(cols, rows, complex, seed);
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void everyMixtureOfTypesAndOperationsIsTheSumOfProducts(
            int m, int n, boolean complexA, long seed) {
        int k = (m + n) / 2;
        for (Op opA : Op.values()) {
            for (Op opB : Op.values()) {
                for (boolean complexB : new boolean[] {false, true}) {
                    Matrix a = stored(opA, m, k, complexA, seed);
                    Matrix b = stored(opB, k, n, complexB, seed + 1);
                    Matrix c = Cases.random(m, n, true, seed + 2);
                    Matrix product = naive(opA, a, opB, b);
                    Buffer result = c.buffer().copy();
                    result.product(0.5, 0, opA, a.buffer(), opB, b.buffer(), -2);
                    assertClose(Matrix.over(result), product.times(0.5).plus(-2, c), ROUNDING);
                    result.set(c.buffer()).product(0.5, -1.5, opA, a.buffer(), opB, b.buffer(), 1);
                    Complex factor = new Complex(0.5, -1.5);
                    assertClose(Matrix.over(result), product.times(factor).plus(c), ROUNDING);
                    if (!complexA && !complexB) {
                        Buffer real = new Buffer(m, n, false);
                        real.product(opA, a.buffer(), opB, b.buffer());
                        assertClose(Matrix.over(real), product.real(), ROUNDING);
                    }
                }
            }
        }
    }

    @ParameterizedTest // β = 0 overwrites, whatever was there
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void aNewProductForgetsNaN(boolean complexA, boolean complexB) {
        Buffer result = new Buffer(3, 3, true);
        java.util.Arrays.fill(result.array(), Double.NaN);
        Matrix a = Cases.random(3, 4, complexA, 1);
        Matrix b = Cases.random(4, 3, complexB, 2);
        result.product(Op.NONE, a.buffer(), Op.NONE, b.buffer());
        assertClose(Matrix.over(result), naive(Op.NONE, a, Op.NONE, b), ROUNDING);
    }

    @ParameterizedTest // tall m, tall k, wide n, and one on native copies
    @CsvSource({
        "90000,20,21,false", "20,21,90000,false", "20,90000,21,false", "300,280,260,false",
        "40000,12,13,true", "12,13,40000,true", "12,40000,13,true", "220,210,200,true"
    })
    void longProductsAreEqualInBitsOnAnyThreadsAndInRoundingToShortOnes(
            int m, int n, int k, boolean complex) {
        for (Op opA : new Op[] {Op.NONE, Op.ADJOINT}) {
            Matrix a = stored(opA, m, k, complex, 1);
            Matrix b = Cases.random(k, n, complex, 2);
            Matrix outside = product(opA, a, b);
            for (int threads : new int[] {1, 2, 4}) {
                try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                    Matrix inside = pool.submit(() -> product(opA, a, b)).join();
                    assertThat(inside).isEqualTo(outside);
                }
            }
            for (int j : new int[] {0, n / 2, n - 1}) {
                for (int i : new int[] {0, m / 2, m - 1}) {
                    Matrix row = opA == Op.NONE ? a.rows(i, i + 1) : a.columns(i, i + 1).adjoint();
                    Complex entry = row.times(b.columns(j, j + 1)).at(0, 0);
                    assertThat(outside.at(i, j).minus(entry).abs())
                            .isLessThan(1e-12 * Math.sqrt(k));
                }
            }
        }
    }

    private static Matrix product(Op op, Matrix a, Matrix b) {
        return op == Op.NONE ? a.times(b) : a.adjointTimes(b);
    }

    @ParameterizedTest // products on copies write back what is theirs, and no more
    @CsvSource({"10,10", "300,300"})
    void partsOfABufferAreWrittenAlone(int m, int k) {
        Buffer whole = Cases.random(m, 3 * m, false, 1).buffer().copy();
        Matrix before = Matrix.over(whole.copy());
        Matrix a = Cases.random(m, k, false, 2);
        Matrix b = Cases.random(k, m, false, 3);
        whole.columns(m, 2 * m).product(Op.NONE, a.buffer(), Op.NONE, b.buffer());
        Matrix after = Matrix.over(whole);
        assertThat(after.columns(0, m)).isEqualTo(before.columns(0, m));
        assertThat(after.columns(2 * m, 3 * m)).isEqualTo(before.columns(2 * m, 3 * m));
        assertThat(after.columns(m, 2 * m)).isEqualTo(a.times(b));
    }

    @Test // each works on native copies, and neither may write back what the other one owns
    void neighboursInOneBufferMayBeWrittenSideBySide() {
        int n = 300;
        Matrix a = Cases.random(n, n, false, 1);
        Matrix b = Cases.random(n, 8 * n, false, 2);
        Buffer whole = new Buffer(n, 8 * n, false);
        IntStream.range(0, 8)
                .parallel()
                .forEach(p ->
                        whole.columns(p * n, (p + 1) * n)
                                .product(
                                        Op.NONE,
                                        a.buffer(),
                                        Op.NONE,
                                        b.columns(p * n, (p + 1) * n).buffer()));
        assertClose(Matrix.over(whole), a.times(b), ROUNDING);
    }
}
