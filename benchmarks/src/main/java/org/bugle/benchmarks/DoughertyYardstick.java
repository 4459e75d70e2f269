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

/// One RAIL step of order 3 (IMEX443, robust options) on the Dougherty–Fokker–Planck equation in
/// three velocity dimensions, with mass, momentum and energy conserved: experiment T8 of the RAIL
/// papers (spec `rail`), n points a side, step 0.006, truncation 1e-4 and ranks of at most 8; from
/// the value after 10 steps.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DoughertyYardstick {
    @Param({"100", "200"})
    public int n = 100;

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
                problem: fokker-planck/dougherty
                parameters:
                  dimensions: 3
                  points: %d
                  densities: [0.8037121822811545, 4.764615814550553]
                  drifts: [-0.3403147128006618, 0.05740548475117823]
                  temperatures: [0.1033754314349305, 3.442950196134546]
                integrator:
                  name: rail
                  table: imex443
                  truncation: {rule: conserving, level: energy, relative: 1e-4, maxRank: 8}
                time: {end: 0.6, steps: 100}
                """
                        .formatted(n),
                10);
    }
}
