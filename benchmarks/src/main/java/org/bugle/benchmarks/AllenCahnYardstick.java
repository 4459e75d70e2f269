package org.bugle.benchmarks;

import org.bugle.integrator.Step;
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
import java.util.function.Supplier;

/// One step on the Allen–Cahn equation (ε = 0.01, periodic, the start of experiment E7 of
/// `randomized-rk`) of n×n points at rank r, step 2·10⁻⁵: `bug` with an rk4 substep, or
/// `projected-rk` of order 2; the cubic term is interpolated to 1e-8 from rows and columns that the
/// method chooses and checks. From the value after 5 steps.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class AllenCahnYardstick {
    @Param({"bug", "projected-rk"})
    public String integrator = "bug";

    @Param("4096")
    public int n = 4096;

    @Param("10")
    public int r = 10;

    @Param({"1", "2"})
    public int threads = 1;

    private Supplier<Step<?>> step =
            () -> {
                throw new IllegalStateException("not set up");
            };
    private ForkJoinPool pool = new ForkJoinPool(1);

    @Setup
    public void setUp() {
        step = runFile().prepared();
        pool = new ForkJoinPool(threads);
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public Step<?> step() {
        return pool.submit(step::get).join();
    }

    private RunFileStep runFile() {
        return new RunFileStep(
                """
                problem: allen-cahn/square
                parameters: {points: %d, epsilon: 0.01}
                integrator: {name: %s, rank: %d%s}
                time: {end: 0.002, steps: 100}
                """
                        .formatted(n, integrator, r, integrator.equals("bug") ? "" : ", order: 2"),
                5,
                true);
    }
}
