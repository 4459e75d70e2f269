package org.bugle.models.own;

import org.bugle.models.Axis;
import org.bugle.models.formula.Formula;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a variable of the domain is discretised. Bounds are numbers or formulas of numbers.
///
/// @param method `fourier` or `differences` for periodic variables, `differences` or `chebyshev`
///   for intervals; the first of each where it is left out
/// @param order of differences; 4 where it is left out
/// @param ends of an interval; `dirichlet` where it is left out
@Named(value = "coordinate", doc = "a variable of the domain")
public record Coordinate(
        @Key(doc = "[lo, hi] of a periodic variable; numbers or formulas such as 2*pi")
                Optional<List<String>> periodic,
        @Key(doc = "[lo, hi] of a variable with two ends; numbers or formulas")
                Optional<List<String>> interval,
        @Key(doc = "number of grid points", min = 3) int points,
        @Key(
                        doc =
                                "fourier or differences where periodic, differences or chebyshev on"
                                        + " an interval; the first of these where it is left out")
                Optional<Method> method,
        @Key(doc = "order of differences, 2, 4 or 6; 4 where it is left out")
                Optional<Integer> order,
        @Key(
                        doc =
                                "what holds at the ends of an interval: the unknown is 0, its"
                                        + " derivative is 0, or nothing (chebyshev only); dirichlet"
                                        + " where it is left out")
                Optional<Ends> ends) {
    private static final List<Integer> ORDERS = List.of(2, 4, 6);

    /// How derivatives are approximated.
    public enum Method {
        FOURIER,
        DIFFERENCES,
        CHEBYSHEV
    }

    /// What holds at the ends of an interval.
    public enum Ends {
        DIRICHLET,
        NEUMANN,
        FREE
    }

    /// @throws IllegalArgumentException if keys exclude each other
    public Coordinate {
        if (periodic.isPresent() == interval.isPresent()) {
            throw new IllegalArgumentException(
                    periodic.isPresent()
                            ? "periodic and interval exclude each other"
                            : "neither periodic nor interval is given; give [lo, hi] for one");
        }
        requireTwo("periodic", periodic);
        requireTwo("interval", interval);
        Method chosen = method.orElse(periodic.isPresent() ? Method.FOURIER : Method.DIFFERENCES);
        if (chosen == (periodic.isPresent() ? Method.CHEBYSHEV : Method.FOURIER)) {
            throw new IllegalArgumentException(
                    periodic.isPresent()
                            ? "a periodic variable has the method fourier or differences, found"
                                    + " chebyshev"
                            : "an interval has the method differences or chebyshev, found fourier");
        }
        boolean differences = chosen == Method.DIFFERENCES;
        if (!differences && order.isPresent()) {
            throw new IllegalArgumentException(
                    "order belongs to the method differences; leave it out");
        }
        if (order.isPresent() && !ORDERS.contains(order.get())) {
            throw new IllegalArgumentException("order must be 2, 4 or 6, found " + order.get());
        }
        if (periodic.isPresent() && ends.isPresent()) {
            throw new IllegalArgumentException("a periodic variable has no ends; leave ends out");
        }
        if (differences && ends.equals(Optional.of(Ends.FREE))) {
            throw new IllegalArgumentException(
                    "differences want the ends dirichlet or neumann, found free");
        }
        method = Optional.of(chosen);
        if (differences) {
            order = Optional.of(order.orElse(4));
        }
        if (interval.isPresent()) {
            ends = Optional.of(ends.orElse(Ends.DIRICHLET));
        }
    }

    private static void requireTwo(String key, Optional<List<String>> bounds) {
        if (bounds.isPresent() && bounds.get().size() != 2) {
            throw new IllegalArgumentException(
                    "%s must be [lo, hi], found %d numbers".formatted(key, bounds.get().size()));
        }
    }

    /// A periodic variable by Fourier.
    public static Coordinate periodic(double lo, double hi, int points) {
        return new Coordinate(
                Optional.of(List.of(String.valueOf(lo), String.valueOf(hi))),
                Optional.empty(),
                points,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// An interval by differences of order 4, the unknown being 0 at its ends.
    public static Coordinate interval(double lo, double hi, int points) {
        return new Coordinate(
                Optional.empty(),
                Optional.of(List.of(String.valueOf(lo), String.valueOf(hi))),
                points,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same variable by differences.
    public Coordinate differences(int newOrder) {
        return new Coordinate(
                periodic,
                interval,
                points,
                Optional.of(Method.DIFFERENCES),
                Optional.of(newOrder),
                ends);
    }

    /// The same interval by Chebyshev points.
    public Coordinate chebyshev() {
        return new Coordinate(
                periodic, interval, points, Optional.of(Method.CHEBYSHEV), Optional.empty(), ends);
    }

    /// The same interval with other ends.
    public Coordinate with(Ends newEnds) {
        return new Coordinate(periodic, interval, points, method, order, Optional.of(newEnds));
    }

    /// The grid with its derivatives.
    ///
    /// @param constants that the bounds may use
    /// @throws OwnEquationException if a bound is no number, or there are too few points
    Axis axis(String name, Map<String, Double> constants) {
        String key = "domain." + name;
        String where = periodic.isPresent() ? ".periodic" : ".interval";
        List<String> bounds = periodic.or(() -> interval).orElseThrow();
        double lo = bound(key + where, bounds.getFirst(), constants);
        double hi = bound(key + where, bounds.getLast(), constants);
        if (!(lo < hi) || !Double.isFinite(hi - lo)) {
            throw new OwnEquationException(
                    key + where,
                    "must be [lo, hi] with lo < hi, found %s and %s".formatted(lo, hi));
        }
        try {
            return switch (method.orElseThrow()) {
                case FOURIER -> Axis.fourier(name, lo, hi, points);
                case DIFFERENCES ->
                        Axis.differences(name, lo, hi, points, order.orElseThrow(), end());
                case CHEBYSHEV -> Axis.chebyshev(name, lo, hi, points, end());
            };
        } catch (IllegalArgumentException e) {
            throw new OwnEquationException(key, "cannot be: " + e.getMessage());
        }
    }

    private org.bugle.models.Ends end() {
        return ends.map(end ->
                        switch (end) {
                            case DIRICHLET -> org.bugle.models.Ends.DIRICHLET;
                            case NEUMANN -> org.bugle.models.Ends.NEUMANN;
                            case FREE -> org.bugle.models.Ends.FREE;
                        })
                .orElse(org.bugle.models.Ends.PERIODIC);
    }

    private static double bound(String key, String text, Map<String, Double> constants) {
        try {
            List<String> names = List.copyOf(constants.keySet());
            return Formula.of(key, text, names)
                    .at(names.stream().mapToDouble(constants::get).toArray());
        } catch (IllegalArgumentException e) {
            throw OwnEquationException.of(key, e);
        }
    }
}
