package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpmTest {
    @ParameterizedTest // one norm for every degree of the approximant, and some to be squared
    @ValueSource(doubles = {0, 1e-3, 0.2, 0.9, 2, 5, 60})
    void agreesWithTheEigenvectors(double norm) {
        for (boolean complex : new boolean[] {false, true}) {
            Matrix h = Cases.hermitian(12, complex, 4);
            Matrix a = h.times(norm / h.norm1());
            Eigen.Hermitian eigen = Eigen.hermitian(a);
            Matrix q = eigen.vectors();
            Matrix values =
                    Matrix.diagonal(eigen.values().stream().mapToDouble(Math::exp).toArray());
            assertClose(Expm.of(a), q.times(values).timesAdjoint(q), 1e-13);
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.linalg.Cases#sizes")
    void theExponentialOfTheNegativeIsTheInverse(int n, boolean complex, long seed) {
        Matrix a = Cases.random(n, n, complex, seed).times(0.3);
        Matrix product = Expm.of(a).times(Expm.of(a.negate()));
        Matrix identity = Matrix.identity(n);
        assertClose(product, complex ? identity.toComplex() : identity, 1e-12);
    }

    @Test
    void aRotationTurnsByItsAngle() {
        Matrix turn = Expm.of(Matrix.of(new double[][] {{0, -1000}, {1000, 0}}));
        assertThat(turn.get(0, 0)).isCloseTo(Math.cos(1000), within(1e-12));
        assertThat(turn.get(1, 0)).isCloseTo(Math.sin(1000), within(1e-12));
    }

    @Test
    void aNilpotentMatrixGivesAPolynomial() {
        Matrix a = Matrix.generate(4, 4, (i, j) -> j == i + 1 ? 10 : 0);
        Matrix wanted =
                Matrix.generate(
                        4,
                        4,
                        (i, j) ->
                                switch (j - i) {
                                    case 0 -> 1;
                                    case 1 -> 10;
                                    case 2 -> 50;
                                    case 3 -> 500 / 3.0;
                                    default -> 0;
                                });
        assertClose(Expm.of(a), wanted, 1e-14);
    }

    @Test
    void refusesWhatHasNoExponential() {
        assertThatThrownBy(() -> Expm.of(Matrix.zeros(2, 3)))
                .hasMessage("Expm: the matrix must be square, found 2×3");
        assertThatThrownBy(() -> Expm.of(Matrix.diagonal(1, Double.NaN)))
                .hasMessage("Expm: the 2×2 matrix has 1 non-finite entries of 4");
    }
}
