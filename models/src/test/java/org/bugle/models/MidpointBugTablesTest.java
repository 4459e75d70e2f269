package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// The tables M1–M7 of the spec `midpoint-bug` §7.
class MidpointBugTablesTest {
    static final Percentage ONE_PERCENT = Percentage.withPercentage(1);

    static final Problem M1 = Presets.m1();
    static final Problem M2 = Presets.m2();
    static final Problem M3 = Presets.m3();
    static final Problem M4 = Presets.m4();

    @ParameterizedTest
    @CsvSource({
        "bug, 8.477e-3, 4.283e-3, 2.154e-3, 1.080e-3",
        "augmented, 1.333e-3, 3.332e-4, 8.325e-5, 2.080e-5",
        "parallel-1, 8.863e-3, 4.370e-3, 2.174e-3, 1.085e-3",
        "3r, 2.982e-4, 7.444e-5, 1.859e-5, 4.644e-6",
        "3r-fixed, 2.984e-4, 7.445e-5, 1.859e-5, 4.644e-6",
        "parallel-2, 2.659e-3, 6.654e-4, 1.664e-4, 4.160e-5",
        "lie, 1.258e-4, 3.166e-5, 7.928e-6, 1.983e-6",
        "strang, 3.165e-5, 7.927e-6, 1.983e-6, 4.957e-7",
    })
    void m1(String method, double n8, double n16, double n32, double n64) {
        LowRankMatrix exact = Methods.exact(M1, 1);
        assertThat(exact.norm()).isCloseTo(0.7707171642, within(1e-10));
        assertRow(M1, method, 4, List.of(8, 16, 32, 64), List.of(n8, n16, n32, n64));
    }

    @ParameterizedTest // the dropped columns of 4r leave the span of 3r (pitfalls of the spec)
    @CsvSource({"8", "16", "32", "64"})
    void m1WithAll4rIsNoWorseThanWith3r(int steps) {
        assertThat(error(M1, "4r", 4, steps)).isLessThan(1.1 * error(M1, "3r", 4, steps));
    }

    @ParameterizedTest
    @CsvSource({
        "augmented, 3.522e-4, 2.666e-4, 6.665e-5, 1.666e-5, 4.164e-6",
        "3r, 4.819e-5, 4.316e-5, 1.084e-5, 2.709e-6, 6.771e-7",
        "bug, 1.381e-2, 1.660e-3, 8.342e-4, 4.183e-4, 2.094e-4",
        "strang, 2.354e-5, 6.754e-6, 1.690e-6, 4.226e-7, 1.057e-7",
    })
    void m2(String method, double n8, double n16, double n32, double n64, double n128) {
        assertRow(M2, method, 4, List.of(8, 16, 32, 64, 128), List.of(n8, n16, n32, n64, n128));
    }

    @Test // from n = 128 on it is limited by rounding
    void m2OfTheSecondOrderParallelMethod() {
        assertRow(
                M2,
                "parallel-2",
                4,
                List.of(8, 16, 32, 64),
                List.of(2.682e-4, 3.366e-5, 4.250e-6, 5.452e-7));
    }

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
            double ratio = error(M1, method, 4, steps) / error(M1, method, 4, 2 * steps);
            assertThat(Math.log(ratio) / Math.log(2)).isCloseTo(order, within(0.15));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3r, 2.126e-2, 5.109e-3, 1.269e-3, 3.165e-4",
        "3r-fixed, 2.126e-2, 5.109e-3, 1.269e-3, 3.165e-4",
        "parallel-1, 2.193e-1, 5.649e-2, 1.417e-2, 3.537e-3",
        "parallel-2, 1.760e-4, 5.874e-6, 1.890e-7, 5.98e-9",
    })
    void m3(String method, double n4, double n8, double n16, double n32) {
        LowRankMatrix exact = Methods.exact(M3, 1);
        assertThat(exact.norm()).isCloseTo(8.591187, within(5e-7));
        assertRow(M3, method, 20, List.of(4, 8, 16, 32), List.of(n4, n8, n16, n32));
    }

    @ParameterizedTest // exact up to quadrature
    @CsvSource({"bug", "augmented", "lie", "strang"})
    void m3IsExactForMethodsThatFollowAGivenMatrix(String method) {
        assertThat(error(M3, method, 20, 4)).isLessThan(3e-9);
        assertThat(error(M3, method, 20, 32)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "bug, 6.669e-3, 3.834e-3, 2.021e-3, 1.036e-3",
        "augmented, 9.06e-5, 2.69e-5, 2.74e-5, 7.55e-6",
        "parallel-1, 1.685e-1, 8.418e-2, 4.207e-2, 2.103e-2",
        "parallel-2, 4.9e-4, 9.93e-5, 7.3e-5, 1.52e-5",
        "lie, 2.846e-5, 2.772e-5, 2.661e-5, 2.491e-5",
        "strang, 2.772e-5, 2.661e-5, 2.491e-5, 2.297e-5",
    })
    void m4(String method, double n5, double n10, double n20, double n40) {
        assertThat(Methods.best(Methods.exact(M4, 1), 8)).isCloseTo(1.697e-7, ONE_PERCENT);
        assertRow(M4, method, 4, List.of(5, 10, 20, 40), List.of(n5, n10, n20, n40));
    }

    @ParameterizedTest // figures of the spec hold to a factor 2, and are bounds
    @CsvSource({"3r, 8.9e-6, 2.7e-6, 7e-7, 7e-7", "4r, 1.4e-6, 4e-7, 3e-7, 4e-7"})
    void m4OfTheMidpointMethods(String method, double n5, double n10, double n20, double n40) {
        List<Double> figures = List.of(n5, n10, n20, n40);
        for (int i = 0; i < 4; i++) {
            double error = error(M4, method, 4, 5 << i);
            assertThat(error).isLessThan(4 * figures.get(i));
            if (i < 2) { // the spec's bar
                double augmented = error(M4, "augmented", 4, 5 << i);
                assertThat(error).isLessThan((method.equals("4r") ? 0.1 : 1) * augmented);
            }
        }
    }

    /// The start has rank 1. What fills a basis of rank 10 decides the errors of the first-order
    /// methods (augmented, n = 4: 1.3e-3 with Krylov directions, 2.0e-2 with unit vectors, 9.5e-2
    /// and 4.4e-2 with the rounding of two SVDs, 4.1e-2 in the spec), but not those of 4r.
    @Test
    void m5() {
        Problem landau = Presets.landau(List.of(32, 64), 0.5);
        LowRankMatrix exact = FullReference.ofTightTolerance().at(landau, 2);
        assertThat(Methods.best(exact, 10)).isCloseTo(1.007e-3 * exact.norm(), ONE_PERCENT);
        assertThat(observed(landau, "electric-energy", exact)).isCloseTo(0.3760698, within(1e-7));
        assertThat(observed(landau, "electric-energy", landau.start().full()))
                .isCloseTo(3.141593, within(1e-6));
        assertThat(observed(landau, "mass", exact)).isCloseTo(12.56637, within(1e-5));

        LowRankMatrix rounding =
                LowRankMatrix.ofDense(landau.start().full().toDense(), Truncation.toRank(10));
        List<Double> figures = List.of(1.25e-3, 1.41e-3, 1.58e-3, 1.68e-3);
        for (int i = 0; i < 4; i++) {
            int steps = 4 << i;
            double midpoint = m5(landau, landau.start().ofRank(10), "4r", steps, exact);
            assertThat(midpoint).isCloseTo(figures.get(i), ONE_PERCENT);
            if (i < 2) { // the spec's bar, from a start like the spec's
                assertThat(m5(landau, rounding, "4r", steps, exact))
                        .isLessThan(0.2 * m5(landau, rounding, "augmented", steps, exact));
            }
        }
    }

    private static double m5(
            Problem landau, LowRankMatrix start, String method, int steps, LowRankMatrix exact) {
        var integrator = Methods.of(method, Truncation.toRank(10), Substep.rk4(64 / steps));
        return Methods.run(landau, start, integrator, steps).distance(exact) / exact.norm();
    }

    /// Errors of one step depend on the directions that pad the start of rank 2 (BUG 9.7e-4 and
    /// 1.26e-3), but not those of 4r.
    @Test
    void m6HasNoRestrictionOfTheStep() {
        Problem heat = Presets.heat(32);
        LowRankMatrix exact = Methods.exact(heat, 0.1);
        assertThat(exact.norm()).isCloseTo(3.0600653, within(1e-7));
        double best = Methods.best(exact, 8) / exact.norm();
        assertThat(best).isCloseTo(1.0266e-5, ONE_PERCENT);
        for (int steps = 1; steps <= 16; steps *= 2) {
            double error = Methods.error(heat, "4r", 8, Substep.exponential(), steps, exact);
            assertThat(error / exact.norm()).isCloseTo(1.027e-5, ONE_PERCENT);
        }
        for (String method : List.of("augmented", "3r")) {
            double error = Methods.error(heat, method, 8, Substep.exponential(), 4, exact);
            assertThat(error / exact.norm()).isCloseTo(1.027e-5, ONE_PERCENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4r, 1e-4, 4, 7, 2.3e-8, 1.4e-8, 5.36e-4",
        "4r, 1e-6, 5, 11, 6e-12, 1.2e-11, 3.89e-6",
        "4r, 1e-8, 6, 13, 3.5e-12, 2.1e-11, 2.50e-8",
        "augmented, 1e-4, 4, 7, 2.3e-8, 1.4e-8, 5.36e-4",
        "augmented, 1e-6, 5, 11, 6e-12, 1.2e-11, 3.89e-6",
        "augmented, 1e-8, 6, 13, 3.5e-12, 2.1e-11, 2.50e-8",
    })
    void m7(
            String method,
            double tolerance,
            int rankBefore,
            int rankAfter,
            double normDrift,
            double energyDrift,
            double figure) {
        Problem lattice = Presets.lattice(64, LatticeSchroedinger.Initial.SMOOTH);
        LowRankMatrix exact = FullReference.ofTightTolerance().at(lattice, 1);
        assertThat(observed(lattice, "energy", lattice.start().full()))
                .isCloseTo(0.1017295, within(5e-8));

        Truncation truncation = Truncation.absolute(tolerance);
        LowRankMatrix start = lattice.start().by(truncation);
        LowRankMatrix end =
                Methods.run(lattice, start, Methods.of(method, truncation, Substep.rk4(4)), 20);
        assertThat(start.rank()).isEqualTo(rankBefore);
        assertThat(end.rank()).isEqualTo(rankAfter);
        assertThat(Math.abs(end.norm() - start.norm())).isLessThan(1.05 * normDrift);
        assertThat(Math.abs(observed(lattice, "energy", end) - observed(lattice, "energy", start)))
                .isLessThan(1.05 * energyDrift);
        assertThat(end.distance(exact) / exact.norm())
                .isCloseTo(figure, Percentage.withPercentage(method.equals("4r") ? 1 : 2));
    }

    private static double observed(Problem problem, String name, LowRankMatrix y) {
        return problem.observables().stream()
                .filter(observable -> observable.name().equals(name))
                .findFirst()
                .orElseThrow()
                .quantity()
                .of(problem.endTime(), y);
    }

    private static double error(Problem problem, String method, int substeps, int steps) {
        return Methods.error(
                problem,
                method,
                problem.rank(),
                Substep.rk4(substeps),
                steps,
                Methods.exact(problem, problem.endTime()));
    }

    private static void assertRow(
            Problem problem,
            String method,
            int substeps,
            List<Integer> steps,
            List<Double> figures) {
        for (int i = 0; i < steps.size(); i++) {
            assertThat(error(problem, method, substeps, steps.get(i)))
                    .as("%s, n = %d", method, steps.get(i))
                    .isCloseTo(figures.get(i), ONE_PERCENT);
        }
    }

    @Test // independent of the closed forms
    void closedFormsSolveTheirEquations() {
        for (Problem problem : List.of(M1, M2, M3, M4, Presets.heat(8))) {
            LowRankMatrix full = FullReference.ofTightTolerance().at(problem, problem.endTime());
            LowRankMatrix exact = Methods.exact(problem, problem.endTime());
            assertThat(full.distance(exact)).isLessThan(1e-10 * exact.norm());
            Matrix start = problem.start().full().toDense();
            assertThat(Methods.exact(problem, 0).toDense().minus(start).norm())
                    .isLessThan(1e-13 * start.norm());
        }
    }
}
