package org.bugle.benchmarks;

import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One augmented BUG step (rk4 substep, truncated back to rank r) on the Lyapunov equation of n
/// rows and columns ([Lyapunov]), on one thread: linear in n, for no n×n array is made.
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "-Xmx12g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatrixScalingBenchmark extends LaunchedBenchmark {
    @Param({"1000", "10000", "100000", "1000000"})
    public int n = 1000;

    @Param("20")
    public int r = 20;

    private Lyapunov lyapunov = new Lyapunov(1, 1);
    private SeparableEquation equation = lyapunov.equation();
    private LowRankMatrix start = lyapunov.start();
    private Span span = lyapunov.span();
    private AugmentedBug method = new AugmentedBug(Truncation.toRank(20), Substep.rk4());

    @Setup
    public void setUp() {
        lyapunov = new Lyapunov(n, r);
        equation = lyapunov.equation();
        start = lyapunov.start();
        span = lyapunov.span();
        method = new AugmentedBug(Truncation.toRank(r), Substep.rk4());
    }

    @Benchmark
    public Step<LowRankMatrix> step() {
        return method.step(equation, span, start);
    }
}
