package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// e^{τ_j A} X_j with one τ for each block of columns.
class BlockExponentialTest {
    static List<Operator> operators() {
        Matrix column = Cases.random(10, 1, false, 2);
        return List.of(
                Circulant.derivative(10, 3, 1),
                Circulant.derivative(100, 3, 1), // more wave numbers than share a sine
                Circulant.derivative(2, 3, 1),
                Circulant.derivative(9, 3, 1),
                Circulant.derivative(10, 3, 2),
                Circulant.ofFirstColumn(column),
                Circulant.ofFirstColumn(column.toComplex().times(Complex.I)),
                new Diagonal(column),
                new AlongDirection(3, Circulant.derivative(8, 3, 1), 5),
                new AlongDirection(3, Circulant.derivative(8, 3, 1), 1));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everyBlockHasItsOwnTime(Operator a) {
        double[] tau = {0.1, -0.7, 0, 1.3};
        for (boolean complex : new boolean[] {false, true}) {
            Matrix x = Cases.random(a.rows(), 8, complex, 3);
            Matrix image = a.exp(tau, x);
            for (int j = 0; j < tau.length; j++) {
                Matrix block = a.exp(Complex.real(tau[j]), x.columns(2 * j, 2 * j + 2));
                assertClose(image.columns(2 * j, 2 * j + 2), block, 1e-13);
            }
        }
    }

    @Test
    void columnsMustBeDealtOutEvenly() {
        Circulant a = Circulant.derivative(8, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.exp(new double[] {1, 2}, Matrix.zeros(8, 3)))
                .withMessageContaining("3 columns");
    }
}
