package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// Every operator does what its matrix does.
class OperatorTest {
    private static final double ROUNDING = 1e-13;

    /// The spectra of the examples reach a distance of 1e-2 from σ and norms of 20.
    private static final double SOLVED = 1e-11;

    private static final List<Complex> SHIFTS =
            List.of(Complex.real(3.1), new Complex(0.4, 2.3), new Complex(-1, -0.5));

    private static final List<Complex> TIMES =
            List.of(Complex.real(0.1), Complex.real(-0.2), new Complex(0, 0.3));

    private static List<Matrix> blocks(int n) {
        return List.of(
                Cases.random(n, 3, false, 7),
                Cases.random(n, 4, true, 8),
                Cases.random(n, 0, false, 9));
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void actsAsItsMatrix(Examples example) {
        Operator a = example.operator();
        Matrix m = example.matrix();
        assertThat(a.isComplex()).isEqualTo(m.isComplex());
        for (Matrix x : blocks(a.rows())) {
            assertClose(a.apply(x), m.times(x), ROUNDING);
            assertClose(a.applyAdjoint(x), m.adjointTimes(x), ROUNDING);
            assertClose(a.adjoint().apply(x), m.adjointTimes(x), ROUNDING);
            assertClose(a.adjoint().applyAdjoint(x), m.times(x), ROUNDING);
            assertClose(a.conjugate().apply(x), m.conjugate().times(x), ROUNDING);
            assertClose(a.conjugate().applyAdjoint(x), m.transposeTimes(x), ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void actsInPlaceOnPartsOfBuffersAndForgetsWhatWasThere(Examples example) {
        Operator a = example.operator();
        int n = a.rows();
        for (Matrix x : blocks(n)) {
            boolean complex = a.isComplex() || x.isComplex();
            Buffer padded = new Buffer(n, x.cols() + 2, x.isComplex());
            padded.columns(1, 1 + x.cols()).set(x.buffer());
            Buffer in = padded.columns(1, 1 + x.cols());
            Buffer target = new Buffer(n, x.cols() + 3, complex);
            target.set(Cases.random(n, x.cols() + 3, complex, 3).buffer());
            Buffer out = target.columns(2, 2 + x.cols());
            a.apply(in, out);
            assertClose(Matrix.over(out), example.matrix().times(x), ROUNDING);
            a.applyAdjoint(in, out);
            assertClose(Matrix.over(out), example.matrix().adjointTimes(x), ROUNDING);
            assertThat(Matrix.over(target).columns(0, 2))
                    .isEqualTo(Cases.random(n, x.cols() + 3, complex, 3).columns(0, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void resolventInvertsTheShiftedMatrix(Examples example) {
        Operator a = example.operator();
        for (Complex sigma : SHIFTS) {
            Operator.Resolvent resolvent = a.resolvent(sigma);
            for (Matrix b : blocks(a.rows())) {
                Matrix x = resolvent.solve(b);
                Matrix back = x.times(sigma).minus(example.matrix().times(x));
                boolean complex = a.isComplex() || !sigma.isReal() || b.isComplex();
                assertThat(x.isComplex()).isEqualTo(complex);
                assertClose(back, complex ? b.toComplex() : b, SOLVED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void exponentialIsThatOfTheMatrix(Examples example) {
        Operator a = example.operator();
        for (Complex tau : TIMES) {
            Matrix dense = Expm.of(example.matrix().times(tau));
            for (Matrix x : blocks(a.rows())) {
                assertClose(a.exp(tau, x), dense.times(x), SOLVED);
                assertClose(a.propagator(tau).apply(x), dense.times(x), SOLVED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void knowsWhetherItIsHermitian(Examples example) {
        boolean hermitian = example.matrix().isHermitian();
        if (example.operator().isHermitian()) {
            assertThat(hermitian).isTrue();
        } else if (!(example.operator() instanceof Iterative)) {
            assertThat(hermitian).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void refusesBlocksOfAnotherHeight(Examples example) {
        Operator a = example.operator();
        String sentence =
                "%s: the block must have %d rows, found 5"
                        .formatted(a.getClass().getSimpleName(), a.rows());
        Matrix x = Matrix.zeros(5, 2);
        assertThatThrownBy(() -> a.apply(x)).hasMessage(sentence);
        assertThatThrownBy(() -> a.applyAdjoint(x)).hasMessage(sentence);
        assertThatThrownBy(() -> a.apply(x.buffer(), new Buffer(a.rows(), 2, true)))
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.structured.Examples#all")
    void aRealMapIsItsOwnConjugate(Examples example) {
        if (!example.operator().isComplex()) {
            assertThat(example.operator().conjugate()).isSameAs(example.operator());
        }
    }
}
