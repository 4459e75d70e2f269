package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Operations entry by entry.
final class Elementwise {
    private Elementwise() {}

    /// f(x) with the derivative f′ as a function of x and f(x).
    static PlainValue map(PlainValue x, DoubleUnaryOperator function, DoubleBinaryOperator slope) {
        double[] from = x.entries();
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = function.applyAsDouble(from[i]);
        }
        return x.graph()
                .record(
                        x.shape(),
                        to,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            for (int i = 0; i < sum.length; i++) {
                                sum[i] += gradient[i] * slope.applyAsDouble(from[i], to[i]);
                            }
                        });
    }

    static PlainValue power(PlainValue x, double exponent) {
        if (exponent == 2) { // faster and free of pow's rounding
            return map(x, a -> a * a, (a, _) -> 2 * a);
        }
        return map(
                x,
                a -> Math.pow(a, exponent),
                (a, _) -> exponent == 0 ? 0 : exponent * Math.pow(a, exponent - 1));
    }

    /// a + sign·b.
    static PlainValue sum(String operation, PlainValue a, PlainValue b, double sign) {
        List<Integer> shape = Broadcast.shape(operation, a.shape(), b.shape());
        Broadcast broadcast = Broadcast.of(shape, a.shape(), b.shape());
        double[] x = a.entries();
        double[] y = b.entries();
        double[] z = new double[Array.count(shape)];
        broadcast.forEach((at, i, di, j, dj, n) -> {
            for (int k = 0; k < n; k++) {
                z[at + k] = x[i + di * k] + sign * y[j + dj * k];
            }
        });
        return a.graph()
                .record(
                        shape,
                        z,
                        List.of(a, b),
                        gradient -> {
                            if (a.isDerived()) {
                                double[] sum = a.gradient();
                                broadcast.forEach((at, i, di, _, _, n) -> {
                                    for (int k = 0; k < n; k++) {
                                        sum[i + di * k] += gradient[at + k];
                                    }
                                });
                            }
                            if (b.isDerived()) {
                                double[] sum = b.gradient();
                                broadcast.forEach((at, _, _, j, dj, n) -> {
                                    for (int k = 0; k < n; k++) {
                                        sum[j + dj * k] += sign * gradient[at + k];
                                    }
                                });
                            }
                        });
    }

    static PlainValue product(PlainValue a, PlainValue b) {
        List<Integer> shape = Broadcast.shape("times", a.shape(), b.shape());
        Broadcast broadcast = Broadcast.of(shape, a.shape(), b.shape());
        double[] x = a.entries();
        double[] y = b.entries();
        double[] z = new double[Array.count(shape)];
        broadcast.forEach((at, i, di, j, dj, n) -> {
            for (int k = 0; k < n; k++) {
                z[at + k] = x[i + di * k] * y[j + dj * k];
            }
        });
        return a.graph()
                .record(
                        shape,
                        z,
                        List.of(a, b),
                        gradient -> {
                            if (a.isDerived()) {
                                double[] sum = a.gradient();
                                broadcast.forEach((at, i, di, j, dj, n) -> {
                                    for (int k = 0; k < n; k++) {
                                        sum[i + di * k] += gradient[at + k] * y[j + dj * k];
                                    }
                                });
                            }
                            if (b.isDerived()) {
                                double[] sum = b.gradient();
                                broadcast.forEach((at, i, di, j, dj, n) -> {
                                    for (int k = 0; k < n; k++) {
                                        sum[j + dj * k] += gradient[at + k] * x[i + di * k];
                                    }
                                });
                            }
                        });
    }
}
