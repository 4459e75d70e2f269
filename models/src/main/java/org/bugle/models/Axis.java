package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/// One coordinate of a discretised domain: a grid with its derivatives as operators.
///
/// | factory      | points                                 | ends                        | accuracy | operators |
/// |--------------|----------------------------------------|-----------------------------|----------|-----------|
/// | fourier      | lo + (i + ½)L/n                        | periodic                    | spectral | circulant |
/// | chebyshev    | Chebyshev–Gauss–Lobatto                | Dirichlet, Neumann or free  | spectral | dense     |
/// | differences  | lo + (i + ½)L/n                        | periodic                    | 2, 4, 6  | circulant |
/// | differences  | lo + (i + ½)L/n                        | Neumann                     | 2, 4, 6  | banded    |
/// | differences  | lo + (i + 1)L/(n + 1)                  | Dirichlet                   | 2, 4, 6  | banded    |
///
/// Even derivatives of Fourier and of difference axes are symmetric, odd ones of periodic axes are
/// skew; in periodic ones the columns sum to zero, so that ∫u does not change. The weights of the
/// grid integrate what obeys the end conditions.
public final class Axis {
    private final Grid grid;
    private final Ends ends;
    private final IntFunction<Operator> scheme;
    private final Map<Integer, Operator> derivatives = new ConcurrentHashMap<>(); // by order

    private Axis(Grid grid, Ends ends, IntFunction<Operator> scheme) {
        this.grid = grid;
        this.ends = ends;
        this.scheme = scheme;
    }

    /// n equidistant points of a period, and derivatives exact for the waves that they resolve
    /// (spec `rail` §2). For even n odd derivatives annihilate the highest wave, even ones do not.
    ///
    /// @throws IllegalArgumentException if n < 1 or lo < hi does not hold
    public static Axis fourier(String name, double lo, double hi, int n) {
        requireInterval(name, lo, hi, n, 1);
        return new Axis(
                Grid.cells(name, lo, hi, n),
                Ends.PERIODIC,
                order -> Circulant.derivative(n, hi - lo, order));
    }

    /// n unknowns at Chebyshev–Gauss–Lobatto points in ascending order, with the weights of
    /// Clenshaw and Curtis. Dirichlet and Neumann ends are two points more, whose values follow
    /// from those of the unknowns.
    ///
    /// @throws IllegalArgumentException if n < 2, lo < hi does not hold or the ends are periodic
    public static Axis chebyshev(String name, double lo, double hi, int n, Ends ends) {
        requireInterval(name, lo, hi, n, 2);
        if (ends == Ends.PERIODIC) {
            throw new IllegalArgumentException(
                    "Axis %s: Chebyshev points have two ends; for periodic ones choose Fourier or differences"
                            .formatted(name));
        }
        var collocation = ChebyshevCollocation.of(lo, hi, n, ends);
        return new Axis(
                new Grid(name, "", collocation.points(), collocation.weights()),
                ends,
                order -> Dense.of(collocation.derivative(order)));
    }

    /// n equidistant unknowns and centred differences of the given accuracy. Beyond Dirichlet ends
    /// u continues as an odd function, beyond Neumann ends as an even one; the accuracy holds at
    /// the ends for functions that continue smoothly so, as solutions of the heat equation do.
    ///
    /// @param accuracy 2, 4 or 6: by which power of h the error falls
    /// @throws IllegalArgumentException if the accuracy is another one, the ends are free, lo < hi
    ///   does not hold or n is less than the points of the second derivative
    public static Axis differences(
            String name, double lo, double hi, int n, int accuracy, Ends ends) {
        if (accuracy != 2 && accuracy != 4 && accuracy != 6) {
            throw new IllegalArgumentException(
                    "Axis %s: differences have accuracy 2, 4 or 6, found %d"
                            .formatted(name, accuracy));
        }
        requireInterval(name, lo, hi, n, accuracy + 1);
        Grid grid =
                switch (ends) {
                    case PERIODIC, NEUMANN -> Grid.cells(name, lo, hi, n);
                    case DIRICHLET -> Grid.interior(name, lo, hi, n);
                    case FREE ->
                            throw new IllegalArgumentException(
                                    "Axis %s: differences want periodic, Dirichlet or Neumann ends; for free ends choose Chebyshev points"
                                            .formatted(name));
                };
        double h = grid.weights().get(0, 0);
        return new Axis(grid, ends, order -> Differences.derivative(n, h, order, accuracy, ends));
    }

    private static void requireInterval(String name, double lo, double hi, int n, int least) {
        if (!(lo < hi) || Double.isInfinite(hi - lo) || n < least) {
            throw new IllegalArgumentException(
                    "Axis %s: wants lo < hi and at least %d points, found %s, %s and %d"
                            .formatted(name, least, lo, hi, n));
        }
    }

    public Grid grid() {
        return grid;
    }

    public Ends ends() {
        return ends;
    }

    public int size() {
        return grid.size();
    }

    /// ∂ of the given order as an n×n operator, always the same object; order 0 is the identity.
    ///
    /// @throws IllegalArgumentException if the order is negative or the points are too few for it
    public Operator derivative(int order) {
        if (order < 0) {
            throw new IllegalArgumentException(
                    "Axis %s: the order of a derivative must be ≥ 0, found %d"
                            .formatted(grid.name(), order));
        }
        return derivatives.computeIfAbsent(
                order, wanted -> wanted == 0 ? new Identity(size()) : scheme.apply(wanted));
    }

    /// ∂.
    public Operator first() {
        return derivative(1);
    }

    /// ∂².
    public Operator second() {
        return derivative(2);
    }

    /// A function of the coordinate as a column, n×1.
    public Matrix sample(DoubleUnaryOperator f) {
        return grid.points().map(f);
    }
}
