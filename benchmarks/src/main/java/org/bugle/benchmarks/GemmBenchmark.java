package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.blas.Block;
import org.bugle.linalg.blas.Gemm;
import org.bugle.linalg.blas.Op;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// C = A B for A m×k and B k×n: as a value (`matrix`, with a new array for C) and by the plain
/// native call into an existing array (`plain`).
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark extends LaunchedBenchmark {
    /// m, k, n.
    @Param({"20,20,20", "200,200,200", "1000,1000,1000", "100000,20,20"})
    public String shape = "";

    private Matrix a = Matrix.zeros(0, 0);
    private Matrix b = a;
    private double[] left = {};
    private double[] right = {};
    private double[] result = {};

    @Setup
    public void setUp() {
        String[] sizes = shape.split(",", -1);
        SplitMix64 random = new SplitMix64(1);
        int m = Integer.parseInt(sizes[0]);
        int k = Integer.parseInt(sizes[1]);
        int n = Integer.parseInt(sizes[2]);
        a = Matrix.randomGaussian(m, k, random);
        b = Matrix.randomGaussian(k, n, random);
        left = a.toArray();
        right = b.toArray();
        result = new double[m * n];
    }

    @Benchmark
    public Matrix matrix() {
        return a.times(b);
    }

    @Benchmark
    public double[] plain() {
        int m = a.rows();
        int k = a.cols();
        int n = b.cols();
        new Gemm(false, Op.NONE, Op.NONE, m, n, k, 1, 0, 0)
                .run(new Block(left, 0, m), new Block(right, 0, k), new Block(result, 0, m));
        return result;
    }
}
