package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeFinderTest {
    private static final double ROUNDING = 1e-13;

    @ParameterizedTest
    @CsvSource({
        "160, 900, 1e16, false, 1e-12",
        "300, 200, 1e16, true, 1e-10",
        "200, 200, 1e16, false, 1e-4",
        "200, 200, 1e40, false, 1e-13",
        "50, 3000, 1e16, false, 1e-1"
    })
    void remainderIsBelowTheTolerance(
            int m, int n, double condition, boolean complex, double tolerance) {
        Matrix a = SvdLeadingTest.graded(m, n, Math.min(m, n), condition, complex, 9);
        RangeFinder.Range range = RangeFinder.of(a, tolerance, Math.min(m, n)).orElseThrow();
        Matrix q = range.q();
        Matrix one = Matrix.identity(q.cols());
        assertThat(q.adjointTimes(q).minus(complex ? one.toComplex() : one).norm())
                .isLessThan(ROUNDING);
        assertThat(range.b().minus(q.adjointTimes(a)).norm()).isLessThan(ROUNDING);
        double left = a.minus(q.times(range.b())).norm();
        assertThat(range.remainder())
                .isLessThanOrEqualTo(tolerance * a.norm2() * (1 + ROUNDING))
                .isGreaterThan((1 - 1e-9) * left - 10 * Math.ulp(1.0) * a.norm());
    }

    @Test
    void stopsAtTheRank() {
        Matrix a = SvdLeadingTest.graded(200, 600, 17, 100, false, 1);
        RangeFinder.Range range = RangeFinder.of(a, 1e-12, 60).orElseThrow();
        assertThat(range.q().cols()).isEqualTo(17);
    }

    @Test
    void findsNothingWhereTheSpectrumIsFlat() {
        Matrix a = SvdLeadingTest.graded(200, 300, 200, 1.5, false, 2);
        assertThat(RangeFinder.of(a, 1e-6, 66)).isEmpty();
        assertThat(RangeFinder.of(a, 1e-15, 1000)).isEmpty(); // below rounding, at full rank
    }

    @Test // a full basis leaves rounding alone, which lies in its own span
    void endsWhereABlockAddsNoDirection() {
        Matrix a = Cases.random(3, 50, false, 5);
        assertThat(RangeFinder.of(a, 1e-18, 1000)).isEmpty();
    }

    @Test
    void findsNothingInZeroAndWhereSquaresOverflowOrVanish() {
        assertThat(RangeFinder.of(Matrix.zeros(20, 30), 1e-6, 20)).isEmpty();
        Matrix a = SvdLeadingTest.graded(20, 30, 5, 10, false, 2);
        assertThat(RangeFinder.of(a.times(1e-150), 1e-6, 20)).isEmpty();
        assertThat(RangeFinder.of(a.times(1e200), 1e-6, 20)).isEmpty();
    }
}
