package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class LyapunovTest {
    private static MatrixProblem sine(int points, double alpha, double start) {
        return new SineLyapunov(points, alpha, 11, 20, start, false).problem(1);
    }

    @Test // `randomized-rk` R4
    void solutionOfThe64PointsOfTheSpec() {
        LowRankMatrix exact = Methods.exact(sine(64, 1, 0), 1);
        assertThat(exact.norm()).isCloseTo(30.912567816, within(5e-9));
        assertThat(Methods.best(exact, 8))
                .isCloseTo(3.2221675842e-7, Percentage.withPercentage(1e-4));
    }

    @ParameterizedTest // `retractions` R3
    @CsvSource({"1e-5, 5, 63.1638128, 9.997e-7", "1, 5, 63.1733366, 9.996e-6"})
    void laterStartIsTheExactSolutionThere(double alpha, int rank, double norm, double sigma) {
        MatrixProblem problem = sine(128, alpha, 0.1);
        assertThat(problem.startTime()).isEqualTo(0.1);
        assertThat(problem.endTime()).isEqualTo(1.1);
        assertThat(Methods.exact(problem, 1.1).norm()).isCloseTo(norm, within(1e-7));
        assertThat(problem.start().ofRank(rank).singularValues().get(rank - 1))
                .isCloseTo(sigma, Percentage.withPercentage(0.1));
        LowRankMatrix full = FullReference.ofTightTolerance().at(problem, 1.1);
        assertThat(full.distance(Methods.exact(problem, 1.1))).isLessThan(1e-9);
    }

    @Test // spec `retractions`, parity trap: C V = 0 from an odd start and an even source
    void tangentDirectionsOfTheStartDoNotSeeACentredSource() {
        MatrixProblem problem = sine(64, 1, 0);
        LowRankMatrix start = problem.start().full();
        LowRankMatrix zero = start.times(0);
        LowRankMatrix source = new LowRankMatrix(start.u(), zero.s(), start.v());
        var image = problem.equation().evaluate(0, source).apply(start.v());
        assertThat(image.norm()).isLessThan(1e-13);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> sine(4000, 1, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "start must be 0 for more than 2000 points, found 0.1: a later start is the"
                                + " exact, dense solution");
        assertThatThrownBy(() -> new SineLyapunov(16, 1, 11, 20, 0, false).problem(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sines must be below points = 16, found 20");
        assertThatThrownBy(() ->
                        new ShiftedLyapunov(64, 1, List.of(1.0, 2.0, 3.0), 11, 20, 0, false)
                                .problem(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shift must have 2 entries, found 3");
    }
}
