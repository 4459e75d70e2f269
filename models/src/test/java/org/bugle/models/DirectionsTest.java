package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class DirectionsTest {
    static Stream<Directions> all() {
        return Stream.of(Directions.moments(7), Directions.quadrature(8, 12));
    }

    @ParameterizedTest // ⟨Ω_x^a Ω_y^b⟩ = (a−1)!! (b−1)!!/(a+b+1)!! for even a and b, else 0
    @MethodSource("all")
    void meansOfMonomialsAreThoseOfTheSphere(Directions directions) {
        for (int a = 0; a <= 7; a++) {
            for (int b = 0; a + b <= 7; b++) {
                double mean =
                        a % 2 == 1 || b % 2 == 1 ? 0 : odd(a - 1) * odd(b - 1) / odd(a + b + 1);
                Matrix left = power(directions.x(), a, directions.isotropic());
                Matrix right = power(directions.y(), b, directions.isotropic());
                assertThat(left.inner(right).re()).isCloseTo(mean, within(1e-14));
            }
        }
    }

    private static Matrix power(Operator a, int exponent, Matrix x) {
        Matrix power = x;
        for (int k = 0; k < exponent; k++) {
            power = a.apply(power);
        }
        return power;
    }

    private static double odd(int n) {
        return n <= 1 ? 1 : n * odd(n - 2);
    }

    @ParameterizedTest
    @MethodSource("all")
    void directionsAreSymmetricAndOnTheSphere(Directions directions) {
        Matrix identity = Matrix.identity(directions.size());
        for (Operator omega : new Operator[] {directions.x(), directions.y()}) {
            assertThat(omega.isHermitian()).isTrue();
            assertThat(omega.apply(identity).norm2()).isLessThan(1);
            Operator absolute = Directions.absolute(omega);
            assertThat(absolute.apply(absolute.apply(identity)))
                    .satisfies(square ->
                            assertThat(square.minus(omega.apply(omega.apply(identity))).norm())
                                    .isLessThan(1e-13));
        }
        assertThat(directions.relaxation().apply(directions.isotropic()).norm()).isLessThan(1e-15);
    }

    @Test // a quarter turn takes Ω_x to Ω_y, and moments and nodes to each other
    void bothDirectionsHaveTheSameSpectrum() {
        all().forEach(directions -> {
            Matrix identity = Matrix.identity(directions.size());
            var x = Eigen.hermitian(directions.x().apply(identity)).values();
            var y = Eigen.hermitian(directions.y().apply(identity)).values();
            for (int i = 0; i < x.size(); i++) {
                assertThat(x.get(i)).isCloseTo(y.get(i), within(1e-13));
            }
        });
    }

    @Test
    void oddPolarNodesAreRefused() {
        assertThatThrownBy(() -> Directions.quadrature(5, 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "directions must be an even number of polar nodes and at least 3 azimuths,"
                                + " found 5 and 12");
    }
}
