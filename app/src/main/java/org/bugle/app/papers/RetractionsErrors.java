package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.MatrixProblem;

import java.util.List;
import java.util.function.Supplier;

/// A problem of the retractions paper at a rank: rows are methods, columns numbers of steps.
record RetractionsErrors(
        Chart chart,
        Supplier<MatrixProblem> problem,
        Supplier<LowRankMatrix> start,
        List<Double> steps) {
    private static final double ONE_PERCENT = 0.01;
    private static final Source REFERENCE = Source.REFERENCE;

    static RetractionsErrors of(
            Chart chart, Supplier<MatrixProblem> problem, int rank, List<Double> steps) {
        return new RetractionsErrors(
                chart, problem, () -> problem.get().start().ofRank(rank), steps);
    }

    RetractionsErrors from(Supplier<LowRankMatrix> other) {
        return new RetractionsErrors(chart, problem, other, steps);
    }

    int rank() {
        return start.get().rank();
    }

    Case row(ManifoldMethods method, double... figures) {
        return row(method, Case.near(ONE_PERCENT, figures));
    }

    Case row(ManifoldMethods method, List<Criterion> expected) {
        return Case.curve(
                        chart, method.toString(), REFERENCE, steps, expected, n -> error(method, n))
                .taking(2);
    }

    Case at(ManifoldMethods method, double n, Criterion expected) {
        return Case.curve(
                        chart,
                        method.toString(),
                        REFERENCE,
                        List.of(n),
                        List.of(expected),
                        steps -> error(method, steps))
                .taking(2);
    }

    double error(ManifoldMethods method, double n) {
        return error(method.integrator(), n);
    }

    double error(MatrixIntegrator integrator, double n) {
        MatrixProblem p = problem.get();
        return Lab.run(p, start.get(), integrator, (int) n).distance(Lab.exact(p));
    }

    /// The error, or infinity where the method gives up.
    double lasting(ManifoldMethods method, double n) {
        try {
            return error(method, n);
        } catch (ArithmeticException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    Case best(double figure) {
        return Case.of(
                "best error, " + chart.title(),
                new Criterion.Near(figure, ONE_PERCENT),
                REFERENCE,
                _ -> Lab.best(Lab.exact(problem.get()), rank()));
    }

    Case diverges(ManifoldMethods method, double n, double bound) {
        return Case.of(
                "%s: %s diverges or gives up, error at steps = %.0f"
                        .formatted(chart.title(), method, n),
                new Criterion.AtLeast(bound),
                REFERENCE,
                _ -> lasting(method, n));
    }
}
