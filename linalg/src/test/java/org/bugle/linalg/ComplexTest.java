package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexTest {
    private static void assertClose(Complex z, Complex wanted, double relative) {
        assertThat(z.minus(wanted).abs()).isLessThanOrEqualTo(relative * wanted.abs());
    }

    @Test
    void quotientUndoesTheProduct() {
        for (Complex z : new Complex[] {new Complex(3, -4), new Complex(-1e-3, 2), Complex.I}) {
            Complex w = new Complex(0.7, 5);
            assertClose(w.times(z).over(z), w, 1e-15);
        }
        assertClose(
                Complex.real(1e300).over(new Complex(1e300, 1e300)), new Complex(0.5, -0.5), 1e-15);
    }

    @Test
    void exponentialTurnsAndStretches() {
        assertClose(
                new Complex(1, Math.PI / 3).exp(),
                new Complex(Math.E / 2, Math.E * Math.sqrt(3) / 2),
                1e-15);
        assertThat(Complex.real(2).exp()).isEqualTo(Complex.real(Math.exp(2)));
    }

    @ParameterizedTest // the series Σ z^k/(k+1)!, which does not cancel for small z
    @CsvSource({"0,0", "1e-20,0", "1e-9,1e-9", "0,-1e-5", "-1e-3,2e-3", "0.1,0.3", "-0.9,0.4"})
    void phi1IsItsSeries(double re, double im) {
        Complex z = new Complex(re, im);
        Complex term = Complex.ONE;
        Complex sum = Complex.ONE;
        for (int k = 2; k < 30; k++) {
            term = term.times(z).times(1.0 / k);
            sum = sum.plus(term);
        }
        assertClose(z.phi1(), sum, 1e-15);
        assertClose(z.expm1(), sum.times(z), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"-700,3", "20,1", "0,100", "3,-2"})
    void phi1IsItsDefinitionFarFromZero(double re, double im) {
        Complex z = new Complex(re, im);
        assertClose(z.phi1(), z.exp().minus(Complex.ONE).over(z), 1e-14);
    }

    @Test
    void phi1VanishesAtFullTurns() {
        assertThat(new Complex(0, 2 * Math.PI).phi1().abs()).isCloseTo(0, within(1e-16));
    }

    @Test
    void conjugatesAreTakenWhateverTheSignsOfZeros() {
        assertThat(Complex.ONE.isConjugateOf(Complex.ONE)).isTrue();
        assertThat(Complex.I.isConjugateOf(Complex.I)).isFalse();
        assertThat(Complex.I.isConjugateOf(Complex.I.conjugate())).isTrue();
    }
}
