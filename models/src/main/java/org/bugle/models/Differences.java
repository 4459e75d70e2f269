package org.bugle.models;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Sparse;

import java.util.ArrayList;
import java.util.List;

/// Finite differences on equidistant points as sparse operators.
final class Differences {
    private Differences() {}

    /// The tridiagonal matrix of constant diagonals, with its corners where the points are
    /// periodic.
    static Operator tridiagonal(
            int n, double below, double middle, double above, Boundary boundary) {
        return switch (boundary) {
            case ZERO -> Banded.tridiagonal(n, below, middle, above);
            case PERIODIC -> {
                List<Sparse.Entry> entries = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    entries.add(new Sparse.Entry(i, (i + n - 1) % n, below));
                    entries.add(new Sparse.Entry(i, i, middle));
                    entries.add(new Sparse.Entry(i, (i + 1) % n, above));
                }
                yield Sparse.of(n, n, entries);
            }
        };
    }

    /// The centred first derivative (−1, 0, 1)/(2h).
    static Operator first(int n, double h, Boundary boundary) {
        return tridiagonal(n, -0.5 / h, 0, 0.5 / h, boundary);
    }

    /// The second derivative (1, −2, 1)/h².
    static Operator second(int n, double h, Boundary boundary) {
        return tridiagonal(n, 1 / (h * h), -2 / (h * h), 1 / (h * h), boundary);
    }

    /// The centred derivative of the given order on the points of [Axis#differences].
    ///
    /// @param accuracy even: by which power of h the error falls
    /// @throws IllegalArgumentException if its 2w + 1 points are more than n
    static Operator derivative(int n, double h, int order, int accuracy, Ends ends) {
        int reach = (order + 1) / 2 - 1 + accuracy / 2;
        if (n < 2 * reach + 1) {
            throw new IllegalArgumentException(
                    "Differences: derivative %d of accuracy %d wants at least %d points, found %d"
                            .formatted(order, accuracy, 2 * reach + 1, n));
        }
        double[] w = weights(order, reach, h);
        return switch (ends) {
            case PERIODIC -> periodic(n, w, order % 2 == 0);
            case DIRICHLET -> mirrored(n, w, -1, 2);
            case NEUMANN -> mirrored(n, w, 1, 1);
            case FREE -> throw new IllegalArgumentException("Differences: free ends");
        };
    }

    /// w_{−reach} … w_reach of f^(order)(0) ≈ Σ_k w_k f(kh), by the recursion of Fornberg (Math.
    /// Comp. 51 (1988) 699) on integers, then made even or odd to the last bit, with the middle one
    /// such that constants have no derivative.
    private static double[] weights(int order, int reach, double h) {
        int count = 2 * reach + 1;
        double[][] c = new double[count][order + 1]; // by point and order
        c[0][0] = 1;
        double c1 = 1;
        for (int i = 1; i < count; i++) {
            double c2 = 1;
            double here = i - reach;
            double before = here - 1;
            for (int j = 0; j < i; j++) {
                double c3 = i - j;
                c2 *= c3;
                for (int k = order; j == i - 1 && k >= 0; k--) {
                    double lower = k == 0 ? 0 : k * c[i - 1][k - 1];
                    c[i][k] = c1 * (lower - before * c[i - 1][k]) / c2;
                }
                for (int k = order; k >= 0; k--) {
                    double lower = k == 0 ? 0 : k * c[j][k - 1];
                    c[j][k] = (here * c[j][k] - lower) / c3;
                }
            }
            c1 = c2;
        }
        double[] result = new double[count];
        double sign = order % 2 == 0 ? 1 : -1;
        double unit = Math.pow(h, order);
        for (int k = 1; k <= reach; k++) {
            double value = (c[reach + k][order] + sign * c[reach - k][order]) / 2 / unit;
            result[reach + k] = value;
            result[reach - k] = sign * value;
            result[reach] -= order % 2 == 0 ? 2 * value : 0;
        }
        return result;
    }

    /// The circulant of these weights. Its eigenvalues Σ_j w_j e^{2πijk/n} are summed as −4Σ w_j
    /// sin²(πjk/n) for even weights and 2iΣ w_j sin(2πjk/n) for odd ones, j > 0: real or imaginary,
    /// and zero for constants, exactly.
    private static Circulant periodic(int n, double[] w, boolean even) {
        int reach = w.length / 2;
        Complex[] symbol = new Complex[n];
        for (int k = 0; 2 * k <= n; k++) {
            double sum = 0;
            for (int j = 1; j <= reach; j++) {
                if (even) {
                    double sine = Math.sin(Math.PI * j * k / n);
                    sum -= 4 * w[reach + j] * sine * sine;
                } else if (2 * k != n) { // the highest wave has no sign
                    sum += 2 * w[reach + j] * Math.sin(2 * Math.PI * j * k / n);
                }
            }
            symbol[k] = even ? Complex.real(sum) : new Complex(0, sum);
            symbol[(n - k) % n] = symbol[k].conjugate();
        }
        return Circulant.ofSymbol(Matrix.generateComplex(n, 1, (k, _) -> symbol[k]));
    }

    /// The band of these weights where a function continues beyond its ends as `sign` times its
    /// mirror image: the images of point j lie at −gap − j and 2n + gap − 2 − j.
    private static Banded mirrored(int n, double[] w, int sign, int gap) {
        int reach = w.length / 2;
        return Banded.generate(
                n,
                reach,
                reach,
                (i, j) ->
                        at(w, j - i)
                                + sign * (at(w, -gap - j - i) + at(w, 2 * n + gap - 2 - j - i)));
    }

    private static double at(double[] w, int offset) {
        int reach = w.length / 2;
        return Math.abs(offset) <= reach ? w[reach + offset] : 0;
    }
}
