package org.bugle.models.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.Reference;
import org.bugle.models.TreeProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class OwnEquationTest {
    private static final Coordinate PERIOD = Coordinate.periodic(-Math.PI, Math.PI, 32);

    private static OwnEquation periodic(String equation, String initial) {
        return OwnEquation.of("f", equation, initial)
                .along("x", PERIOD)
                .along("y", PERIOD)
                .with("d", 0.25);
    }

    private static Tensor start(OwnProblem own) {
        return switch (own.problem()) {
            case MatrixProblem matrix -> Tensor.of(matrix.start().full().toDense());
            case TreeProblem tree -> tree.start().full().toDense();
        };
    }

    /// The right-hand side at the initial value, and a formula for it.
    private static double difference(OwnEquation own, String expected, double t) {
        OwnProblem built = own.build();
        Tensor actual = built.equation().evaluate(t, start(built));
        OwnProblem wanted =
                new OwnEquation(
                                own.domain(),
                                "f",
                                "dt f = f",
                                expected,
                                own.constants(),
                                own.exact(),
                                own.tree())
                        .build();
        return actual.minus(start(wanted)).norm() / start(wanted).norm();
    }

    @ParameterizedTest // at t = 0.7 where d = 1/4
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
dt f = d*dxx f                    | cos(2*x)*sin(y)      | -cos(2*x)*sin(y)
dt f = laplacian(f) + f           | sin(x) + cos(3*y)    | -8*cos(3*y)
dt f = -sin(y) * dx f             | cos(x)               | sin(x)*sin(y)
dt f = t^2*dxy f                  | sin(x)*sin(y)        | 0.49*cos(x)*cos(y)
dt f = -f * dx f                  | sin(x)*cos(y)        | -sin(x)*cos(x)*cos(y)^2
dt f = -dx(f^2/2)                 | sin(x)*cos(y)        | -sin(x)*cos(x)*cos(y)^2
dt f = -f^3 + f                   | sin(x) + cos(y)      | sin(x) + cos(y) - (sin(x) + cos(y))^3
dt f = dx(cos(x) * dx f)          | sin(x)*cos(2*y)      | -2*sin(x)*cos(x)*cos(2*y)
dt f = dx((1 + cos(x)*sin(y)) * f)| cos(x)               | -sin(x) - 2*sin(x)*cos(x)*sin(y)
dt f = sin(x + y)*f               | cos(x - y)           | (sin(2*x) + sin(2*y))/2
dt f = dxxxx f + dx f             | sin(2*x) + y*0       | 16*sin(2*x) + 2*cos(2*x)
dt f = dx(dx(dy f))/4 + cos(t)    | sin(2*x)*sin(y)      | -sin(2*x)*cos(y) + cos(0.7)
dt f = (x - 2*y)*exp(-2*t)*f      | 1                    | exp(-1.4)*(x - 2*y)
dt f = 2*exp(-t)*sin(x)           | cos(y)               | 2*exp(-0.7)*sin(x)
dt f = dy(sin(y)*f) + dx(sin(x)*f)| cos(x)               | cos(x)*cos(y) + cos(2*x)
""")
    void rightHandSidesAreThoseOfTheText(String equation, String initial, String expected) {
        assertThat(difference(periodic(equation, initial), expected, 0.7)).isLessThan(1e-10);
    }

    @ParameterizedTest
    @CsvSource({"fourier", "chebyshev", "differences"})
    void intervalsDifferentiateWhatObeysTheirEnds(String method) {
        Coordinate interval = Coordinate.interval(0, Math.PI, 64);
        Coordinate x =
                switch (method) {
                    case "chebyshev" -> Coordinate.interval(0, Math.PI, 24).chebyshev();
                    case "differences" -> interval.differences(6);
                    default -> Coordinate.periodic(0, 2 * Math.PI, 24);
                };
        OwnEquation own =
                OwnEquation.of("f", "dt f = dxx f + sin(x)*dyy f", "sin(x)*cos(y)")
                        .along("x", x)
                        .along("y", interval.differences(6).with(Coordinate.Ends.NEUMANN));
        assertThat(difference(own, "-(1 + sin(x))*sin(x)*cos(y)", 0)).isLessThan(1e-7);
    }

    @Test
    void threeVariablesStandOnATree() {
        OwnEquation own =
                OwnEquation.of("u", "dt u = laplacian u - z*dx u + u^2", "sin(x + y)*cos(z)")
                        .along("x", PERIOD)
                        .along("y", PERIOD)
                        .along("z", PERIOD);
        String expected = "-3*sin(x + y)*cos(z) - z*cos(x + y)*cos(z) + sin(x + y)^2*cos(z)^2";
        for (String tree : List.of("star", "linear", "((2 0) 1)")) {
            OwnProblem built = own.onTree(tree).build();
            Tensor actual = built.equation().evaluate(0, start(built));
            OwnProblem wanted =
                    OwnEquation.of("u", "dt u = u", expected)
                            .along("x", PERIOD)
                            .along("y", PERIOD)
                            .along("z", PERIOD)
                            .build();
            assertThat(actual.minus(start(wanted)).norm()).isLessThan(1e-11 * start(wanted).norm());
            TreeProblem problem = (TreeProblem) built.problem();
            assertThat(
                            problem.equation()
                                    .evaluate(0, problem.start().full())
                                    .toDense()
                                    .minus(actual)
                                    .norm())
                    .isLessThan(1e-11 * actual.norm());
        }
    }

    @Test
    void stiffPartsKeepTheirStructure() {
        OwnEquation own =
                OwnEquation.of(
                                "f",
                                "dt f = dxx f + 2*dxxx f - y*dyy f + dzz f + exp(-z)*dzz f"
                                        + " + t*dxx f + y*dxx f + dx f",
                                "1")
                        .along("x", PERIOD)
                        .along("y", Coordinate.interval(0, 1, 20))
                        .along("z", Coordinate.interval(0, 1, 20).chebyshev());
        OwnProblem built = own.build();
        assertThat(built.equation().stiff().get(0).orElseThrow()).isInstanceOf(Circulant.class);
        assertThat(built.equation().stiff().get(1).orElseThrow()).isInstanceOf(Banded.class);
        assertThat(built.equation().stiff().get(2).orElseThrow()).isInstanceOf(Dense.class);
        assertThat(built.equation().terms()).hasSize(3);
        assertThat(built.stiffTerms()).hasSize(5);
        assertThat(built.otherTerms()).containsExactly("t*dxx(f)", "y*dxx(f)", "dx(f)");
    }

    @Test // what is computed from a map is kept by its identity
    void equalMapsAreOneObject() {
        var terms =
                periodic("dt f = y*dx f + y^2*dx f - cos(x)*y*f + sin(x)*y*dy f", "1")
                        .build()
                        .equation()
                        .terms();
        assertThat(terms.get(0).factors().get(0)).containsSame(terms.get(1).factors().get(0).get());
        assertThat(terms.get(0).factors().get(1)).containsSame(terms.get(2).factors().get(1).get());
    }

    @Test
    void massIsKeptWhereEveryTermEndsInADerivativeAlongAPeriod() {
        assertThat(massIsInvariant(periodic("dt f = -x*dx f + dyy f + dx(f^2)", "1"))).isFalse();
        assertThat(massIsInvariant(periodic("dt f = -dx(y*f) + dyy f + dx(f^2)", "1"))).isTrue();
        assertThat(massIsInvariant(periodic("dt f = dxx f + f", "1"))).isFalse();
        assertThat(massIsInvariant(periodic("dt f = dxx f + cos(x)", "1"))).isFalse();
        OwnEquation ends =
                OwnEquation.of("f", "dt f = dxx f + dyy f", "1")
                        .along("x", Coordinate.interval(0, 1, 20))
                        .along("y", PERIOD);
        assertThat(massIsInvariant(ends)).isFalse();
    }

    private static boolean massIsInvariant(OwnEquation own) {
        return own.build().problem().observables().stream().anyMatch(Observable::invariant);
    }

    @Test
    void massAndMarginalsAreIntegrals() {
        String gauss = "exp(-x^2 - 2*y^2)";
        MatrixProblem two = (MatrixProblem) wide(gauss).build().problem();
        LowRankMatrix y = two.start().full();
        double mass = Math.PI / Math.sqrt(2);
        assertThat(two.observables().getFirst().quantity().of(0, y)).isCloseTo(mass, near(1e-12));
        TreeProblem three =
                (TreeProblem)
                        wide(gauss + "*exp(-z^2)")
                                .along("z", Coordinate.periodic(-6, 6, 40))
                                .build()
                                .problem();
        TreeTensor z = three.start().full();
        assertThat(three.observables().getFirst().quantity().of(0, z))
                .isCloseTo(mass * Math.sqrt(Math.PI), near(1e-12));
        assertThat(two.fields().get(1).name()).isEqualTo("marginal-y");
        for (int k = 0; k < 40; k++) {
            Grid grid = two.columns();
            double expected = Math.sqrt(Math.PI) * Math.exp(-2 * grid.point(k) * grid.point(k));
            assertThat(two.fields().get(1).of().apply(y).get(k, 0))
                    .isCloseTo(expected, near(1e-12));
            assertThat(three.fields().get(1).of().apply(z).get(k, 0))
                    .isCloseTo(Math.sqrt(Math.PI) * expected, near(1e-12));
        }
    }

    private static OwnEquation wide(String initial) {
        return OwnEquation.of("f", "dt f = dxx f", initial)
                .along("x", Coordinate.periodic(-6, 6, 40))
                .along("y", Coordinate.periodic(-6, 6, 40));
    }

    private static org.assertj.core.data.Offset<Double> near(double distance) {
        return org.assertj.core.api.Assertions.within(distance);
    }

    @Test
    void initialValuesOfLowRankNeedNotBeSums() {
        OwnProblem own = periodic("dt f = dxx f", "1/(2 + sin(x)*cos(y))").build();
        assertThat(own.startError().orElseThrow()).isLessThan(1e-10);
        MatrixProblem problem = (MatrixProblem) own.problem();
        double worst = 0;
        for (int i = 0; i < 32; i++) {
            for (int j = 0; j < 32; j++) {
                double exact =
                        1
                                / (2
                                        + Math.sin(problem.rows().point(i))
                                                * Math.cos(problem.columns().point(j)));
                worst = Math.max(worst, Math.abs(exact - problem.start().full().entry(i, j).re()));
            }
        }
        assertThat(worst).isLessThan(2e-10);
    }

    @Test
    void exactSolutionsAreReferences() {
        Problem<?> problem =
                periodic("dt f = dxx f", "sin(x)").withExact("exp(-t)*sin(x)").build().problem();
        var exact = (Reference.Exact<?>) problem.reference();
        assertThat(((LowRankMatrix) exact.at().apply(2)).norm())
                .isCloseTo(Math.exp(-2) * 32 / Math.sqrt(2), near(1e-12));
    }

    @Test
    void anExactSolutionBeginsWithTheInitialValue() {
        OwnEquation own = periodic("dt f = dxx f", "sin(x)").withExact("exp(-t)*sin(x) + x/10");
        assertThatThrownBy(own::build)
                .isInstanceOf(OwnEquationException.class)
                .hasMessage(
                        "exact must be the initial value at t = 0, but differs from it by 2.6e-01"
                                + " times its norm");
    }

    @Test
    void zeroIsAnInitialValue() {
        MatrixProblem problem =
                (MatrixProblem) periodic("dt f = dxx f + sin(x)*y", "0").build().problem();
        assertThat(problem.start().full().norm()).isZero();
        assertThat(problem.start().ofRank(3).rank()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
dt f = 1/x*dx f    | 1              | equation has the factor x^-1, which is Infinity at x = 0.0
dt f = dx f/t      | 1              | equation has the factor t^-1, which is Infinity at t = 0.0
dt f = dxx f       | log(x)*y       | initial has the factor log(x), which is NaN at x = -2.0
dt f = dxx f       | t*x            | initial: 't*x' at position 1: an initial value does not depend on t
dt f = dxx f       | f*x            | initial: 'f*x' at position 1: unknown name 'f'; allowed: x, y, t, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
dt f = dxx f       | 1/(x - y)      | initial is Infinity at x = -1.0, y = -1.0
dt f = dy(y*dy f)  | 1              | equation differentiates a product along y, which does not obey the dirichlet ends there; write the product rule out, as in a*dyy f + (a')*dy f for dy(a*dy f)
""")
    void whatCannotBeIsRefused(String equation, String initial, String sentence) {
        OwnEquation own =
                OwnEquation.of("f", equation, initial)
                        .along("x", Coordinate.interval(-3, 3, 5).differences(2))
                        .along("y", Coordinate.interval(-3, 3, 5).differences(2));
        assertThatThrownBy(own::build)
                .isInstanceOf(OwnEquationException.class)
                .hasMessage(sentence);
    }
}
