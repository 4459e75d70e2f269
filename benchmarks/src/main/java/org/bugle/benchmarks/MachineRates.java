package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// What one thread of this machine does: the limits that a step's time is held against.
///
/// @param gemm flops per second of a product of 1000×1000 matrices, real
/// @param tallGemm of a 4096×40 matrix times a 40×40 one
/// @param qr of the thin QR decomposition of a 4096×40 matrix, 4 m r² flops
/// @param triad bytes per second of a ← b + s c on arrays far larger than the caches, 24 bytes an
///   entry
record MachineRates(double gemm, double tallGemm, double qr, double triad) {
    private static final int ENTRIES = 20_000_000;
    private static final double WARM_UP = 1; // seconds
    private static final int TIMES = 15;

    static MachineRates measure() {
        SplitMix64 random = new SplitMix64(1);
        Matrix square = Matrix.randomGaussian(1000, 1000, random);
        Matrix tall = Matrix.randomGaussian(4096, 40, random);
        Matrix small = Matrix.randomGaussian(40, 40, random);
        double[] a = new double[ENTRIES];
        double[] b = new double[ENTRIES];
        double[] c = new double[ENTRIES];
        Arrays.fill(b, 1);
        Arrays.fill(c, 2);
        return new MachineRates(
                2e9 / seconds(() -> square.times(square).get(0, 0)),
                2.0 * 4096 * 40 * 40 / seconds(() -> tall.times(small).get(0, 0)),
                4.0 * 4096 * 40 * 40 / seconds(() -> Qr.of(tall).r().get(0, 0)),
                24.0 * ENTRIES / seconds(() -> triad(a, b, c)));
    }

    private static double triad(double[] a, double[] b, double[] c) {
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i] + 3 * c[i];
        }
        return a[a.length / 2];
    }

    /// The median time of a task after warm-up; its result is used, so that nothing is left out.
    private static double seconds(DoubleSupplier task) {
        double sum = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP * 1e9) {
            sum += task.getAsDouble();
        }
        double[] times = new double[TIMES];
        for (int k = 0; k < TIMES; k++) {
            long from = System.nanoTime();
            sum += task.getAsDouble();
            times[k] = (System.nanoTime() - from) / 1e9;
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the measured tasks give no numbers");
        }
        Arrays.sort(times);
        return times[TIMES / 2];
    }
}
