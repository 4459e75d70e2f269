package org.bugle.models;

import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Differentiation of the polynomial through Chebyshev–Gauss–Lobatto points x_k = (lo + hi)/2 − L/2
/// cos(πk/N), k = 0 … N, where the end values are eliminated by the conditions u_ends = E u: E = 0
/// for Dirichlet ends and −D_ee⁻¹ D_ei for Neumann ones, from the rows of D at the ends.
///
/// @param points of the unknowns, n×1
/// @param weights of the unknowns, n×1: those of the unknowns plus Eᵀ times those of the ends
/// @param all how many points there are, N + 1
/// @param ends the numbers of the eliminated points
/// @param elimination E, as many rows as eliminated points, n columns
record ChebyshevCollocation(
        Matrix points,
        Matrix weights,
        double length,
        int all,
        List<Integer> ends,
        Matrix elimination) {
    static ChebyshevCollocation of(double lo, double hi, int n, Ends ends) {
        double length = hi - lo;
        int all = ends == Ends.FREE ? n : n + 2;
        List<Integer> eliminated = ends == Ends.FREE ? List.of() : List.of(0, all - 1);
        List<Integer> kept = kept(all, eliminated);
        Matrix nodes = Chebyshev.nodes(hi, lo, all);
        Matrix weights = clenshawCurtis(length, all);
        Matrix elimination =
                switch (ends) {
                    case FREE, DIRICHLET -> Matrix.zeros(eliminated.size(), n);
                    case NEUMANN -> {
                        Matrix rows = powers(length, all, 1).getLast().rows(eliminated);
                        yield Lu.of(columns(rows, eliminated)).solve(columns(rows, kept)).negate();
                    }
                    case PERIODIC ->
                            throw new IllegalArgumentException(
                                    "ChebyshevCollocation: periodic ends");
                };
        return new ChebyshevCollocation(
                nodes.rows(kept),
                weights.rows(kept).plus(elimination.transposeTimes(weights.rows(eliminated))),
                length,
                all,
                eliminated,
                elimination);
    }

    private static List<Integer> kept(int all, List<Integer> ends) {
        return IntStream.range(0, all).boxed().filter(k -> !ends.contains(k)).toList();
    }

    private static Matrix columns(Matrix a, List<Integer> indices) {
        return a.columns(indices.stream().mapToInt(Integer::intValue).toArray());
    }

    /// The derivative of the given order, from unknowns to unknowns.
    Matrix derivative(int order) {
        List<Integer> kept = kept(all, ends);
        Matrix rows = powers(length, all, order).getLast().rows(kept);
        return columns(rows, kept).plus(columns(rows, ends).times(elimination));
    }

    /// The derivatives of orders 1 … `order` at all points, by the recursion of Welfert in the form
    /// of Weideman and Reddy (ACM TOMS 26 (2000) 465): differences of points from sines, and the
    /// diagonal such that rows sum to zero, which keeps the digits.
    private static List<Matrix> powers(double length, int all, int order) {
        List<Matrix> result = new ArrayList<>();
        Matrix last = Matrix.identity(all);
        for (int power = 1; power <= order; power++) {
            double[][] next = new double[all][all];
            for (int k = 0; k < all; k++) {
                double sum = 0;
                for (int j = 0; j < all; j++) {
                    if (j != k) {
                        double ratio = (j + k) % 2 == 0 ? 1 : -1;
                        ratio *= end(k, all) / end(j, all);
                        next[k][j] =
                                power
                                        / distance(length, k, j, all)
                                        * (ratio * last.get(k, k) - last.get(k, j));
                        sum += next[k][j];
                    }
                }
                next[k][k] = -sum;
            }
            last = Matrix.of(next);
            result.add(last);
        }
        return result;
    }

    private static double end(int k, int all) {
        return k == 0 || k == all - 1 ? 2 : 1;
    }

    /// x_k − x_j.
    private static double distance(double length, int k, int j, int all) {
        double half = Math.PI / (2.0 * (all - 1));
        return length * Math.sin((k + j) * half) * Math.sin((k - j) * half);
    }

    /// The integrals of the Lagrange polynomials: L/2 (c_k/N)(1 − Σ_m b_m cos(2πmk/N)/(4m² − 1)), m
    /// = 1 … ⌊N/2⌋, with c_k = 1 at the ends and 2 inside, b_m = 1 for m = N/2 and 2 otherwise.
    private static Matrix clenshawCurtis(double length, int all) {
        int last = all - 1;
        double[] weights = new double[all];
        Arrays.setAll(
                weights,
                k -> {
                    double sum = 1;
                    for (int m = 1; 2 * m <= last; m++) {
                        double b = 2 * m == last ? 1 : 2;
                        long turn = (2L * m * k) % (2L * last); // of half circles, /N
                        sum -= b * Math.cos(Math.PI * turn / last) / (4.0 * m * m - 1);
                    }
                    return length / 2 * (2 / end(k, all)) / last * sum;
                });
        return Matrix.columnVector(weights);
    }
}
