package org.bugle.models.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.models.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class EquationTextTest {
    /// Of sums of up to 10² products, relative to the sum of their moduli.
    private static final double ROUNDING = 1e-13;

    private static final Notation XY = notation("x", "y");

    private static Notation notation(String... variables) {
        return new Notation(List.of(variables), "f", new TreeMap<>(Map.of("d", 0.2, "nu", 3.0)));
    }

    private static List<String> words(Notation notation, String equation) {
        return EquationText.equation(notation, equation).stream()
                .map(term -> term.words(notation))
                .toList();
    }

    private static double value(Term term, double t, double... x) {
        double product = term.coefficient() * term.time().at(t);
        for (int i = 0; i < x.length; i++) {
            product *= term.chains().get(i).outermost().at(x[i]);
        }
        return product;
    }

    private static void assertEqualsItsExpansion(String text, long seed) {
        List<Term> terms = EquationText.formula(XY, "initial", text);
        Formula direct = Formula.of("initial", text, List.of("x", "y", "t", "d", "nu"));
        RandomGenerator random = new SplitMix64(seed);
        for (int k = 0; k < 20; k++) {
            double x = 0.2 + random.nextDouble();
            double y = 0.2 + random.nextDouble();
            double t = 0.2 + random.nextDouble();
            double sum = terms.stream().mapToDouble(term -> value(term, t, x, y)).sum();
            double moduli =
                    terms.stream().mapToDouble(term -> Math.abs(value(term, t, x, y))).sum();
            assertThat(sum)
                    .as(text)
                    .isCloseTo(
                            direct.at(x, y, t, 0.2, 3), within(ROUNDING * Math.max(1, moduli)));
        }
    }

    /// A formula that is separable by construction.
    private static String separable(RandomGenerator random, int depth) {
        if (depth == 0) {
            return List.of("x", "y", "t", "1.5", "d", "sin(x)", "y^2", "exp(-x)", "sqrt(y)", "nu")
                    .get(random.nextInt(10));
        }
        String a = separable(random, depth - 1);
        String b = separable(random, depth - 1);
        return switch (random.nextInt(8)) {
            case 0 -> "(%s + %s)".formatted(a, b);
            case 1 -> "(%s - %s)".formatted(a, b);
            case 2, 3 -> "%s*%s".formatted(a, b);
            case 4 -> "(-%s)/(%s*(1 + %s))".formatted(a, "x", "y^2");
            case 5 -> "(%s + %s)^%d".formatted(a, "x*y", 1 + random.nextInt(3));
            case 6 -> "exp(%s)".formatted(oneVariableSum(random));
            default -> List.of("sin", "cos").get(random.nextInt(2)) + "(" + oneVariableSum(random) + ")";
        };
    }

    private static String oneVariableSum(RandomGenerator random) {
        List<String> parts = List.of("x", "-y^2", "2*t", "d*x/3", "0.3", "x^2*x", "(y - 1)*y", "-t*t");
        return "%s + %s - (%s)"
                .formatted(
                        parts.get(random.nextInt(8)),
                        parts.get(random.nextInt(8)),
                        parts.get(random.nextInt(8)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void expansionsAreEqualToTheFormula(long seed) {
        RandomGenerator random = new SplitMix64(seed);
        for (int k = 0; k < 25; k++) {
            assertEqualsItsExpansion(separable(random, 1 + k % 3), seed + k);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(6*d - 4*x*y - 4*d*x^2 - 36*d*y^2) * exp(-2*d*t) * exp(-x^2-3*y^2)",
                "e^(-x^2 - y^2)",
                "2^(x + y)",
                "sin(x + y - t)",
                "cos(x - 2*y)^2",
                "(x*y)^(-2)",
                "(x/y)^3",
                "x^0.5*y",
                "(-x)^2*(x - y)*(x + y)",
                "exp(-(x - y)*(x - y)/2 - x*y)",
                "1/(x*(1 + y)*exp(x + y))",
                "0",
                "pi",
                "(x - x)*y"
            })
    void formulasAreEqualToTheirExpansion(String text) {
        assertEqualsItsExpansion(text, 7);
    }

    @Test
    void termsThatAreAlikeAreOne() {
        assertThat(EquationText.formula(XY, "initial", "(x + y)^3")).hasSize(4);
        assertThat(EquationText.formula(XY, "initial", "x*y - y*x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
dt f = -v * dx f + 0.1 * dxx f - f^3 | -1.0*(v)*dx(f) | 0.1*dxx(f) | -1.0*f^3
dt f = dx(dx f) + dv(v*f)/2          | 1.0*dxx(f) | 0.5*dv((v)*f) |
dt f = laplacian(f) - 2*dxv f        | 1.0*dxx(f) | 1.0*dvv(f) | -2.0*dv(dx(f))
dt f = -f * dx f                     | -0.5*dx(f^2) | |
dt f = dx(-f^2/2)                    | -0.5*dx(f^2) | |
dt f = v * f^2 * cos(t) * dx(x^2*f)  | | |
dt f = f * v * dx(f^2)               | 0.6666666666666666*(v)*dx(f^3) | |
dt f = dx(x * dx f)                  | 1.0*dx((x)*dx(f)) | |
dt(f) = sin(t)*(d*dx f + x*v*f)      | 0.2*(sin(t))*dx(f) | 1.0*(sin(t))*(v)*(x)*f |
dt f = (1 + f)^2 - 2*f               | 1.0*1 | 1.0*f^2 |
dt f = -dx dx dv f                   | -1.0*dv(dxx(f)) | |
dt f = dx (x^2 - 1)*f                | | |
dt f = x*v*dx(f)/x                   | 1.0*(v)*dx(f) | |
""")
    void equationsAreTerms(String equation, String first, String second, String third) {
        Notation xv = notation("x", "v");
        if (first == null) {
            assertThatThrownBy(() -> words(xv, equation))
                    .isInstanceOf(OwnEquationException.class);
            return;
        }
        assertThat(words(xv, equation))
                .containsExactlyElementsOf(
                        java.util.stream.Stream.of(first, second, third)
                                .filter(java.util.Objects::nonNull)
                                .toList());
    }
}
