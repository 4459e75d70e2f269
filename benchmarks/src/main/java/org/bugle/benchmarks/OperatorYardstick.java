package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/// The tree tensor network operator of Σ_{i<j} Z_i Z_j/(j − i) on d spins of a balanced tree, to a
/// tolerance of 1e-12: compression of the couplings and assembly.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class OperatorYardstick {
    @Param("64")
    public int d = 64;

    @Param({"1", "2"})
    public int threads = 1;

    private ForkJoinPool pool = new ForkJoinPool(1);

    @Setup
    public void setUp() {
        pool = new ForkJoinPool(threads);
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public TreeOperator step() {
        return pool.submit(this::operator).join();
    }

    private TreeOperator operator() {
        return PairHamiltonian.of(d, 2)
                .plus(
                        PairFamily.of(
                                Couplings.of(d, (i, j) -> 1.0 / Math.abs(i - j)),
                                Dense.of(Matrix.diagonal(1, -1))))
                .toOperator(
                        Tree.balanced(d), Compression.local(1e-12), PairHamiltonian.Form.MERGED);
    }
}
