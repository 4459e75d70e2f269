package org.bugle.models.spin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.operator.tree.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InteractionsTest {
    private static double at(Couplings beta, int i, int j) {
        assertThat(beta.at(j, i)).isEqualTo(beta.at(i, j));
        assertThat(beta.isComplex()).isFalse();
        return beta.at(i, j).re();
    }

    @Test
    void exponentialsFallOverTheirLength() {
        assertThat(at(Interactions.exponential(5, 2, 4), 1, 3))
                .isCloseTo(2 * Math.exp(-0.5), within(1e-16));
    }

    @Test
    void aChainMayBeClosed() {
        Couplings open = Interactions.nearestNeighbour(4, 3, false);
        assertThat(at(open, 1, 2)).isEqualTo(3);
        assertThat(at(open, 0, 2)).isZero();
        assertThat(at(open, 0, 3)).isZero();
        assertThat(at(Interactions.nearestNeighbour(4, 3, true), 0, 3)).isEqualTo(3);
        assertThat(at(Interactions.nearestNeighbour(2, 3, true), 0, 1)).isEqualTo(3);
    }

    @Test
    void formulasKnowTheSites() {
        assertThat(at(Interactions.parse(4, "10*i + j + 100/r"), 1, 3)).isEqualTo(10 + 3 + 50);
    }

    @ParameterizedTest // the diagonal is never read
    @CsvSource(
            delimiter = '|',
            value = {"nan 1 2; 1 inf 3; 2 3 0", "9, 1, 2; 0, 9, 3; 0, 0, 9"})
    void matricesMayBeFullOrUpper(String text) {
        assertThat(at(Interactions.parse(3, text), 0, 1)).isEqualTo(1);
        assertThat(at(Interactions.parse(3, text), 1, 2)).isEqualTo(3);
        assertThat(at(Interactions.parse(3, text.replace("; ", "\n") + "\n"), 0, 2)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 2; 2 1 | beta: 3 sites need a 3×3 matrix, found 2 rows of 2 entries",
                "1 2 3; 2 1; 3 4 5 | beta: 3 sites need a 3×3 matrix, found 3 rows of 2 to 3"
                        + " entries",
                "0 1 2; 4 0 3; 2 3 0 | beta: the couplings of sites 0 and 1 must agree in both"
                        + " orders, found 1.0 and 4.0",
                "0 1 x; 1 0 3; 2 3 0 | beta: 'x' is no number",
                "1/d | beta: '1/d' at position 3: unknown name 'd'; allowed: i, j, r, e, pi, sin,"
                    + " cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign",
            })
    void wrongCouplingsAreRefused(String text, String message) {
        assertThatThrownBy(() -> Interactions.parse(3, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
