package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.app.run.Numbers;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.randomized.RandomizedRungeKutta;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.integrator.randomized.Sketching;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.MatrixProblem;
import org.bugle.substep.ButcherTableau;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Errors of randomized and of deterministic methods over numbers of steps, on one problem.
///
/// @param exact the solution at the end
/// @param end of the run
record RandomizedMethods(
        Chart chart, MatrixProblem problem, Supplier<LowRankMatrix> exact, double end, int rank) {
    private static final Source REFERENCE = Source.REFERENCE;

    /// The first of the seeds of the portable order.
    static final long PORTABLE = 1000;

    /// Single runs have heavy tails: means are compared up to this factor.
    static final double TAILS = 3;

    RandomizedMethods atRank(int other) {
        return new RandomizedMethods(chart, problem, exact, end, other);
    }

    /// A randomized method.
    record Method(
            String name, ButcherTableau tableau, List<Integer> stageRank, Sketching.Reuse reuse) {
        static Method of(ButcherTableau tableau) {
            return new Method(tableau.name(), tableau, List.of(1), Sketching.Reuse.FRESH);
        }

        static Method wide() {
            return new Method(
                    "wide", ButcherTableau.RK4, RandomizedRungeKutta.WIDE, Sketching.Reuse.FRESH);
        }

        Method constant() {
            return new Method(name + " constant", tableau, stageRank, Sketching.Reuse.CONSTANT);
        }

        RandomizedRungeKutta with(int rank, SketchSource source) {
            return new RandomizedRungeKutta(
                    tableau,
                    stageRank,
                    Truncation.toRank(rank),
                    Sketching.gaussian(source).with(reuse));
        }
    }

    double error(Method method, SketchSource source, int steps) {
        RandomizedRungeKutta integrator = method.with(rank, source);
        LowRankMatrix start = integrator.start(problem.start().full());
        return Lab.run(problem, start, integrator, steps, end).distance(exact.get());
    }

    double error(MatrixIntegrator method, int steps) {
        return Lab.run(problem, problem.start().ofRank(rank), method, steps, end)
                .distance(exact.get());
    }

    /// The figures of the portable seeds.
    Case.Measured portable(Method method, List<Double> steps, List<? extends Criterion> expected) {
        return Case.curve(
                chart,
                method.name() + ", seeds from 1000",
                REFERENCE,
                steps,
                expected,
                n -> error(method, new SketchSource.Sequential(PORTABLE), (int) n));
    }

    /// A method without random numbers.
    Case.Measured deterministic(
            String name,
            IntFunction<MatrixIntegrator> method,
            List<Double> steps,
            List<? extends Criterion> expected) {
        return Case.curve(
                chart,
                name,
                REFERENCE,
                steps,
                expected,
                n -> error(method.apply((int) n), (int) n));
    }

    /// The mean over seeds 1, 2, …, with the least and the largest drawn beside it.
    Case.Measured means(
            Method method,
            int seeds,
            Source source,
            List<Double> steps,
            List<? extends Criterion> expected) {
        String name = "%s r = %d".formatted(method.name(), rank);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            claims.add(
                    new Claim(
                            "%s: %s, mean of %d %s, steps = %s"
                                    .formatted(
                                            chart.title(),
                                            name,
                                            seeds,
                                            seeds == 1 ? "seed" : "seeds",
                                            Numbers.brief(steps.get(i))),
                            expected.get(i),
                            source));
        }
        return Case.of(
                claims, lab -> steps.stream().map(n -> mean(method, seeds, n, name, lab)).toList());
    }

    private double mean(Method method, int seeds, double steps, String name, Lab lab) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            lab.requireTime();
            double error = error(method, new SketchSource.Seeded(seed), (int) steps);
            sum += error;
            least = Math.min(least, error);
            largest = Math.max(largest, error);
        }
        lab.point(chart, name, steps, sum / seeds);
        if (seeds > 5) {
            lab.point(chart, name + ", least", steps, least);
            lab.point(chart, name + ", largest", steps, largest);
        }
        return sum / seeds;
    }

    /// The order that the means over seeds show between two numbers of steps.
    Case.Measured order(Method method, int seeds, int coarse, int fine, Criterion expected) {
        return Case.of(
                "%s: order of %s, mean of %d seeds, %d to %d steps"
                        .formatted(chart.title(), method.name(), seeds, coarse, fine),
                expected,
                REFERENCE,
                lab -> {
                    double first =
                            mean(method, seeds, coarse, method.name() + " for the order", lab);
                    double last = mean(method, seeds, fine, method.name() + " for the order", lab);
                    return Math.log(first / last) / Math.log((double) fine / coarse);
                });
    }

    /// The error of the best approximation of the rank.
    Case.Measured best(double figure, double tolerance) {
        return Case.of(
                "%s: best error of rank %d".formatted(chart.title(), rank),
                new Criterion.Near(figure, tolerance),
                REFERENCE,
                _ -> Lab.best(exact.get(), rank));
    }

    /// The norm of the solution.
    Case.Measured norm(double figure, double tolerance) {
        return Case.of(
                "%s: norm of the solution".formatted(chart.title()),
                new Criterion.Near(figure, tolerance),
                REFERENCE,
                _ -> exact.get().norm());
    }

    static List<Criterion> within(double factor, double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            criteria.add(Criterion.withinFactor(figure, factor));
        }
        return criteria;
    }

    static List<Double> steps(int... numbers) {
        List<Double> result = new ArrayList<>();
        for (int number : numbers) {
            result.add((double) number);
        }
        return result;
    }

    /// A value that is made once, when it is first wanted.
    static Supplier<LowRankMatrix> once(Supplier<LowRankMatrix> make) {
        return new Supplier<>() {
            private Optional<LowRankMatrix> made = Optional.empty();

            @Override
            public synchronized LowRankMatrix get() {
                if (made.isEmpty()) {
                    made = Optional.of(make.get());
                }
                return made.get();
            }
        };
    }
}
