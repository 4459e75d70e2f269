package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.junit.jupiter.api.Test;

import java.util.List;

class FourierMultiplierTest {
    @Test // ∂_y of three directions, n_y even and odd
    void agreesWithAnOperatorAlongOneDirection() {
        for (int n : List.of(4, 5)) {
            Circulant d = Circulant.derivative(n, 3, 1);
            var along = new AlongDirection(3, d, 2);
            var multiplier =
                    new FourierMultiplier(
                            List.of(3, n, 2), true, k -> d.symbol().at(Math.floorMod(k[1], n), 0));
            for (boolean complex : new boolean[] {false, true}) {
                Matrix x = Cases.random(6 * n, 3, complex, 4);
                assertThat(multiplier.apply(x).isComplex()).isEqualTo(complex);
                assertClose(multiplier.apply(x), along.apply(x), 1e-14);
                assertClose(multiplier.applyAdjoint(x), along.applyAdjoint(x), 1e-14);
            }
        }
    }

    @Test
    void productsOfSymbolsAreProductsOfMaps() {
        List<Integer> shape = List.of(6, 4);
        FourierMultiplier.Symbol laplace = k -> Complex.real(-1.0 - k[0] * k[0] - k[1] * k[1]);
        var there = new FourierMultiplier(shape, true, laplace);
        var back = new FourierMultiplier(shape, true, k -> Complex.ONE.over(laplace.at(k)));
        Matrix x = Cases.random(24, 2, false, 4);
        assertClose(back.apply(there.apply(x)), x, 1e-14);
    }
}
