package org.bugle.linalg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BufferTest {
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void changesInPlaceWhatMatricesReturn(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, true, seed);
        Matrix b = Cases.random(m, n, complex, seed + 1);
        Complex factor = new Complex(0.3, -2);
        Buffer buffer = a.buffer().copy();
        buffer.add(-1.5, b.buffer());
        assertClose(Matrix.over(buffer.copy()), a.plus(-1.5, b), ROUNDING);
        buffer.set(a.buffer()).add(0.3, -2, b.buffer());
        assertClose(Matrix.over(buffer.copy()), a.plus(factor, b), ROUNDING);
        buffer.set(a.buffer()).scale(0.3, -2);
        assertClose(Matrix.over(buffer.copy()), a.times(factor), ROUNDING);
        buffer.set(a.buffer()).scale(-4);
        assertClose(Matrix.over(buffer.copy()), a.times(-4), ROUNDING);
        buffer.set(b.buffer());
        assertThat(Matrix.over(buffer)).isEqualTo(b.toComplex());
        assertThat(buffer.fill(0).norm()).isZero();
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void normAndInnerProductAreSums(int m, int n, boolean complex, long seed) {
        Matrix a = Cases.random(m, n, complex, seed);
        Matrix b = Cases.random(m, n, true, seed + 1);
        Complex sum = Complex.ZERO;
        double squares = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                sum = sum.plus(a.at(i, j).conjugate().times(b.at(i, j)));
                squares += a.at(i, j).times(a.at(i, j).conjugate()).re();
            }
        }
        double[] dot = a.buffer().dot(b.buffer());
        assertThat(dot[0]).isCloseTo(sum.re(), within(1e-12));
        assertThat(dot[1]).isCloseTo(sum.im(), within(1e-12));
        assertThat(a.buffer().norm()).isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#shapes")
    void viewsShareTheirNumbersAndLeaveTheOthersAlone(int m, int n, boolean complex, long seed) {
        Buffer whole = Cases.random(m, n + 2, complex, seed).buffer().copy();
        Matrix before = Matrix.over(whole.copy());
        Buffer view = whole.columns(1, n + 1);
        Matrix part = before.columns(1, n + 1);
        assertThat(view.norm()).isCloseTo(part.norm(), within(1e-13));
        view.scale(2).add(1, part.buffer());
        assertClose(Matrix.over(whole).columns(1, n + 1), part.times(3), ROUNDING);
        assertThat(Matrix.over(whole).columns(0, 1)).isEqualTo(before.columns(0, 1));
        assertThat(Matrix.over(whole).columns(n + 1, n + 2))
                .isEqualTo(before.columns(n + 1, n + 2));
        assertClose(
                Matrix.over(view.promoted()).times(Complex.I),
                part.times(3).times(Complex.I),
                ROUNDING);
        assertThat(view.copy().start()).isZero();
    }

    @Test // more numbers than a piece holds
    void sumsInPiecesHaveTheBitsOfSumsInPasses() {
        for (boolean complex : new boolean[] {false, true}) {
            Buffer x = Cases.random(900, 7, complex, 1).buffer();
            Buffer[] terms = {
                Cases.random(900, 7, complex, 2).buffer(),
                Cases.random(900, 7, complex, 3).buffer(),
                Cases.random(900, 7, complex, 4).buffer()
            };
            double[] weights = {0.3, 0, -2};
            Buffer passes = x.copy().add(0.3, terms[0]).add(-2, terms[2]);
            Buffer target = new Buffer(900, 9, complex).columns(1, 8);
            assertThat(target.setSum(x, weights, terms).copy().array()).isEqualTo(passes.array());
            assertThat(x.setSum(x, weights, terms).array()).isEqualTo(passes.array());
        }
    }

    @Test
    void reshapedBuffersHoldTheSameNumbers() {
        Buffer x = Matrix.generate(2, 6, (i, j) -> i + 2 * j).buffer();
        assertThat(Matrix.over(x.reshaped(3, 4)))
                .isEqualTo(Matrix.generate(3, 4, (i, j) -> i + 3 * j));
        assertThatThrownBy(() -> x.reshaped(5, 2)).hasMessage("2×6 numbers cannot be seen as 5×2");
    }

    @Test
    void countsWhatIsNotFinite() {
        Buffer x = Matrix.of(new double[][] {{1, Double.NaN, 2}, {1 / 0.0, 0, -1 / 0.0}}).buffer();
        assertThat(x.nonFinite()).isEqualTo(3);
        assertThat(x.columns(1, 2).nonFinite()).isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Buffer real = new Buffer(2, 3, false);
        Buffer complex = new Buffer(2, 3, true);
        assertThatThrownBy(() -> real.set(complex))
                .hasMessage("complex numbers cannot enter a real buffer");
        assertThatThrownBy(() -> real.add(1, complex))
                .hasMessage("complex numbers cannot enter a real buffer");
        assertThatThrownBy(() -> real.add(0, 1, real))
                .hasMessage("a complex multiple cannot enter a real buffer");
        assertThatThrownBy(() -> real.scale(0, 1))
                .hasMessage("a real buffer cannot be scaled by a complex number");
        assertThatThrownBy(() -> complex.fill(1))
                .hasMessage("Buffer: only 0 fills a complex buffer");
        assertThatThrownBy(() -> real.add(1, new Buffer(3, 2, false)))
                .hasMessage("shapes differ: 2×3 and 3×2");
        assertThatThrownBy(() -> real.columns(2, 4)).hasMessage("columns 2 to 4 of 3 do not exist");
        assertThatThrownBy(() -> real.product(Op.NONE, real, Op.ADJOINT, real))
                .hasMessage("product: (2×3)·(2×3)ᴴ into 2×3 does not fit");
        assertThatThrownBy(
                        () -> new Buffer(2, 2, false).product(Op.NONE, complex, Op.TRANSPOSE, real))
                .hasMessage("a complex product cannot enter a real buffer");
        assertThatThrownBy(() -> new Buffer(50_000, 50_000, false))
                .hasMessage("an array of 50000×50000 real numbers is not possible");
        assertThatThrownBy(() -> Buffer.wrap(2, 2, true, new double[4]))
                .hasMessage("Buffer: 2×2 complex numbers need 8 doubles, found 4");
    }
}
