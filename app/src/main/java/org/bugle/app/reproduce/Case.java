package org.bugle.app.reproduce;

import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// Claims that one piece of work measures together.
public sealed interface Case {
    /// What is longer is left out unless the full set is asked for.
    int QUICK_SECONDS = 60;

    List<Claim> claims();

    /// Work that measures one number for every claim, in their order.
    @FunctionalInterface
    interface Measurement {
        List<Double> measure(Lab lab);
    }

    /// A case that can be run.
    ///
    /// @param seconds that it takes on two cores, about
    record Measured(List<Claim> claims, int seconds, Measurement measurement) implements Case {
        public Measured {
            claims = List.copyOf(claims);
        }

        /// The same case where it takes more than a second.
        public Measured taking(int newSeconds) {
            return new Measured(claims, newSeconds, measurement);
        }

        public boolean isQuick() {
            return seconds <= QUICK_SECONDS;
        }
    }

    /// A case that cannot be run here.
    ///
    /// @param reason one sentence
    record NotRun(List<Claim> claims, String reason) implements Case {
        public NotRun {
            claims = List.copyOf(claims);
        }
    }

    /// One claim.
    static Measured of(
            String claim, Criterion criterion, Source source, ToDoubleFunction<Lab> measure) {
        return of(
                List.of(new Claim(claim, criterion, source)),
                lab -> List.of(measure.applyAsDouble(lab)));
    }

    /// Several claims of one measurement.
    static Measured of(List<Claim> claims, Measurement measurement) {
        return new Measured(claims, 1, measurement);
    }

    /// A row of a table that is also a curve of a figure: one claim `name, x-axis = x` for every x.
    ///
    /// @param expected a criterion for every x
    /// @throws IllegalArgumentException if there are not as many criteria as x
    static Measured curve(
            Chart chart,
            String name,
            Source source,
            List<Double> xs,
            List<? extends Criterion> expected,
            DoubleUnaryOperator measure) {
        if (xs.size() != expected.size()) {
            throw new IllegalArgumentException(
                    "Case.curve '%s': %d x for %d criteria"
                            .formatted(name, xs.size(), expected.size()));
        }
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            claims.add(
                    new Claim(
                            "%s: %s, %s = %s"
                                    .formatted(
                                            chart.title(),
                                            name,
                                            chart.x().name(),
                                            Numbers.brief(xs.get(i))),
                            expected.get(i),
                            source));
        }
        return of(
                claims,
                lab -> {
                    List<Double> values = new ArrayList<>();
                    for (double x : xs) {
                        lab.requireTime();
                        double value = measure.applyAsDouble(x);
                        lab.point(chart, name, x, value);
                        values.add(value);
                    }
                    return values;
                });
    }

    /// One claim that cannot be checked here.
    static NotRun notRun(String claim, Criterion criterion, Source source, String reason) {
        return new NotRun(List.of(new Claim(claim, criterion, source)), reason);
    }

    /// Figures with one relative tolerance.
    static List<Criterion> near(double tolerance, double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            criteria.add(new Criterion.Near(figure, tolerance));
        }
        return criteria;
    }

    /// Upper bounds.
    static List<Criterion> atMost(double... bounds) {
        List<Criterion> criteria = new ArrayList<>();
        for (double bound : bounds) {
            criteria.add(new Criterion.AtMost(bound));
        }
        return criteria;
    }
}
