package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Derivative;
import org.bugle.models.MatrixProblem;
import org.bugle.models.SuOlson;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The Su–Olson benchmark of radiation and material.
final class GapSuOlson {
    private static final List<Double> PLACES =
            List.of(0.01, 0.17783, 0.45, 0.5, 0.75, 1.0, 1.77828);

    /// How well the published tables agree with each other.
    private static final double AGREEMENT = 2e-4;

    private static final double CELL = 0.02;

    private static final int MOMENTS = 127;

    private GapSuOlson() {}

    private static final Chart RADIATION =
            new Chart("Su–Olson, radiation", Axis.linear("x"), Axis.linear("U"));

    private static final Chart MATERIAL =
            new Chart("Su–Olson, material", Axis.linear("x"), Axis.linear("V"));

    static Experiment a5() {
        List<Case> cases = new ArrayList<>();
        Table early = Table.of(1, 0.1, 2, 3);
        cases.add(early.radiation(.09532, .09532, .08824, .04766, 0, 0, 0));
        Table later = Table.of(1, 0.31623, 2, 3);
        cases.add(later.radiation(.27529, .27529, .20313, .13765, .00279, 0, 0));
        Table one = Table.of(1, 1, 2, 3);
        cases.add(one.radiation(.64315, .61963, .44711, .35808, .11432, .03647, 0));
        cases.add(one.material(.27131, .26264, .18826, .14192, .03014, .00625, 0));
        Table three = Table.of(1, 3.16228, 4, 5);
        cases.add(three.radiation(1.20069, 1.16204, .90953, .79903, .44675, .27540, .05967));
        cases.add(three.material(.94687, .91540, .70288, .60493, .30656, .17519, .02935));
        Table ten = Table.of(1, 10, 11, 20);
        cases.add(ten.radiation(2.23582, 2.18356, 1.86076, 1.73182, 1.27398, .98782, .45016));
        cases.add(ten.material(2.11192, 2.06065, 1.74297, 1.61539, 1.16591, .88991, .38688));
        Table halfOne = Table.of(0.5, 1, 2, 3);
        cases.add(halfOne.radiation(.72807, .69979, .50315, .40803, .13757, .04395, 0));
        Table halfThree = Table.of(0.5, 3.16228, 4, 5);
        cases.add(halfThree.radiation(1.28155, 1.24208, .98600, .87478, .51563, .33319, .08229));
        Table halfTen = Table.of(0.5, 10, 11, 20);
        cases.add(halfTen.radiation(2.26480, 2.21303, 1.89263, 1.76430, 1.30948, 1.02559, .48739));
        Table lowRank = lowRank();
        cases.add(lowRank.radiation(.64315, .61963, .44711, .35808, .11432, .03647, 0));
        return new Experiment("A5", "Su–Olson", cases);
    }

    /// @param seconds that the solution takes, about
    private record Table(
            String name, MatrixProblem problem, Supplier<LowRankMatrix> solution, int seconds) {
        /// By Fourier modes.
        static Table of(double absorbedPart, double time, double halfLength, int seconds) {
            MatrixProblem problem = problemOf(absorbedPart, halfLength);
            return new Table(
                    "c_a = %s, τ = %s".formatted(absorbedPart, time),
                    problem,
                    new Lazy<>(() -> Lab.exact(problem, time)),
                    seconds);
        }

        Case radiation(double... figures) {
            return of(RADIATION, "radiation-energy", figures);
        }

        Case material(double... figures) {
            return of(MATERIAL, "material-energy", figures);
        }

        private Case of(Chart chart, String field, double... figures) {
            return Case.curve(
                            chart,
                            name,
                            Source.REFERENCE,
                            PLACES,
                            GapPlane.around(AGREEMENT, figures),
                            x -> interpolated(problem, field, solution.get(), x))
                    .taking(seconds);
        }
    }

    private static MatrixProblem problemOf(double absorbedPart, double halfLength) {
        int cells = (int) Math.round(2 * halfLength / CELL);
        return new SuOlson(
                        cells,
                        MOMENTS,
                        halfLength,
                        absorbedPart,
                        1,
                        0.5,
                        10,
                        Derivative.FOURIER,
                        10)
                .problem(1);
    }

    /// By the rank-adaptive BUG integrator.
    private static Table lowRank() {
        MatrixProblem problem = problemOf(1, 2);
        Truncation truncation = new Truncation.Tail(0, 1e-6, 1, 60);
        AugmentedBug bug = new AugmentedBug(truncation, Substep.rk4());
        return new Table(
                "c_a = 1, τ = 1, augmented BUG",
                problem,
                new Lazy<>(() -> Lab.run(problem, problem.start().by(truncation), bug, 200, 1)),
                5);
    }

    /// The trigonometric interpolant of a field.
    private static double interpolated(
            MatrixProblem problem, String name, LowRankMatrix y, double x) {
        Matrix values =
                problem.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .of()
                        .apply(y);
        int n = values.rows();
        double period = n * problem.rows().spacing();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double s = Math.PI * (x - problem.rows().point(i)) / period;
            double kernel = Math.abs(Math.sin(s)) < 1e-14 ? 1 : Math.sin(n * s) / Math.tan(s) / n;
            sum += values.get(i, 0) * kernel;
        }
        return sum;
    }
}
