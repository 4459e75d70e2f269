package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;

/// Spec `gap` A5; its table is measured by `bugle reproduce gap`.
class SuOlsonTest {
    private static SuOlson small(double absorbedPart, Derivative derivative) {
        return new SuOlson(24, 7, 2, absorbedPart, 1.5, 0.4, 0.3, derivative, 5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Derivative.class,
            names = {"FOURIER", "CENTRED"})
    void closedFormSolvesTheDiscreteEquation(Derivative derivative) {
        MatrixProblem problem = small(0.6, derivative).problem(1);
        LowRankMatrix whileHeated = FullReference.ofTightTolerance().at(problem, 0.3);
        LowRankMatrix after =
                FullReference.ofTightTolerance()
                        .at(problem.equation(), 0.3 + 1e-12, whileHeated, 0.7);
        Map.of(0.3, whileHeated, 0.7, after)
                .forEach((time, full) -> {
                    LowRankMatrix exact = Methods.exact(problem, time);
                    assertThat(full.distance(exact)).isLessThan(1e-10 * exact.norm());
                });
    }

    @Test // more moments and modes than an exponential of scaling and squaring is used for
    void bothWaysToTheClosedFormAgree() {
        MatrixProblem few =
                new SuOlson(8, 127, 2, 0.5, 1, 0.5, 0.6, Derivative.FOURIER, 5).problem(1);
        MatrixProblem many =
                new SuOlson(8, 128, 2, 0.5, 1, 0.5, 0.6, Derivative.FOURIER, 5).problem(1);
        for (double time : new double[] {0.5, 1}) { // with the source, and after it
            Matrix one = Methods.exact(few, time).toDense();
            Matrix other = Methods.exact(many, time).toDense().columns(0, 128);
            assertThat(one.minus(other).norm()).isLessThan(1e-10 * one.norm());
        }
    }

    @Test // in the middle nothing is felt of the edges yet (spec A5)
    void nearTheMiddleEarlyValuesAreThoseOfAnInfiniteSource() {
        MatrixProblem problem =
                new SuOlson(200, 30, 2, 1, 1, 0.5, 10, Derivative.FOURIER, 5).problem(1);
        double tau = 0.2;
        LowRankMatrix y = Methods.exact(problem, tau);
        double u = tau / 2 + (1 - Math.exp(-2 * tau)) / 4;
        assertThat(problem.fields().getFirst().of().apply(y).get(100, 0))
                .isCloseTo(u, within(1e-4));
        assertThat(problem.fields().getLast().of().apply(y).get(100, 0))
                .isCloseTo(tau - u, within(1e-4));
    }

    @Test
    void energyIsWhatTheSourceGave() {
        MatrixProblem problem = small(0.6, Derivative.FOURIER).problem(1);
        Observable<LowRankMatrix> balance = problem.observables().getLast();
        assertThat(balance.invariant()).isTrue();
        for (double time : new double[] {0.1, 0.3, 2}) {
            LowRankMatrix y = Methods.exact(problem, time);
            assertThat(balance.quantity().of(time, y)).isCloseTo(0, within(1e-13));
            double total =
                    problem.observables().get(0).quantity().of(time, y)
                            + problem.observables().get(1).quantity().of(time, y);
            assertThat(total).isCloseTo(1.5 * 0.8 * Math.min(time, 0.3), within(1e-13));
        }
    }

    @Test
    void lowRankFollowsTheClosedFormFromAStartOfZero() {
        MatrixProblem problem =
                new SuOlson(60, 30, 2, 1, 1, 0.5, 10, Derivative.FOURIER, 10).problem(1);
        Truncation truncation = new Truncation.Tail(0, 1e-5, 1, 30);
        LowRankMatrix start = problem.start().by(truncation);
        LowRankMatrix y =
                Methods.run(problem, start, new AugmentedBug(truncation, Substep.rk4()), 80, 1);
        LowRankMatrix exact = Methods.exact(problem, 1);
        assertThat(y.rank()).isBetween(8, 29);
        assertThat(y.distance(exact)).isLessThan(1e-3 * exact.norm());
    }

    @Test
    void upwindIsRefused() {
        assertThatThrownBy(() -> small(1, Derivative.UPWIND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("derivative must be fourier or centred, found upwind");
    }
}
