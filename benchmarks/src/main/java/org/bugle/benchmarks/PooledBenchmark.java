package org.bugle.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/// A step in a pool of one thread or two, as the driver of a run has it.
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class PooledBenchmark extends LaunchedBenchmark {
    @Param({"1", "2"})
    public int threads = 1;

    private ForkJoinPool pool = new ForkJoinPool(1);
    private Callable<?> step = () -> 0;

    /// The step, made from the parameters; what it needs is computed here, once.
    protected abstract Callable<?> prepared();

    @Setup
    public void setUp() {
        pool = new ForkJoinPool(threads);
        step = pool.submit(this::prepared).join();
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public Object step() {
        return pool.submit(step).join();
    }
}
