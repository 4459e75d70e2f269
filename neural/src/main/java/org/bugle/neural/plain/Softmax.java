package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.List;

/// exp(x_i)/Σ exp(x_j) along the last axis, and the loss made of it.
final class Softmax {
    private Softmax() {}

    static PlainValue of(PlainValue x) {
        int n = classes("softmax", x);
        double[] p = probabilities(x.entries(), n);
        return x.graph()
                .record(
                        x.shape(),
                        p,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            for (int row = 0; row < p.length; row += n) {
                                double along = 0;
                                for (int i = row; i < row + n; i++) {
                                    along += gradient[i] * p[i];
                                }
                                for (int i = row; i < row + n; i++) {
                                    sum[i] += p[i] * (gradient[i] - along);
                                }
                            }
                        });
    }

    private static int classes(String operation, PlainValue x) {
        if (x.shape().isEmpty() || x.size(-1) == 0) {
            throw new IllegalArgumentException(
                    "%s: the last axis must have entries, found the shape %s"
                            .formatted(operation, x.shape()));
        }
        return x.size(-1);
    }

    private static double[] probabilities(double[] x, int n) {
        double[] p = new double[x.length];
        for (int row = 0; row < p.length; row += n) {
            double largest = largest(x, row, n);
            double sum = 0;
            for (int i = row; i < row + n; i++) {
                p[i] = Math.exp(x[i] - largest);
                sum += p[i];
            }
            for (int i = row; i < row + n; i++) {
                p[i] /= sum;
            }
        }
        return p;
    }

    /// NaN where one of the entries is.
    private static double largest(double[] x, int from, int n) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }

    /// The mean over rows that have a label of log Σ exp(x_j) − x_label; 0 where none has.
    static PlainValue crossEntropy(PlainValue x, Array labels) {
        int n = classes("crossEntropy", x);
        int[] label = labels(x, n, labels);
        double[] logits = x.entries();
        double loss = 0;
        int counted = 0;
        for (int row = 0; row < label.length; row++) {
            if (label[row] >= 0) {
                loss += loss(logits, row * n, n, label[row]);
                counted++;
            }
        }
        double weight = 1.0 / Math.max(1, counted);
        return x.graph()
                .record(
                        List.of(),
                        new double[] {loss * weight},
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            double[] p = probabilities(logits, n);
                            for (int row = 0; row < label.length; row++) {
                                for (int i = 0; i < n && label[row] >= 0; i++) {
                                    double wanted = i == label[row] ? 1 : 0;
                                    sum[row * n + i] +=
                                            gradient[0] * weight * (p[row * n + i] - wanted);
                                }
                            }
                        });
    }

    private static double loss(double[] x, int from, int n, int label) {
        double largest = largest(x, from, n);
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += Math.exp(x[i] - largest);
        }
        return Math.log(sum) + largest - x[from + label];
    }

    private static int[] labels(PlainValue x, int classes, Array labels) {
        int rows = x.entries().length / classes;
        if (labels.size() != rows) {
            throw new IllegalArgumentException(
                    "crossEntropy: %d rows of logits %s need as many labels, found %s"
                            .formatted(rows, x.shape(), labels.shape()));
        }
        int[] result = new int[rows];
        for (int i = 0; i < rows; i++) {
            double label = labels.at(i);
            if (!(label < classes && label == Math.rint(label))) {
                throw new IllegalArgumentException(
                        "crossEntropy: labels must be integers below %d, found %s"
                                .formatted(classes, label));
            }
            result[i] = (int) label;
        }
        return result;
    }
}
