package org.bugle.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.evolution.SmallProblems.SmallProblem;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class StabilityEstimateTest {
    private static final int N = 31;

    /// The heat equation on 31 points of [0, 1], from its slowest mode.
    private static final SmallProblem HEAT = heat();

    /// The largest |λ| of the Laplacian: 4 (n + 1)² sin²(π n / (2 (n + 1))).
    private static final double STIFFEST =
            4 * (N + 1) * (N + 1) * Math.pow(Math.sin(Math.PI * N / (2 * (N + 1))), 2);

    private static SmallProblem heat() {
        Banded a = Banded.tridiagonal(N, 1, -2, 1).times((N + 1) * (N + 1));
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a));
        Matrix u =
                Matrix.generate(
                        N,
                        1,
                        (i, _) -> Math.sqrt(2.0 / (N + 1)) * Math.sin(Math.PI * (i + 1) / (N + 1)));
        return new SmallProblem(equation, LowRankMatrix.ofFactors(u, u), 0.1);
    }

    private static MatrixIntegrator bug(Substep substep) {
        return new AugmentedBug(Truncation.toRank(1), substep);
    }

    private static StabilityEstimate estimate(SmallProblem problem, MatrixIntegrator integrator) {
        return StabilityEstimate.of(problem.equation(), integrator, 0, problem.start(), 1);
    }

    @Test // K sees the stiff side in full and the other one in its slowest mode; S sees both
    void theSpectralRadiusIsThatOfTheRestriction() {
        double k = STIFFEST + Math.PI * Math.PI;
        double full = 2 * STIFFEST;
        StabilityEstimate splitting = estimate(HEAT, new ProjectorSplitting(1, Substep.rk4()));
        assertThat(splitting.spectralRadius()).isBetween(0.85 * k, k);
        assertThat(estimate(HEAT, bug(Substep.rk4())).spectralRadius())
                .isBetween(0.85 * full, full);
        assertThat(estimate(HEAT, new FullRank(Substep.rk4())).spectralRadius())
                .isBetween(0.85 * full, full);
    }

    @Test // 2.785 on the negative real axis
    void theLimitOfTheClassicalMethodIsFound() {
        StabilityEstimate estimate = estimate(HEAT, bug(Substep.rk4()));
        double limit = 2.785 / estimate.spectralRadius();
        assertThat(estimate.largestStep(10)).isCloseTo(limit, within(0.05 * limit));
    }

    @Test // 2.828 on the imaginary axis, where the length of the run allows a little more
    void theLimitOfAWaveIsFound() {
        StabilityEstimate estimate = estimate(SmallProblems.landau(), new FullRank(Substep.rk4()));
        double limit = 2.828 / estimate.spectralRadius();
        assertThat(estimate.spectralRadius())
                .isCloseTo(2 * Math.PI * 15 / (4 * Math.PI) * 6, within(6.0));
        assertThat(estimate.largestStep(100)).isCloseTo(limit, within(0.05 * limit));
    }

    @Test
    void tooLargeStepsAreAnsweredByTheRemedy() {
        Trajectory<LowRankMatrix> run =
                Evolution.of(HEAT.equation())
                        .from(HEAT.start())
                        .with(bug(Substep.rk4()))
                        .until(0.1)
                        .steps(10)
                        .run();
        assertThat(run.warnings().getFirst())
                .matches(
                        "steps of 0\\.0100 are unstable: the S-step has eigenvalues up to"
                                + " \\d\\.\\d+e\\+03 on the negative real axis, for which rk4 wants"
                                + " steps below 0\\.000\\d+; take at least 2\\d\\d steps, or an"
                                + " implicit or exponential substep");
    }

    @Test // the warned run does grow, and the advised number of steps does not
    void theRemedyHelps() {
        StabilityEstimate estimate = estimate(HEAT, bug(Substep.rk4()));
        int advised = (int) Math.ceil(0.1 / (0.85 * estimate.largestStep(0.1)));
        LowRankMatrix noisy =
                HEAT.start()
                        .plus(
                                LowRankMatrix.ofFactors(
                                        Matrix.generate(N, 1, (i, _) -> i % 2 == 0 ? 1e-3 : -1e-3),
                                        HEAT.start().v()));
        assertThat(grown(noisy, advised)).isLessThan(1);
        assertThat(grown(noisy, 2 * advised / 3)).isGreaterThan(1e3);
    }

    private static double grown(LowRankMatrix start, int steps) {
        return Evolution.of(HEAT.equation())
                .from(start)
                .with(new AugmentedBug(Truncation.toRank(2), Substep.rk4()))
                .until(0.1)
                .steps(steps)
                .run()
                .state()
                .norm();
    }

    @Test
    void stableStepsAreNotAnswered() {
        SmallProblem riccati = SmallProblems.riccati();
        for (int steps : new int[] {4, 8, 64}) {
            for (Substep substep : new Substep[] {Substep.euler(), Substep.heun(), Substep.rk4()}) {
                assertThat(estimate(riccati, bug(substep)).warning(1.0 / steps, 1)).isEmpty();
                assertThat(
                                estimate(riccati, new ProjectorSplitting(2, substep))
                                        .warning(1.0 / steps, 1))
                        .isEmpty();
            }
        }
    }

    @Test
    void implicitExponentialAndAdaptiveSubstepsHaveNoLimit() {
        for (Substep substep :
                new Substep[] {
                    Substep.implicitEuler(), Substep.exponential(), Substep.dormandPrince(1e-6)
                }) {
            assertThat(estimate(HEAT, bug(substep)).warning(1, 1)).isEmpty();
            assertThat(estimate(HEAT, bug(substep)).largestStep(1)).isInfinite();
        }
    }

    @Test // Strang splits the K-step in two, and then the L-step is what limits
    void halvedSubstepsStandMore() {
        var lie = estimate(HEAT, new ProjectorSplitting(1, Substep.rk4())).restrictions();
        var strang = estimate(HEAT, new ProjectorSplitting(2, Substep.rk4())).restrictions();
        assertThat(lie).extracting(StabilityEstimate.Restriction::part).containsExactly(1.0, 1.0);
        assertThat(strang)
                .extracting(StabilityEstimate.Restriction::part)
                .containsExactly(0.5, 1.0);
    }

    @Test // −i Σ σ_x on twelve sites has eigenvalues up to 12 i
    void ofATreeEquationTheWholeOperatorCounts() {
        Tree tree = Tree.balanced(12);
        LinearMap flip = Dense.of(Matrix.of(new double[][] {{0, 1}, {1, 0}}));
        List<Integer> sizes = Collections.nCopies(12, 2);
        Coefficient c = Coefficient.of(Complex.I.negate());
        LinearTreeEquation equation =
                new LinearTreeEquation(
                        IntStream.range(0, 12)
                                .mapToObj(l -> TreeOperator.product(tree, sizes, Map.of(l, flip)))
                                .map(term -> new LinearTreeEquation.Term(c, term))
                                .toList());
        TreeTensor up =
                TreeTensor.product(tree, Collections.nCopies(12, Matrix.columnVector(1, 0)));
        StabilityEstimate estimate = StabilityEstimate.of(equation, Substep.rk4(), 1, 0, up, 1);
        assertThat(estimate.spectralRadius()).isBetween(0.8 * 12, 12.0001);
        assertThat(estimate.warning(0.5, 50).orElseThrow())
                .matches(
                        "steps of 0\\.500 are unstable: the operator has eigenvalues up to"
                            + " 1\\d\\.\\d on the imaginary axis, for which rk4 wants steps below"
                            + " 0\\.2\\d+; take at least \\d+ steps, or an implicit or exponential"
                            + " substep");
        assertThat(
                        StabilityEstimate.of(equation, Substep.exponential(), 1, 0, up, 1)
                                .warning(0.5, 50))
                .isEmpty();
    }
}
