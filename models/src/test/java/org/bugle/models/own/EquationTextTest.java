package org.bugle.models.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.models.formula.Formula;
import org.bugle.models.formula.FormulaText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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

    private static List<Term> terms(String text) {
        FormulaText formula = new FormulaText("initial", text, XY.names());
        return new Expansion(XY, formula).of(XY.tree(formula));
    }

    private static double value(Term term, double t, double... x) {
        double product = term.coefficient() * term.time().at(t);
        for (int i = 0; i < x.length; i++) {
            product *= term.chains().get(i).outermost().at(x[i]);
        }
        return product;
    }

    private static void assertEqualsItsExpansion(String text, long seed) {
        List<Term> terms = terms(text);
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
                    .isCloseTo(direct.at(x, y, t, 0.2, 3), within(ROUNDING * Math.max(1, moduli)));
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
            default ->
                    List.of("sin", "cos").get(random.nextInt(2))
                            + "("
                            + oneVariableSum(random)
                            + ")";
        };
    }

    private static String oneVariableSum(RandomGenerator random) {
        List<String> parts =
                List.of("x", "-y^2", "2*t", "d*x/3", "0.3", "x^2*x", "(y - 1)*y", "-t*t");
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
        assertThat(terms("(x + y)^3")).hasSize(4);
        assertThat(terms("x*y - y*x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
dt f = -v * dx f + 0.1 * dxx f - f^3 | -v*dx(f) | 0.1*dxx(f) | -f^3
dt f = dx(dx f) + dv(v*f)/2          | dxx(f) | 0.5*dv(v*f) |
dt f = 2*laplacian(f) - 2*dxv f      | 2*dxx(f) | 2*dvv(f) | -2*dv(dx(f))
dt f = -f * dx f                     | -0.5*dx(f^2) | |
dt f = dx(-f^2/2)                    | -0.5*dx(f^2) | |
dt f = f * v * dx(f^2)               | 0.6666666666666666*v*dx(f^3) | |
dt f = dx(x * dx f)                  | dx(x*dx(f)) | |
dt(f) = sin(t)*(d*dx f + x*v*f)      | 0.2*sin(t)*dx(f) | sin(t)*v*x*f |
dt f = (1 + f)^2 - 2*f               | 1 | f^2 |
dt f = -dx dx dv f                   | -dv(dxx(f)) | |
dt f = x*v*dx(f)/x                   | v*dx(f) | |
dt f = dx(f)*(1 - x)/(v*(x + 1)^2)   | v^-1*(1-x)*(x+1)^-2*dx(f) | |
""")
    void equationsAreTerms(String equation, String first, String second, String third) {
        Notation xv = notation("x", "v");
        assertThat(words(xv, equation))
                .containsExactlyElementsOf(
                        Stream.of(first, second, third).filter(Objects::nonNull).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
dt f = 1/(1+x*y) * dx f   | 8  | the factor 1/(1+x*y) depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = 2*x/(1 + x*y)*dx f | 13 | the factor 1/(1 + x*y) depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = f + exp(x*y)*f     | 12 | the factor exp(x*y) depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = sqrt(x*y)*f        | 8  | the factor sqrt(x*y) depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = cos(x*t)*f         | 8  | the factor cos(x*t) depends on x and t and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = (x + y)^0.5*f      | 8  | the factor (x + y)^0.5 depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = x^y*f              | 8  | the factor x^y depends on x and y and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = sin(f)             | 8  | sin(f) has the unknown f inside a function; only its powers may stand in an equation
dt f = 2^f                | 8  | 2^f has the unknown f inside a function; only its powers may stand in an equation
dt f = f^(-1)             | 8  | f^(-1) has the unknown to a power that is none of 1, 2, 3, …
dt f = f^0.5              | 8  | f^0.5 has the unknown to a power that is none of 1, 2, 3, …
dt f = 1/f                | 10 | f divides by the unknown; only powers f, f^2, f^3, … may stand in an equation
dt f = dx f * dy f        | 8  | dx f * dy f multiplies two parts of the unknown, one of them a derivative; only a power of f times a first derivative of one is possible, f^p * dx f
dt f = f * dxx f          | 8  | f * dxx f multiplies two parts of the unknown, one of them a derivative; only a power of f times a first derivative of one is possible, f^p * dx f
dt f = f * dx(x*f)        | 8  | f * dx(x*f) multiplies two parts of the unknown, one of them a derivative; only a power of f times a first derivative of one is possible, f^p * dx f
dt f = dx f^2             | 8  | dx f^2 is the power of a derivative, which is no term here; the derivative of the power is dx(f^2)
dt f = dz f               | 8  | dz is no derivative along variables of the domain; they are x, y
dt f = x*dxq(f)           | 10 | dxq is no derivative along variables of the domain; they are x, y
dt f = kapa*dx f          | 8  | unknown name 'kapa'; allowed: f, dx, dy, laplacian, x, y, t, d, nu, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
dt f = laplacia(f)        | 8  | unknown name 'laplacia'; did you mean 'laplacian'? allowed: f, dx, dy, laplacian, x, y, t, d, nu, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
dt f = nv*dx f            | 8  | unknown name 'nv'; did you mean 'nu'? allowed: f, dx, dy, laplacian, x, y, t, d, nu, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
dt f = dx(x)              | 8  | dx acts on x, which does not have the unknown f
dt f = dx(f + x)          | 8  | dx acts on a term without the unknown f; move that term out
dx f = f                  | 1  | an equation begins with 'dt f ='
dt g = dx g               | 1  | an equation begins with 'dt f ='
dt f + dx f = 0           | 1  | an equation begins with 'dt f ='
dt f = dx f = 0           | 13 | an equation has one '='
dt f = 0*f                | 7  | the right-hand side is 0
dt f =                    | 7  | empty expression
dt f = dx f - dt f        | 15 | dt stands on the left-hand side only; equations of first order in time are meant
dt f = 2 dx f             | 10 | missing operator
dt f = 2f                 | 9  | missing operator
dt f = dx(f               | 10 | closing brace not found
dt f = dx                 | 8  | missing operand for operator
dt f = 1/0*f              | 8  | 1/0 is Infinity
dt f = f > 2              | 10 | '>' is no operator here; allowed: + - * / ^
dt f = (1+x+y+x*y+x^2*y)^63*f | 8 | (1+x+y+x*y+x^2*y)^63 expands into more than 1000 separable terms
""")
    void refusalsTellTheOffence(String equation, int position, String sentence) {
        assertThatThrownBy(() -> EquationText.equation(XY, equation))
                .isInstanceOf(OwnEquationException.class)
                .hasMessage(
                        "equation: '%s' at position %d: %s"
                                .formatted(equation, position, sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
x       | c  | domain must have two variables or more, found 1
x t     | c  | domain.t must have another name: t is the time
x e     | c  | domain.e must have another name: e is the number 2.718281828459045
x sin   | c  | domain.sin must have another name: sin is a function
x y-    | c  | domain.y- must be a name of letters and digits that begins with a letter, found 'y-'
y dy    | c  | domain.dy must have another name: dy is a derivative
f x     | c  | unknown must have another name: f is a variable
x y     | y  | constants.y must have another name: y is a variable
x y     | dxy| constants.dxy must have another name: dxy is a derivative
""")
    void namesMeanOneThing(String variables, String constant, String sentence) {
        assertThatThrownBy(() ->
                        new Notation(
                                List.of(variables.split(" ")),
                                "f",
                                new TreeMap<>(Map.of(constant, 1.0))))
                .isInstanceOf(OwnEquationException.class)
                .hasMessage(sentence);
    }
}
