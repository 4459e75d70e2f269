package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class ExpmvTest {
    /// Ten times the tolerance of [Expmv#ACCURATE].
    private static final double BOUND = 1e-11;

    private static final int N = 60;

    private static final List<Complex> TIMES =
            List.of(
                    Complex.ZERO,
                    Complex.real(0.05),
                    Complex.real(-2),
                    new Complex(0, 3),
                    new Complex(-0.3, 0.4));

    static Stream<Dense> operators() {
        return Stream.of(
                Dense.of(Cases.random(N, N, false, 1).times(0.3)),
                Dense.of(Cases.random(N, N, true, 2).times(0.3)),
                Dense.of(Cases.hermitian(N, false, 3)),
                Dense.of(Cases.hermitian(N, true, 4)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void agreesWithTheExponentialOfTheMatrix(Dense a) {
        for (Expmv expmv : List.of(Expmv.ACCURATE, new Expmv(1e-12, 7))) { // 7: many short steps
            for (Complex tau : TIMES) {
                Matrix dense = Expm.of(a.matrix().times(tau));
                for (boolean complex : new boolean[] {false, true}) {
                    Matrix x = Cases.random(N, 3, complex, 5);
                    Matrix wanted = dense.times(x);
                    Matrix found = expmv.exp(a, tau, x);
                    assertThat(found.isComplex()).isEqualTo(wanted.isComplex());
                    assertThat(found.minus(wanted).norm())
                            .isLessThan(BOUND * (x.norm() + wanted.norm()));
                }
            }
        }
    }

    @Test // a coarser tolerance costs less and is kept
    void keepsTheToleranceItIsGiven() {
        Dense a = Dense.of(Cases.random(N, N, false, 1));
        Matrix x = Cases.random(N, 1, false, 2);
        Matrix wanted = Expm.of(a.matrix()).times(x);
        for (double tolerance : new double[] {1e-3, 1e-6, 1e-9}) {
            Matrix found = new Expmv(tolerance, 30).exp(a, Complex.ONE, x);
            assertThat(found.minus(wanted).norm()).isLessThan(tolerance * wanted.norm());
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void solvesTheAffineEquation(Dense a) {
        for (double h : new double[] {0, 0.1, 1.5}) {
            for (boolean complex : new boolean[] {false, true}) {
                Matrix x = Cases.random(N, 2, false, 6);
                Matrix c = Cases.random(N, 2, complex, 7);
                // (X, I)' = [[A, C], [0, 0]] (X, I)
                Matrix augmented =
                        Matrix.block(
                                new Matrix[][] {
                                    {a.matrix(), c}, {Matrix.zeros(2, N), Matrix.zeros(2, 2)}
                                });
                Matrix wanted =
                        Expm.of(augmented.times(h))
                                .times(Matrix.vcat(x, Matrix.identity(2)))
                                .rows(0, N);
                Matrix found = Expmv.ACCURATE.affine(BlockOperator.of(a), h, x, c);
                assertClose(found, wanted, BOUND);
            }
        }
    }

    @Test
    void actsThroughFunctionsOnBlocks() {
        Matrix a = Cases.hermitian(8, false, 1);
        Matrix b = Cases.hermitian(5, false, 2);
        BlockOperator sum = // X ↦ A X + X B
                new BlockOperator(
                        (x, y) ->
                                y.product(Op.NONE, a.buffer(), Op.NONE, x)
                                        .addProduct(1, Op.NONE, x, Op.NONE, b.buffer()),
                        false,
                        true);
        Matrix x = Cases.random(8, 5, false, 3);
        Matrix wanted = Expm.of(a.times(0.7)).times(x).times(Expm.of(b.times(0.7)));
        assertClose(Expmv.ACCURATE.exp(sum, Complex.real(0.7), x), wanted, BOUND);
    }

    @Test // the Krylov space of an eigenvector has one dimension
    void isExactOnInvariantSpaces() {
        Diagonal a = Diagonal.of(-1e8, 2, 3);
        Matrix x = Matrix.columnVector(0, 1, 0);
        assertClose(Expmv.ACCURATE.exp(a, Complex.ONE, x), x.times(Math.exp(2)), 1e-15);
    }

    @Test
    void emptyAndZeroBlocksStayWhatTheyAre() {
        Dense a = Dense.of(Matrix.identity(3));
        assertThat(Expmv.ACCURATE.exp(a, Complex.ONE, Matrix.zeros(3, 2)))
                .isEqualTo(Matrix.zeros(3, 2));
        assertThat(Expmv.ACCURATE.exp(a, Complex.I, Matrix.zeros(3, 0)))
                .isEqualTo(Matrix.zerosComplex(3, 0));
    }

    @Test // a basis is never larger than a fixed number of entries
    void wideBlocksAreTakenApart() {
        int n = 4000;
        Diagonal a = new Diagonal(Matrix.generate(n, 1, (i, _) -> -i / (double) n));
        Matrix x = Matrix.generate(n, 110, (i, j) -> Math.sin(i + j));
        assertClose(Expmv.ACCURATE.exp(a, Complex.ONE, x), a.exp(Complex.ONE, x), BOUND);
    }

    @Test
    void saysThatAnOperatorIsTooStiff() {
        Banded stiff = Banded.tridiagonal(1000, -1e12, 2e12, -1e12);
        Matrix x = Cases.random(1000, 1, false, 1);
        assertThatThrownBy(() -> stiff.exp(Complex.real(-1), x))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("Expmv: a fraction 1.00 of τ = -1.0 is left after 0 steps")
                .hasMessageEndingWith("the operator is too stiff for a Krylov method");
    }

    @Test
    void refusesSenselessSettingsAndValues() {
        assertThatThrownBy(() -> new Expmv(0, 30))
                .hasMessage(
                        "Expmv: the tolerance must be in (0, 1) and the dimension at least 2, found"
                                + " 0.0 and 30");
        assertThatThrownBy(() ->
                        Expmv.ACCURATE.exp(
                                Diagonal.of(1, Double.NaN), Complex.ONE, Matrix.columnVector(1, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Krylov: the image of basis block 0 (2×1) is not finite");
    }
}
