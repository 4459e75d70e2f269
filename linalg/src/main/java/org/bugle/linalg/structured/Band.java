package org.bugle.linalg.structured;

import org.bugle.linalg.kernel.Buffer;

/// The inner loop of diagonal and banded maps.
final class Band {
    /// Rows that are worked on together: their numbers stay in the first-level cache.
    static final int TILE = 1024;

    private Band() {}

    /// y_{i+dy} ← y_{i+dy} + a_i x_{i+dx} (or conj a_i) for `from` ≤ i < `to`, where a, x and y are
    /// one column of a buffer each. Real coefficients act on the parts of complex numbers alike.
    static void add(
            Buffer a,
            int ja,
            boolean conjugated,
            Buffer x,
            int dx,
            Buffer y,
            int dy,
            int j,
            int from,
            int to) {
        double[] p = a.array();
        double[] q = x.array();
        double[] r = y.array();
        int ip = a.start() + ja * a.rows() * a.width();
        int iq = x.start() + (j * x.rows() + dx) * x.width();
        int ir = y.start() + (j * y.rows() + dy) * y.width();
        if (!y.isComplex()) {
            for (int i = from; i < to; i++) {
                r[ir + i] += p[ip + i] * q[iq + i];
            }
        } else if (!a.isComplex() && x.isComplex()) {
            for (int i = from; i < to; i++) {
                double value = p[ip + i];
                r[ir + 2 * i] += value * q[iq + 2 * i];
                r[ir + 2 * i + 1] += value * q[iq + 2 * i + 1];
            }
        } else if (!a.isComplex()) {
            for (int i = from; i < to; i++) {
                r[ir + 2 * i] += p[ip + i] * q[iq + i];
            }
        } else {
            double sign = conjugated ? -1 : 1;
            for (int i = from; i < to; i++) {
                double re = p[ip + 2 * i];
                double im = sign * p[ip + 2 * i + 1];
                double u = x.isComplex() ? q[iq + 2 * i] : q[iq + i];
                double v = x.isComplex() ? q[iq + 2 * i + 1] : 0;
                r[ir + 2 * i] += re * u - im * v;
                r[ir + 2 * i + 1] += re * v + im * u;
            }
        }
    }
}
