package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReactionDiffusionTest {
    private static ReactionDiffusion of(String reaction, Boundary boundary, String initial) {
        return new ReactionDiffusion(24, 3, 0.1, reaction, 2, boundary, initial);
    }

    @ParameterizedTest // against the five-point stencil, entry by entry
    @EnumSource(Boundary.class)
    void theEquationIsItsFormula(Boundary boundary) {
        MatrixProblem problem =
                of("alpha*sin(y) - y^3", boundary, "exp(-x^2) + x*y/alpha").problem(1);
        LowRankMatrix y = problem.start().full();
        double h = boundary == Boundary.PERIODIC ? 3.0 / 24 : 3.0 / 25;
        Matrix f = problem.equation().evaluate(0, y).apply(Matrix.identity(24));
        Matrix dense = y.toDense();
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 24; j++) {
                double x0 = problem.rows().point(i);
                double y0 = problem.columns().point(j);
                double value = Math.exp(-x0 * x0) + x0 * y0 / 2;
                assertThat(dense.get(i, j))
                        .isCloseTo(value, org.assertj.core.api.Assertions.within(1e-12));
                double sum = -4 * value;
                for (int[] d : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                    int a = i + d[0];
                    int b = j + d[1];
                    boolean inside = Math.min(a, b) >= 0 && Math.max(a, b) < 24;
                    if (inside || boundary == Boundary.PERIODIC) {
                        sum += dense.get((a + 24) % 24, (b + 24) % 24);
                    }
                }
                double expected = 0.1 * sum / (h * h) + 2 * Math.sin(value) - value * value * value;
                assertThat(f.get(i, j))
                        .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-9));
            }
        }
    }

    @Test // the cubic as a formula and as a polynomial
    void theDefaultIsTheAllenCahnEquationOnAPeriodicGrid() {
        MatrixProblem own =
                new ReactionDiffusion(
                                32,
                                2 * Math.PI,
                                0.01,
                                "alpha*y - y^3",
                                1,
                                Boundary.PERIODIC,
                                "sin(x)*sin(y)")
                        .problem(1);
        LowRankMatrix end = FullReference.ofTightTolerance().at(own, 1);
        assertThat(end.norm()).isBetween(0.5 * own.start().full().norm() * Math.E / 2, 32.0);
    }

    @Test
    void badFormulasAreRefused() {
        assertThatThrownBy(() -> of("y - z", Boundary.ZERO, "x"))
                .hasMessageStartingWith("reaction: 'y - z' at position 5: unknown name 'z'");
        assertThatThrownBy(() -> of("y", Boundary.PERIODIC, "1/x").problem(1))
                .hasMessage("initial: '1/x' is Infinity at x = 0.0, y = 0.0");
    }

    @Tag("slow")
    @Test // n = 4096, rank 20, 100 steps of 5e-5: the error is that of the exact nonlinearity
    void interpolationKeepsTheErrorOfTheExactNonlinearity() {
        MatrixProblem problem = new AllenCahn(4096, 0.01, AllenCahn.Initial.TANGENTS).problem(1);
        InterpolationLog log = new InterpolationLog();
        MatrixEquation found = InterpolatedEquation.in(problem.equation(), 1e-8, log);
        LowRankMatrix interpolated = run(problem, found, 20);
        LowRankMatrix exact = run(problem, problem.equation(), 20);
        LowRankMatrix reference = run(problem, found, 40);
        double error = interpolated.distance(reference) / reference.norm();
        double exactError = exact.distance(reference) / reference.norm();
        assertThat(error).isLessThan(2 * exactError);
        assertThat(interpolated.distance(exact)).isLessThan(0.1 * exact.distance(reference));
        assertThat(log.account().capped()).isZero();
    }

    private static LowRankMatrix run(MatrixProblem problem, MatrixEquation equation, int rank) {
        var bug = new AugmentedBug(Truncation.toRank(rank), Substep.rk4());
        LowRankMatrix y = problem.start().ofRank(rank);
        for (int k = 0; k < 100; k++) {
            y = bug.step(equation, new Span(k, 0, 5e-5 * k, 5e-5), y).value();
        }
        return y;
    }
}
