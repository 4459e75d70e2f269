package org.bugle.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

class EquationTest {
    private static final double ROUNDING = 1e-12;

    /// The cubic with a complex coefficient sees every conjugation.
    private static final List<Polynomial.Monomial> POLYNOMIAL =
            List.of(new Polynomial.Monomial(0.5, -1, 1, 1), Polynomial.Monomial.real(2, 2));

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void separableEquationsAreWhatTheirFormulaSays(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Matrix a = Cases.gaussian(m, m, complex, random);
        Matrix b = Cases.gaussian(n, n, complex, random);
        LowRankMatrix c = Cases.lowRank(m, n, 2, complex, random);
        Complex factor = new Complex(0.4, complex ? -1 : 0);
        SeparableEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(m, n)
                                .both(Coefficient.of(factor), Dense.of(a), Dense.of(b))
                                .right(Coefficient.of(Math::sin), Dense.of(b)),
                        new LowRankSource(Coefficient.of(Math::cos), c));
        LowRankMatrix y = Cases.lowRank(m, n, 3, complex, random);
        double t = 0.7;
        Matrix dense = y.toDense();
        Matrix expected =
                a.times(dense)
                        .timesTranspose(b)
                        .times(factor)
                        .plus(Math.sin(t), dense.timesTranspose(b))
                        .plus(Math.cos(t), c.toDense());
        actsAs(equation.evaluate(t, y), expected, complex, random);
    }

    private static void actsAs(LinearMap map, Matrix expected, boolean complex, SplitMix64 random) {
        Matrix x = Cases.gaussian(expected.cols(), 2, complex, random);
        Matrix w = Cases.gaussian(expected.rows(), 2, complex, random);
        double scale = ROUNDING * Math.max(1, expected.norm()) * 10;
        assertThat(map.apply(x).minus(expected.times(x)).norm()).isLessThan(scale);
        assertThat(map.applyAdjoint(w).minus(expected.adjointTimes(w)).norm()).isLessThan(scale);
        assertThat(map.rows()).isEqualTo(expected.rows());
        assertThat(map.cols()).isEqualTo(expected.cols());
    }

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void quadraticEquationsAreWhatTheirFormulaSays(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix g = Cases.lowRank(n, m, 3, complex, random);
        LowRankMatrix y = Cases.lowRank(m, n, 3, complex, random);
        Matrix dense = y.toDense();
        Matrix expected = dense.times(g.toDense()).times(dense).times(-0.7);
        actsAs(new QuadraticEquation(-0.7, g).evaluate(0, y), expected, complex, random);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void polynomialsAreEvaluatedEntryByEntry(boolean complex) {
        SplitMix64 random = new SplitMix64(5);
        // more rows than fit into a block of the columns at hand
        LowRankMatrix y = Cases.lowRank(700, 150, 2, complex, random);
        Matrix expected =
                Matrix.generateComplex(
                        700,
                        150,
                        (i, j) -> {
                            Complex z = y.entry(i, j);
                            Complex cubic = z.times(z.abs() * z.abs()).times(new Complex(0.5, -1));
                            return cubic.plus(z.times(z).times(2));
                        });
        actsAs(
                new PointwiseEquation(new Polynomial(POLYNOMIAL)).evaluate(0, y),
                expected,
                true,
                random);
    }

    @Test
    void realPolynomialsStayReal() {
        SplitMix64 random = new SplitMix64(6);
        LowRankMatrix y = Cases.lowRank(8, 9, 2, false, random);
        PointwiseEquation cube = new PointwiseEquation(Polynomial.Monomial.real(-1, 3));
        assertThat(cube.evaluate(0, y).isComplex()).isFalse();
        Matrix dense = y.toDense();
        actsAs(cube.evaluate(0, y), dense.hadamard(dense).hadamard(dense).negate(), false, random);
    }

    static Stream<MatrixEquation> equations() {
        SplitMix64 random = new SplitMix64(7);
        Dense a = Dense.of(Cases.gaussian(8, 8, true, random));
        Dense b = Dense.of(Cases.gaussian(7, 7, true, random));
        LowRankMatrix g =
                LowRankMatrix.ofFactors(Cases.gaussian(7, 8, true, random), Matrix.identity(8));
        SeparableEquation separable =
                SeparableEquation.of(
                        SeparableOperator.zero(8, 7)
                                .both(Coefficient.of(Math::cos), a, b)
                                .left(Coefficient.of(Complex.I), a)
                                .right(Coefficient.of(2), b),
                        LowRankSource.constant(Cases.lowRank(8, 7, 2, true, random)));
        StateDependentEquation riccati =
                new StateDependentEquation(
                        true,
                        List.of(
                                new StateDependentEquation.Term(
                                        Coefficient.of(new Complex(-1, 0.5)),
                                        new StateDependentEquation.Factor.Dependent(
                                                (t, y) -> y.timesRight(g)),
                                        new StateDependentEquation.Factor.Fixed(b)),
                                new StateDependentEquation.Term(
                                        Coefficient.of(Math::sin),
                                        new StateDependentEquation.Factor.Fixed(a),
                                        new StateDependentEquation.Factor.Dependent(
                                                (t, y) -> y.adjoint().timesRight(g.adjoint())))));
        return Stream.of(
                separable,
                riccati,
                new PointwiseEquation(new Polynomial(POLYNOMIAL)),
                new QuadraticEquation(-1.5, g),
                SumEquation.of(separable, riccati));
    }

    @ParameterizedTest // the restrictions are projections of the evaluation
    @MethodSource("equations")
    void restrictionsAgreeWithTheEvaluation(MatrixEquation equation) {
        SplitMix64 random = new SplitMix64(8);
        Matrix u = Cases.basis(8, 3, true, random);
        Matrix v = Cases.basis(7, 2, true, random);
        Matrix k = Cases.gaussian(8, 2, true, random);
        Matrix l = Cases.gaussian(7, 3, true, random);
        Matrix s = Cases.gaussian(3, 2, true, random);
        double t = 0.3;
        Matrix f = equation.evaluate(t, LowRankMatrix.ofFactors(k, v)).apply(v);
        same(equation.kEquation(v).evaluate(t, k), f);
        Matrix g = equation.evaluate(t, LowRankMatrix.ofFactors(u, l)).applyAdjoint(u);
        same(equation.lEquation(u).evaluate(t, l), g);
        Matrix e = u.adjointTimes(equation.evaluate(t, new LowRankMatrix(u, s, v)).apply(v));
        same(equation.sEquation(u, v).evaluate(t, s), e);
        same(equation.sEquation(u, v).negated().evaluate(t, s), e.negate());
    }

    private static void same(Matrix found, Matrix expected) {
        assertThat(found.minus(expected).norm()).isLessThan(ROUNDING * 10 * expected.norm());
    }

    @ParameterizedTest
    @MethodSource("equations")
    void derivativesAgreeWithDifferences(MatrixEquation equation) {
        SplitMix64 random = new SplitMix64(9);
        LowRankMatrix y = Cases.lowRank(8, 7, 3, true, random);
        LowRankMatrix z = Cases.lowRank(8, 7, 4, true, random);
        Matrix x = Matrix.identity(7);
        double e = 1e-4;
        Matrix expected =
                equation.evaluate(0.3 + e, y.plus(z.times(e)))
                        .apply(x)
                        .minus(equation.evaluate(0.3 - e, y.plus(z.times(-e))).apply(x))
                        .times(0.5 / e);
        Matrix found = equation.derivative(0.3, y, z).apply(x);
        assertThat(found.minus(expected).norm()).isLessThan(1e-6 * expected.norm());
    }

    @Test
    void misfitsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SeparableOperator.zero(4, 3)
                                .left(Coefficient.ONE, Dense.of(Matrix.identity(3))))
                .withMessage("SeparableOperator: a left factor must be 4×4, found 3×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SeparableEquation.of(
                                SeparableOperator.zero(4, 3),
                                LowRankSource.constant(LowRankMatrix.zero(3, 4))))
                .withMessage("SeparableEquation: a source must be 4×3, found 3×4");
    }
}
