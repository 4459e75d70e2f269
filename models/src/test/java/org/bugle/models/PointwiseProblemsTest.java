package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Figures of the spec `randomized-rk` E4, E7, R6.
class PointwiseProblemsTest {
    static MatrixProblem allenCahn(int points, AllenCahn.Initial initial) {
        return new AllenCahn(points, 0.01, initial).problem(1);
    }

    @Tag("slow")
    @Test
    void allenCahnEndsAtTheNormOfTheSpecAndAtRank10NearIt() {
        MatrixProblem allenCahn = allenCahn(256, AllenCahn.Initial.TANGENTS);
        LowRankMatrix exact = new FullReference(1e-9, Long.MAX_VALUE).at(allenCahn, 10);
        assertThat(exact.norm()).isCloseTo(232.683, within(5e-4));
        double error = Methods.error(allenCahn, "augmented", 10, Substep.rk4(), 500, exact);
        assertThat(error / exact.norm()).isLessThan(1e-4);

        InterpolationLog log = new InterpolationLog();
        MatrixEquation found = InterpolatedEquation.in(allenCahn.equation(), 1e-8, log);
        var bug = new AugmentedBug(Truncation.toRank(10), Substep.rk4());
        LowRankMatrix y = allenCahn.start().ofRank(10);
        for (int k = 0; k < 500; k++) {
            y = bug.step(found, new Span(k, 0, 0.02 * k, 0.02), y).value();
        }
        assertThat(y.distance(exact)).isLessThan(1.01 * error);
        assertThat(log.account().built()).isGreaterThanOrEqualTo(2000);
    }

    @Test // it is a gradient flow
    void allenCahnLosesEnergy() {
        MatrixProblem allenCahn = allenCahn(48, AllenCahn.Initial.SINES);
        var energy = allenCahn.observables().getFirst().quantity();
        double last = energy.of(0, allenCahn.start().full());
        for (double t : new double[] {1, 3, 6}) {
            double next = energy.of(t, FullReference.ofTightTolerance().at(allenCahn, t));
            assertThat(next).isLessThan(last);
            last = next;
        }
    }

    @Test // ε (M u + u M) + u − u³ = −∇E/Δx²
    void allenCahnIsTheGradientOfItsEnergy() {
        MatrixProblem allenCahn = allenCahn(16, AllenCahn.Initial.TANGENTS);
        var energy = allenCahn.observables().getFirst().quantity();
        double cell = Math.pow(allenCahn.rows().spacing(), 2);
        LowRankMatrix y = allenCahn.start().full();
        LowRankMatrix z = allenCahn(16, AllenCahn.Initial.SINES).start().full();
        double h = 1e-4;
        double slope =
                (energy.of(0, y.plus(z.times(h))) - energy.of(0, y.plus(z.times(-h)))) / (2 * h);
        double expected =
                -cell
                        * z.u().times(z.s())
                                .inner(allenCahn.equation().evaluate(0, y).apply(z.v()))
                                .re();
        assertThat(slope).isCloseTo(expected, Percentage.withPercentage(1e-4));
    }

    @Test
    void nonlinearSchroedingerHasTheStartOfTheSpecAndKeepsItsNorm() {
        MatrixProblem large =
                new NonlinearSchroedinger(
                                100, 0.3, 10, List.of(60.0, 50.0), List.of(50.0, 40.0), 30, 1e-9)
                        .problem(1);
        assertThat(large.start().full().norm()).isCloseTo(20.7300, within(5e-5));
        assertThat(large.start().full().rank()).isEqualTo(32);

        MatrixProblem small =
                new NonlinearSchroedinger(
                                40, 0.3, 5, List.of(24.0, 20.0), List.of(20.0, 16.0), 16, 1e-9)
                        .problem(1);
        LowRankMatrix end = FullReference.ofTightTolerance().at(small, 2);
        assertThat(end.norm()).isCloseTo(10.952317858, within(5e-9));
        assertThat(Methods.best(end, 14)).isCloseTo(4.04e-6, within(5e-9));
    }
}
