package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Orders of convergence on the problems with closed forms, and these forms themselves. Their
/// figures are claims of `bugle reproduce midpoint-bug`.
class ClosedFormsTest {
    @ParameterizedTest
    @CsvSource({
        "bug, 1",
        "parallel-1, 1",
        "3r, 2",
        "strang, 2",
        "parallel-2, 2",
        "augmented, 2",
        "lie, 2",
    })
    void ordersOnM1(String method, double order) {
        for (int steps = 8; steps < 64; steps *= 2) {
            double ratio = error(method, steps) / error(method, 2 * steps);
            assertThat(Math.log(ratio) / Math.log(2)).isCloseTo(order, within(0.15));
        }
    }

    private static double error(String method, int steps) {
        MatrixProblem m1 = Presets.m1();
        LowRankMatrix exact = Methods.exact(m1, m1.endTime());
        return Methods.error(m1, method, m1.rank(), Substep.rk4(4), steps, exact);
    }

    @Test // independent of the closed forms
    void closedFormsSolveTheirEquations() {
        for (MatrixProblem problem :
                List.of(Presets.m1(), Presets.m2(), Presets.m3(), Presets.m4(), Presets.heat(8))) {
            LowRankMatrix full = FullReference.ofTightTolerance().at(problem, problem.endTime());
            LowRankMatrix exact = Methods.exact(problem, problem.endTime());
            assertThat(full.distance(exact)).isLessThan(1e-10 * exact.norm());
            Matrix start = problem.start().full().toDense();
            assertThat(Methods.exact(problem, 0).toDense().minus(start).norm())
                    .isLessThan(1e-13 * start.norm());
        }
    }
}
