package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.blas.Lapack;
import org.bugle.lowrank.Basis;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// The thin QR decomposition of a tall m×r matrix: [Qr#of], the two LAPACK calls on a copied array
/// (`plain`), and [Basis#augment] of an m×r basis by an m×r block.
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QrBenchmark extends LaunchedBenchmark {
    /// m, r.
    @Param({"1024,20", "4096,40", "100000,20"})
    public String shape = "";

    private Matrix a = Matrix.zeros(0, 0);
    private Matrix basis = a;
    private double[] entries = {};

    @Setup
    public void setUp() {
        String[] sizes = shape.split(",", -1);
        int m = Integer.parseInt(sizes[0]);
        int r = Integer.parseInt(sizes[1]);
        a = Matrix.randomGaussian(m, r, new SplitMix64(1));
        basis = Qr.of(Matrix.randomGaussian(m, r, new SplitMix64(2))).q();
        entries = a.toArray();
    }

    @Benchmark
    public Qr qr() {
        return Qr.of(a);
    }

    @Benchmark
    public Matrix augment() {
        return Basis.augment(basis, a);
    }

    @Benchmark
    public double[] plain() {
        double[] copy = entries.clone();
        double[] tau = new double[a.cols()];
        Lapack.geqrf(false, a.rows(), a.cols(), copy, tau);
        Lapack.orgqr(false, a.rows(), a.cols(), a.cols(), copy, tau);
        return copy;
    }
}
