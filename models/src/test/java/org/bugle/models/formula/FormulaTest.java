package org.bugle.models.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class FormulaTest {
    private static Formula of(String text) {
        return Formula.of("reaction", text, List.of("y", "alpha"));
    }

    @ParameterizedTest // at y = 0.7, alpha = 3
    @CsvSource({
        "alpha*y - y^3, 1.757",
        "-y^2, -0.49",
        "2^(-1), 0.5",
        "2^3^2, 512",
        "8/4/2, 1",
        "1 - 2 - 3, -4",
        "y^0.5, 0.83666002653407556",
        "y^9, 0.040353607",
        "1.5e1 + .5, 15.5",
        "-(y + +1)*2, -3.4",
        "sin(pi/2) + cos(0)*log(e), 2",
        "exp(-y)*sqrt(alpha + 1), 0.99317060758281903",
        "abs(-y) + sign(-y) + tanh(0), -0.3"
    })
    void meansWhatMathematicsMeans(String text, double expected) {
        assertThat(of(text).at(0.7, 3))
                .isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
y - z^3         | position 5: unknown name 'z'; allowed: y, alpha, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
alhpa*y         | position 1: unknown name 'alhpa'; did you mean 'alpha'? allowed: y, alpha, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
1 + sine(y)     | position 5: unknown name 'sine'; did you mean 'sin'? allowed: y, alpha, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
y > 2           | position 3: '>' is no operator here; allowed: + - * / ^
y - (y^3        | position 5: closing brace not found
2y              | position 2: missing operator
y +             | position 3: missing second operand for operator
sin(y, 2)       | position 1: too many parameters for function
""")
    void refusalsTellTheOffence(String text, String sentence) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reaction: '" + text + "' at " + sentence);
    }

    @Test
    void emptyFormulasAreRefused() {
        assertThatThrownBy(() -> of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reaction: '' at position ");
    }
}
