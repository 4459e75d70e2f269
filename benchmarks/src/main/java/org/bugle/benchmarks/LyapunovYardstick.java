package org.bugle.benchmarks;

import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.randomized.RandomizedRungeKutta;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.integrator.randomized.Sketching;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
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

/// One step on the Lyapunov equation of n rows and columns at rank r ([Lyapunov]: step 0.1 Δx²,
/// source of rank 10): `bug` and `augmented-bug` with rk4 substeps, `projected-rk` of order 4, and
/// the randomized classical Runge–Kutta method with fresh Gaussian sketches.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx4g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class LyapunovYardstick {
    @Param({"bug", "augmented-bug", "projected-rk", "randomized-rk"})
    public String integrator = "bug";

    @Param({"256", "1024", "4096"})
    public int n = 256;

    @Param({"10", "20", "40"})
    public int r = 10;

    @Param({"1", "2"})
    public int threads = 1;

    private Lyapunov lyapunov = new Lyapunov(2, 1);
    private SeparableEquation equation = lyapunov.equation();
    private LowRankMatrix start = lyapunov.start();
    private Span span = lyapunov.span();
    private MatrixIntegrator method = new Bug(Substep.rk4());
    private ForkJoinPool pool = new ForkJoinPool(1);

    @Setup
    public void setUp() {
        lyapunov = new Lyapunov(n, r);
        equation = lyapunov.equation();
        start = lyapunov.start();
        span = lyapunov.span();
        Truncation toRank = Truncation.toRank(r);
        method =
                switch (integrator) {
                    case "augmented-bug" -> new AugmentedBug(toRank, Substep.rk4());
                    case "projected-rk" -> new ProjectedRungeKutta(ButcherTableau.RK4);
                    case "randomized-rk" ->
                            new RandomizedRungeKutta(
                                    ButcherTableau.RK4,
                                    toRank,
                                    Sketching.gaussian(new SketchSource.Seeded(1)));
                    default -> new Bug(Substep.rk4());
                };
        pool = new ForkJoinPool(threads);
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public Step<LowRankMatrix> step() {
        return pool.submit(() -> method.step(equation, span, start)).join();
    }
}
