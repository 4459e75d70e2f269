package org.bugle.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class FailedRunTest {
    private static final AugmentedBug BUG =
            new AugmentedBug(Truncation.relative(1e-8), Substep.rk4());

    private static final LowRankMatrix ONES =
            LowRankMatrix.ofFactors(
                    Matrix.generate(6, 1, (_, _) -> 1), Matrix.generate(5, 1, (_, _) -> 1));

    /// y′ = y², y(0) = 1 in every entry, which ends at t = 1.
    private static Evolution<LowRankMatrix> square() {
        var square = new PointwiseEquation(Polynomial.Monomial.real(1, 2));
        return Evolution.of(square).from(ONES).with(BUG).until(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aBlowUpIsToldWithTheLastGoodState(int threads) {
        List<Row> rows = new ArrayList<>();
        FailedRunException failure =
                catchThrowableOfType(
                        FailedRunException.class,
                        () -> square().steps(20).threads(threads).rows(rows::add).run());

        assertThat(failure)
                .hasMessageMatching(
                        "step \\d+ failed: AugmentedBug at t = 1\\.\\d+, h = 0\\.10+:"
                            + " [KLS]\\(t\\+h\\) has \\d+ non-finite entries of \\d+; reduce h or"
                            + " choose an implicit substep; the last good state is that of t ="
                            + " 1\\.\\d+");
        assertThat(failure.index()).isEqualTo(rows.getLast().index() + 1);
        assertThat(failure.time()).isEqualTo(rows.getLast().time()).isGreaterThan(1);
        assertThat(rows).allSatisfy(row -> assertThat(row.norm()).isFinite());
        assertThat(((LowRankMatrix) failure.lastGood().state()).isFinite()).isTrue();
    }

    @Test
    void adaptiveStepsStopBeforeASingularity() {
        FailedRunException failure =
                catchThrowableOfType(
                        FailedRunException.class, () -> square().tolerance(1e-4).run());

        assertThat(failure.time()).isCloseTo(1, within(1e-3));
        assertThat(failure)
                .hasMessageMatching(
                        "step \\d+ failed: the tolerance 1\\.0e-04 cannot be met, the step fell"
                                + " below 2\\.00e-10: .*; the last good state is that of t = .*");
    }

    @Test
    void growthBeyondMeasureIsAWarningButNoFailure() {
        var growing =
                SeparableEquation.of(SeparableOperator.zero(6, 5).identity(Coefficient.of(1e4)));
        Trajectory<LowRankMatrix> run =
                Evolution.of(growing).from(ONES).with(BUG).until(0.2).steps(2).run();

        assertThat(run.outcome()).isEqualTo(Trajectory.Outcome.FINISHED);
        assertThat(run.warnings())
                .containsExactly(
                        "the norm grew from 5.48 to 2.29e+11 in the step at t = 0.00000; a smaller"
                                + " step tells whether that is the solution");
    }

    @Test
    void anOverflowOfTheNormIsAFailure() {
        var growing =
                SeparableEquation.of(SeparableOperator.zero(6, 5).identity(Coefficient.of(1e4)));
        LowRankMatrix huge = ONES.times(1e307);
        FailedRunException failure =
                catchThrowableOfType(
                        FailedRunException.class,
                        () -> Evolution.of(growing).from(huge).with(BUG).until(0.2).steps(2).run());
        assertThat(failure.index()).isEqualTo(1);
    }

    @Test
    void anObserverThatIsNotFiniteIsTold() {
        Trajectory<LowRankMatrix> run =
                square().until(0.5)
                        .steps(4)
                        .observe(List.of(new Observer<>("log", false, (t, _) -> Math.log(t - 0.2))))
                        .run();
        assertThat(run.warnings()).containsExactly("log is not finite, first at t = 0.00000");
    }
}
