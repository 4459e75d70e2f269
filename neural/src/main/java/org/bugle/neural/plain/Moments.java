package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;

/// Sums, means and variances over axes.
final class Moments {
    private Moments() {}

    static PlainValue sum(PlainValue x) {
        double sum = 0;
        for (double entry : x.entries()) {
            sum += entry;
        }
        return x.graph()
                .record(
                        List.of(),
                        new double[] {sum},
                        List.of(x),
                        gradient -> {
                            double[] total = x.gradient();
                            for (int i = 0; i < total.length; i++) {
                                total[i] += gradient[0];
                            }
                        });
    }

    static PlainValue mean(PlainValue x, int... axes) {
        List<Integer> shape = kept("mean", x, axes);
        Broadcast broadcast = Broadcast.of(x.shape(), x.shape(), shape);
        double[] mean = means(broadcast, x.entries(), Array.count(shape));
        double count = (double) x.entries().length / mean.length;
        return x.graph()
                .record(
                        shape,
                        mean,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            broadcast.forEach((at, _, _, j, dj, n) -> {
                                for (int k = 0; k < n; k++) {
                                    sum[at + k] += gradient[j + dj * k] / count;
                                }
                            });
                        });
    }

    /// The shape with length 1 along these axes.
    private static List<Integer> kept(String operation, PlainValue x, int... axes) {
        List<Integer> shape = new ArrayList<>(x.shape());
        for (int axis : axes) {
            shape.set(x.axis(operation, axis), 1);
        }
        return shape;
    }

    private static double[] means(Broadcast broadcast, double[] x, int count) {
        double[] mean = new double[count];
        broadcast.forEach((at, _, _, j, dj, n) -> {
            for (int k = 0; k < n; k++) {
                mean[j + dj * k] += x[at + k];
            }
        });
        for (int j = 0; j < count; j++) {
            mean[j] /= (double) x.length / count;
        }
        return mean;
    }

    /// With y = (x − mean)/s, s = √(variance + ε): x̄ = (ȳ − mean ȳ − y mean(ȳ y))/s.
    static PlainValue standardized(PlainValue x, double epsilon, int... axes) {
        List<Integer> shape = kept("standardized", x, axes);
        int count = Array.count(shape);
        Broadcast broadcast = Broadcast.of(x.shape(), x.shape(), shape);
        double[] centred = centred(broadcast, x.entries(), count);
        double[] scale = means(broadcast, product(centred, centred), count);
        for (int j = 0; j < count; j++) {
            scale[j] = 1 / Math.sqrt(scale[j] + epsilon);
        }
        double[] y = scaled(broadcast, centred, scale);
        return x.graph()
                .record(
                        x.shape(),
                        y,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            double[] mean = means(broadcast, gradient, count);
                            double[] along = means(broadcast, product(gradient, y), count);
                            broadcast.forEach((at, _, _, j, dj, n) -> {
                                for (int k = 0; k < n; k++) {
                                    int to = j + dj * k;
                                    double free =
                                            gradient[at + k] - mean[to] - y[at + k] * along[to];
                                    sum[at + k] += free * scale[to];
                                }
                            });
                        });
    }

    private static double[] centred(Broadcast broadcast, double[] x, int count) {
        double[] mean = means(broadcast, x, count);
        double[] centred = new double[x.length];
        broadcast.forEach((at, _, _, j, dj, n) -> {
            for (int k = 0; k < n; k++) {
                centred[at + k] = x[at + k] - mean[j + dj * k];
            }
        });
        return centred;
    }

    private static double[] scaled(Broadcast broadcast, double[] x, double[] scale) {
        double[] scaled = new double[x.length];
        broadcast.forEach((at, _, _, j, dj, n) -> {
            for (int k = 0; k < n; k++) {
                scaled[at + k] = x[at + k] * scale[j + dj * k];
            }
        });
        return scaled;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }
}
