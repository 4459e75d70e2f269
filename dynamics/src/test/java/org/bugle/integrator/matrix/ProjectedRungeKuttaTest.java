package org.bugle.integrator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.DivergenceException;
import org.bugle.integrator.Step;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

class ProjectedRungeKuttaTest {
    private static final int RANK = 3;

    private static final List<ButcherTableau> TABLEAUS =
            List.of(
                    ButcherTableau.EULER,
                    ButcherTableau.HEUN,
                    ButcherTableau.RALSTON,
                    ButcherTableau.HEUN3,
                    ButcherTableau.RK4,
                    ButcherTableau.MERSON);

    /// The method as the source writes it, with m×n matrices.
    private static Matrix dense(
            ButcherTableau tableau, MatrixEquation equation, Span span, LowRankMatrix y) {
        List<Matrix> slopes = new ArrayList<>();
        for (int j = 0; j < tableau.stages(); j++) {
            Matrix sum = y.toDense();
            for (int l = 0; l < j; l++) {
                sum = sum.plus(span.h() * tableau.a(j, l), slopes.get(l));
            }
            LowRankMatrix z = LowRankMatrix.ofDense(sum, Truncation.toRank(RANK));
            LinearMap f = equation.evaluate(span.t() + tableau.c(j) * span.h(), z);
            Matrix g = f.apply(Matrix.identity(y.cols()));
            Matrix left = z.u().timesAdjoint(z.u());
            Matrix right = z.v().timesAdjoint(z.v());
            slopes.add(g.times(right).plus(left.times(g)).minus(left.times(g).times(right)));
        }
        Matrix sum = y.toDense();
        for (int j = 0; j < tableau.stages(); j++) {
            sum = sum.plus(span.h() * tableau.b(j), slopes.get(j));
        }
        return LowRankMatrix.ofDense(sum, Truncation.toRank(RANK)).toDense();
    }

    private static MatrixEquation equation(int m, int n, boolean complex, SplitMix64 random) {
        return SeparableEquation.of(
                SeparableOperator.zero(m, n)
                        .left(
                                Coefficient.of(Math::cos),
                                Dense.of(Cases.gaussian(m, m, complex, random)))
                        .both(
                                Coefficient.of(t -> 1 + t * t),
                                Dense.of(Cases.gaussian(m, m, complex, random).times(0.3)),
                                Dense.of(Cases.gaussian(n, n, complex, random).times(0.3))));
    }

    @ParameterizedTest // tangent slopes, rank-r stages, their times: all of it
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void theFactorsAreThoseOfTheDenseFormula(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        MatrixEquation equation = equation(m, n, complex, random);
        LowRankMatrix y = Cases.lowRank(m, n, RANK, complex, random);
        Span span = new Span(0, 0, 0.7, 0.02);
        for (ButcherTableau tableau : TABLEAUS) {
            Step<LowRankMatrix> step = new ProjectedRungeKutta(tableau).step(equation, span, y);
            Matrix expected = dense(tableau, equation, span, y);
            assertThat(step.value().toDense().minus(expected).norm())
                    .as(tableau.name())
                    .isLessThan(1e-13 * expected.norm());
            assertThat(step.value().orthonormalityDefect()).isLessThan(1e-13);
            assertThat(step.value().isComplex()).isEqualTo(complex);
            assertThat(step.report().evaluations()).isEqualTo(tableau.stages());
            assertThat(step.report().ranksAfter()).containsExactly(RANK);
        }
    }

    @Test // U⊥ᴴ K V⊥ = 0
    void whatIsNormalToTheTangentSpaceIsNotSeen() {
        SplitMix64 random = new SplitMix64(4);
        LowRankMatrix y = Cases.lowRank(12, 9, RANK, true, random);
        Matrix outsideU = Cases.gaussian(12, 4, true, random);
        Matrix outsideV = Cases.gaussian(9, 4, true, random);
        LowRankMatrix normal =
                LowRankMatrix.ofFactors(
                        outsideU.minus(y.u().times(y.u().adjointTimes(outsideU))),
                        outsideV.minus(y.v().times(y.v().adjointTimes(outsideV))));
        LowRankMatrix y1 =
                new ProjectedRungeKutta(ButcherTableau.RK4)
                        .step((t, z) -> normal, new Span(0, 0, 0, 0.1), y)
                        .value();
        assertThat(y1.distance(y)).isLessThan(1e-13 * normal.norm());
    }

    @Test
    void aBlowUpNamesTheStage() {
        LowRankMatrix y = Cases.lowRank(6, 5, 2, false, new SplitMix64(1));
        MatrixEquation equation =
                SeparableEquation.of(SeparableOperator.zero(6, 5).identity(Coefficient.of(1e200)));
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() ->
                        new ProjectedRungeKutta(ButcherTableau.RK4)
                                .step(equation, new Span(7, 0, 0.25, 0.5), y))
                .withMessage(
                        "ProjectedRungeKutta at t = 0.250000, h = 0.500000: F(Z2) V has 12"
                                + " non-finite entries of 12; reduce h or choose an implicit"
                                + " substep");
    }

    @Test
    void anImplicitTableauIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProjectedRungeKutta(ButcherTableau.DIRK2))
                .withMessage("ProjectedRungeKutta: wants an explicit tableau, found dirk2");
    }
}
