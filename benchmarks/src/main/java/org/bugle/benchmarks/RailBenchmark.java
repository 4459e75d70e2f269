package org.bugle.benchmarks;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.implicit.Rail;
import org.bugle.lowrank.Tucker;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;
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

/// One RAIL step (robust options) for advection and diffusion in a cube of n points a side, on one
/// thread and on two: time against n at a rank of at most 8 and at most 20. The full grid has n³
/// points.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 2)
public class RailBenchmark {
    @Param({"100", "200", "400", "800"})
    public int n = 100;

    @Param({"8", "20"})
    public int rank = 8;

    @Param({"imex222", "imex443"})
    public String table = "imex222";

    @Param({"1", "2"})
    public int threads = 1;

    private SpinningGaussian problem = new SpinningGaussian(8, 1, ImexTableau.IMEX222);
    private SplitEquation equation = problem.equation();
    private Rail method = problem.method();
    private Span span = problem.span();
    private Tucker start = problem.settled(equation, method);
    private ForkJoinPool pool = new ForkJoinPool(1);

    @Setup
    public void setUp() {
        problem =
                new SpinningGaussian(
                        n,
                        rank,
                        table.equals("imex443") ? ImexTableau.IMEX443 : ImexTableau.IMEX222);
        equation = problem.equation();
        method = problem.method();
        span = problem.span();
        pool = new ForkJoinPool(threads);
        start = pool.submit(() -> problem.settled(equation, method)).join();
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public Step<Tucker> step() {
        return pool.submit(() -> method.step(equation, span, start)).join();
    }
}
